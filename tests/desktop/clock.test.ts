import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { noteTime, stoodAt } from '../../src/main/clock'

const folder = await mkdtemp(join(tmpdir(), 'maillage-'))
afterAll(() => rm(folder, { recursive: true }))

const day = 24 * 3_600_000
const now = Date.parse('2026-11-22T12:00:00.000Z')
const ago = (...days: number[]): number[] => days.map((days) => now - days * day)

test('a time stands when the clock has gone on from it for four days without a jump', () => {
  const stood: readonly (readonly [seen: readonly number[], time: number | undefined])[] = [
    [[], undefined],
    [ago(3, 2, 1), undefined],
    [ago(6, 5, 4, 3, 1), ago(4)[0]],
    // From a time long before: an absence, or a jump ahead to now.
    [ago(401, 400), ago(400)[0]],
    [ago(401, 400, 3, 1), ago(400)[0]],
    [ago(401, 400, 4, 1), ago(4)[0]],
    // It stood ahead, and was set right since.
    [ago(20, 10, -365, -366), undefined],
    [ago(20, -365, 3, 1), undefined],
    [ago(20, -365, 4, 1), ago(4)[0]],
    // It jumped back to now, or had done so and came back.
    [ago(-2001, -2000), undefined],
    [ago(20, 2000, 3), ago(2000)[0]],
    // Set right by less than an hour.
    [ago(6, 5, 5.03, 1), ago(5.03)[0]],
  ]
  for (const [seen, time] of stood) expect(stoodAt(seen, now), JSON.stringify(seen)).toBe(time)
})

test('what was seen is kept, of more than a week of starts, and a file that is no list is begun anew', async () => {
  const path = join(folder, 'clock.json')
  for (let hours = 0; hours <= 24 * 20; hours += 2) {
    const stood = await noteTime(path, now + hours * 3_600_000)
    if (hours > 4 * 24 + 6) expect(now + hours * 3_600_000 - (stood ?? 0)).toBeLessThan(4.5 * day)
  }
  expect(JSON.parse(await readFile(path, 'utf8')).length).toBeLessThan(30)
  for (const text of ['', '{"a":1}', '["hier"]', 'null']) {
    await writeFile(path, text)
    expect(await noteTime(path, now)).toBeUndefined()
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual([now])
  }
})
