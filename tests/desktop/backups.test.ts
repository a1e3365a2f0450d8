import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { keptOf, openBackups } from '../../src/main/backups'
import { writeDurably } from '../../src/main/durable'
import { openWrites } from '../../src/main/writes'

const root = await mkdtemp(join(tmpdir(), 'maillage-'))
afterAll(() => rm(root, { recursive: true }))

const [manche, cher] = ['w00000000000000aa', 'w00000000000000bb']

describe('backups', () => {
  const day = 24 * 3_600_000
  const at = (time: number) =>
    `maillage-${manche}-${new Date(time).toISOString().replace(/[:.]/g, '-')}.maillage-backup`
  const noon = Date.parse('2026-11-22T12:00:00.000Z')

  test('a busy hour does not push a good week out', () => {
    const busy = Array.from({ length: 200 }, (_, index) => at(noon - index * 10_000))
    const week = Array.from({ length: 9 }, (_, index) => at(noon - (index + 1) * day))
    const kept = keptOf([...busy, ...week], noon)
    expect(kept.size).toBe(10)
    expect([...kept].slice(0, 3)).toEqual(busy.slice(0, 3))
    expect(week.slice(0, 6).every((name) => kept.has(name))).toBe(true)
  })

  test('what is older than thirty days goes', () => {
    const names = [at(noon), at(noon - 29 * day), at(noon - 31 * day)]
    expect([...keptOf(names, noon)]).toEqual(names.slice(0, 2))
  })

  test('each is written whole, in its own order even when the clock stands still or turns back', async () => {
    const folder = join(root, 'backups')
    const times = [noon, noon, noon - 5000, noon]
    const backups = openBackups(folder, openWrites(), () => times.shift() ?? noon)
    const written = await Promise.all([1, 2, 3].map((byte) => backups.write(manche, Uint8Array.of(byte))))
    expect(written.every(({ ok }) => ok)).toBe(true)
    const listed = await backups.list()
    const names = listed.ok ? listed.value.map(({ name }) => name) : []
    const bytes = await Promise.all(names.map(async (name) => [...(await readFile(join(folder, name)))]))
    expect(bytes).toEqual([[3], [2], [1]])
    expect((await readdir(folder)).filter((name) => name.endsWith('.partial'))).toEqual([])
  })

  test('one workspace never pushes out the backups of another', async () => {
    const backups = openBackups(join(root, 'shared'), openWrites(), () => noon)
    await backups.write(cher, Uint8Array.of(18))
    for (let index = 0; index < 12; index += 1) await backups.write(manche, Uint8Array.of(index))
    const listed = await backups.list()
    const of = listed.ok ? listed.value.map(({ workspace }) => workspace) : []
    expect(of.filter((workspace) => workspace === cher)).toHaveLength(1)
    expect(of.filter((workspace) => workspace === manche).length).toBeLessThanOrEqual(10)
  })

  test('those of a workspace that is opened no more expire like all others', async () => {
    const day = 24 * 3_600_000
    let now = noon
    const backups = openBackups(join(root, 'left'), openWrites(), () => now)
    await backups.write(cher, Uint8Array.of(18))
    now = noon + 29 * day
    await backups.write(manche, Uint8Array.of(1))
    const kept = async () => {
      const listed = await backups.list()
      return listed.ok ? listed.value.map(({ workspace }) => workspace) : []
    }
    expect(await kept()).toEqual([manche, cher])
    now = noon + 31 * day
    await backups.write(manche, Uint8Array.of(2))
    expect(await kept()).toEqual([manche, manche])
  })

  test('one that a wrong clock named after a time to come is as old as the next one, and expires', async () => {
    let now = Date.parse('2030-01-01T12:00:00.000Z')
    const folder = join(root, 'early')
    const backups = openBackups(folder, openWrites(), () => now)
    const bytes = async () => {
      const listed = await backups.list()
      const found = listed.ok ? listed.value : []
      expect(found.every(({ writtenAt }) => Date.parse(writtenAt) <= now + 10)).toBe(true)
      return Promise.all(found.map(async ({ name }) => [...(await readFile(join(folder, name)))]))
    }
    for (const byte of [1, 2]) await backups.write(manche, Uint8Array.of(byte))
    await backups.write(cher, Uint8Array.of(18))
    now = noon
    expect((await bytes()).flat().sort()).toEqual([1, 18, 2])
    await backups.write(manche, Uint8Array.of(3))
    expect((await bytes()).filter(([byte]) => byte !== 18)).toEqual([[3], [2], [1]])
    for (let days = 0; days < 31; days += 1) {
      now += day
      await backups.write(manche, Uint8Array.of(100 + days))
    }
    const kept = (await bytes()).flat()
    expect(kept[0]).toBe(130)
    expect(kept.filter((byte) => byte < 100)).toEqual([])
    const names = await readdir(folder)
    expect(names.filter((name) => name.includes('2030'))).toEqual([])
  })

  test('what was left by an application that was killed while it wrote goes with the next backup', async () => {
    const folder = join(root, 'killed')
    const backups = openBackups(folder, openWrites(), () => noon)
    await backups.write(manche, Uint8Array.of(1))
    await writeFile(join(folder, `${at(noon - day)}.0123456789ab.partial`), 'une moitié')
    await backups.write(manche, Uint8Array.of(2))
    expect((await readdir(folder)).every((name) => name.endsWith('.maillage-backup'))).toBe(true)
  })

  test('a folder that cannot be made is a refusal', async () => {
    await writeFile(join(root, 'file'), '')
    const backups = openBackups(join(root, 'file/backups'), openWrites(), () => noon)
    expect(await backups.write(manche, Uint8Array.of(1))).toEqual({ ok: false, error: 'denied' })
    expect(await backups.list()).toEqual({ ok: false, error: 'denied' })
  })
})

test('a file is replaced as a whole, and a failure leaves the one before', async () => {
  const path = join(root, 'replaced.txt')
  await writeDurably(path, Buffer.from('avant'))
  await writeDurably(path, Buffer.from('après'))
  expect(await readFile(path, 'utf8')).toBe('après')
  await expect(writeDurably(join(root, 'absent/x.txt'), Buffer.from('x'))).rejects.toThrow('ENOENT')
})
