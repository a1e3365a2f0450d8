/** One line of the server's own journal: JSON on stderr, ids and codes only, never content or a secret. */
export type Log = (event: string, facts?: Readonly<Record<string, string | number | boolean | null>>) => void

/** Writes the journal to a stream. */
export function openLog(write: (line: string) => void, now: () => number): Log {
  return (event, facts = {}) =>
    write(`${JSON.stringify({ at: new Date(now()).toISOString(), event, ...facts })}\n`)
}

/** What may be said of an error in the journal: its message, as ours and SQLite's hold no content. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/**
 * What may be said of a fault of whatever making: its kind, its code and where it was thrown. Its message may quote what
 * somebody wrote.
 */
export function faultOf(fault: unknown): {
  readonly kind: string
  readonly code: string
  readonly at: string
} {
  if (!(fault instanceof Error)) return { kind: typeof fault, code: '', at: '' }
  const places = (fault.stack ?? '').split('\n').filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line))
  return {
    kind: fault.constructor.name,
    code: 'code' in fault && typeof fault.code === 'string' ? fault.code : '',
    at: places
      .slice(0, 5)
      .map((line) => line.trim().replace(/^at /, ''))
      .join(' < '),
  }
}
