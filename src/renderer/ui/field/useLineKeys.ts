import { useState } from 'react'

interface Keyed {
  readonly lines: readonly string[]
  readonly keys: readonly number[]
  readonly next: number
}

/**
 * A key for each line of a table whose lines have no ids, the same for as long as the line stands: what is typed in one
 * stays with it when somebody takes out or adds another. A line is known by what it holds, or else by its neighbours.
 */
export function useLineKeys(rows: readonly object[]): readonly number[] {
  const lines = rows.map((row) => JSON.stringify(row))
  const [known, setKnown] = useState<Keyed>(() => ({
    lines,
    keys: lines.map((_, index) => index),
    next: lines.length,
  }))
  if (lines.length === known.lines.length && lines.every((line, index) => line === known.lines[index]))
    return known.keys
  const now = followed(known, lines)
  setKnown(now)
  return now.keys
}

function followed({ lines: before, keys: old, next }: Keyed, lines: readonly string[]): Keyed {
  const shorter = Math.min(before.length, lines.length)
  let start = 0
  while (start < shorter && before[start] === lines[start]) start += 1
  let end = 0
  while (end < shorter - start && before.at(-1 - end) === lines.at(-1 - end)) end += 1
  const [lost, come] = [before.length - start - end, lines.length - start - end]
  let fresh = next
  const keys = lines.map((_, index): number => {
    if (index < start) return old[index] ?? fresh++
    if (index >= lines.length - end) return old[index - lines.length + before.length] ?? fresh++
    // As many lines as before: each was changed where it stands.
    return (lost === come ? old[index] : undefined) ?? fresh++
  })
  return { lines, keys, next: fresh }
}
