import { expect, test } from 'vitest'
import { createBackoff } from '../../../src/renderer/data/backoff'
import { readRecoveryText, recoveryFile, recoveryText } from '../../../src/renderer/data/recoveryKey'
import { createSeal, importDataKey, newDataKey, UnsealError } from '../../../src/renderer/data/seal'
import { createRandom } from '../../support/random'

test('a recovery key is read back however it is typed, and every single typing error is noticed', async () => {
  const random = createRandom(7)
  for (let run = 0; run < 20; run++) {
    const key = new Uint8Array(32)
    random.fill(key)
    const text = await recoveryText(key)
    expect(text).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){13}[0-9A-HJKMNP-TV-Z]{4}$/)
    const sloppy = text.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('-', ' ')
    expect(await readRecoveryText(sloppy)).toEqual({ ok: true, value: key })
    const letters = [...text.replaceAll('-', '')]
    const at = random.int(letters.length)
    letters[at] = letters[at] === '7' ? '8' : '7'
    expect((await readRecoveryText(letters.join(''))).ok).toBe(false)
  }
})

test('what is missing from a recovery key is said', async () => {
  expect(await readRecoveryText('ABCD')).toEqual({
    ok: false,
    error: 'Une clé de secours compte 56 caractères, vous en avez saisi 4.',
  })
  expect(await readRecoveryText('é')).toMatchObject({ ok: false })
})

test('sealed bytes open at their own place, under their own key, unaltered, and nowhere else', async () => {
  const seal = createSeal([await importDataKey(newDataKey())])
  const sealed = await seal.seal('updates/dep-50/1', Uint8Array.of(1, 2, 3))
  expect(await seal.open('updates/dep-50/1', sealed)).toEqual(Uint8Array.of(1, 2, 3))
  await expect(seal.open('updates/dep-50/2', sealed)).rejects.toThrow(UnsealError)
  const other = createSeal([await importDataKey(newDataKey())])
  await expect(other.open('updates/dep-50/1', sealed)).rejects.toThrow(UnsealError)
  for (let at = 0; at < sealed.length; at++) {
    const altered = sealed.slice()
    altered[at] = (altered[at] ?? 0) ^ 1
    await expect(seal.open('updates/dep-50/1', altered)).rejects.toThrow(UnsealError)
  }
})

test('a hundred desks that lost their server come back spread over the wait, never more than a minute apart', () => {
  const dice = createRandom(11)
  const random = (): number => dice.int(1_000_000) / 1_000_000
  const waits = Array.from({ length: 100 }, () => {
    const backoff = createBackoff(random)
    for (let attempt = 0; attempt < 10; attempt++) backoff.next()
    return backoff.next()
  })
  expect(Math.max(...waits)).toBeLessThanOrEqual(60_000)
  const perQuarter = [0, 1, 2, 3].map((q) => waits.filter((ms) => Math.floor(ms / 15_000) === q).length)
  for (const count of perQuarter) expect(count).toBeGreaterThan(10)
  const again = createBackoff(random)
  again.next()
  again.reset()
  expect(again.next()).toBeLessThanOrEqual(500)
})

test('a key put away in a file is read back from its line, and tells which space it opens', async () => {
  const key = new Uint8Array(32).map((_, i) => i * 7)
  const { name, bytes } = recoveryFile(await recoveryText(key), {
    place: 'Manche',
    of: ['Manche', 'Claire Martin', 'sur cet ordinateur depuis le 23/11/2026 09:14'],
  })
  const lines = new TextDecoder().decode(bytes).split('\r\n')
  expect(name).toBe('Maillage - clé de secours - Manche.txt')
  expect(lines.slice(1, 4)).toEqual([
    'Manche',
    'Claire Martin',
    'sur cet ordinateur depuis le 23/11/2026 09:14',
  ])
  expect(await readRecoveryText(lines[5] ?? '')).toEqual({ ok: true, value: key })
})
