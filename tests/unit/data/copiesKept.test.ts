import { expect, test } from 'vitest'
import { keptCopies } from '../../../src/renderer/data/copiesKept'

const at = (day: number, hour: number, minute = 0, second = 0): number =>
  new Date(2026, 2, day, hour, minute, second).getTime()

/** Copies made one by one, thinned out at each as the disk does it. */
function thinned(made: readonly { readonly at: number; readonly size: number }[]) {
  let kept: { readonly at: number; readonly size: number }[] = []
  for (const copy of made) kept = [...keptCopies([...kept, copy], copy.at)]
  return kept
}

test('all copies of the last hour stay; of the hours before it the longest and the last, of a day before those of the day', () => {
  const typed = Array.from({ length: 5 * 12 }, (_, turn) => ({ at: at(3, 9, turn * 5), size: 100 + turn }))
  const wiped = { at: at(3, 9, 7), size: 3000 }
  const made = [...typed, wiped].sort((one, other) => one.at - other.at)
  const today = thinned(made)
  expect(today).toContain(wiped)
  expect(today.filter((copy) => copy.at > at(3, 12, 55))).toHaveLength(12)
  expect(today.filter((copy) => copy.at <= at(3, 12, 55))).toHaveLength(5)
  const next = { at: at(5, 9), size: 10 }
  expect(thinned([...made, next])).toEqual([wiped, made.at(-1), next])
})

test('the last copy of an earlier day outlives whatever is typed later, in a minute or in a year', () => {
  const days = Array.from({ length: 400 }, (_, day) => ({ at: at(1 + day, 17), size: 3000 - day }))
  const slips = Array.from({ length: 500 }, (_, turn) => ({ at: at(401, 9, 0, turn), size: 50 + (turn % 7) }))
  const kept = thinned([...days, ...slips])
  for (const day of days) expect(kept).toContain(day)
  expect(kept).toContain(slips.at(-1))
  expect(kept.length).toBeLessThan(days.length + 70)
})

test('a clock that was set back drops nothing of what it finds ahead of it', () => {
  const ahead = { at: at(9, 9), size: 40 }
  expect(keptCopies([ahead, { at: ahead.at + 1, size: 30 }], at(2, 9))).toContain(ahead)
})
