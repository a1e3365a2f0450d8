import { mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises'
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
    const kept = keptOf([...busy, ...week], noon - 30 * day)
    expect(kept.size).toBe(10)
    expect([...kept].slice(0, 3)).toEqual(busy.slice(0, 3))
    expect(week.slice(0, 6).every((name) => kept.has(name))).toBe(true)
  })

  test('what has ended goes', () => {
    const names = [at(noon), at(noon - 22 * day), at(noon - 23 * day)]
    expect([...keptOf(names, noon - 23 * day)]).toEqual(names.slice(0, 2))
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

  /** A desk on which a clock is set and a backup written, and the workspaces of those that stand there. */
  function desk(name: string) {
    const clock = { now: noon }
    const backups = openBackups(join(root, name), openWrites(), () => clock.now)
    const write = async (workspace: string, now: number) => {
      clock.now = now
      expect(await backups.write(workspace, Uint8Array.of(1))).toMatchObject({ ok: true })
    }
    const kept = async () => {
      const listed = await backups.list()
      return listed.ok ? listed.value.map(({ workspace }) => workspace) : []
    }
    return { write, kept }
  }

  test('those of a workspace that is opened no more are gone within thirty days, like all others', async () => {
    // Every day, on working days, and once a week.
    for (const days of [[0, 1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5], [0]]) {
      const { write, kept } = desk(`left-${days.length}`)
      await write(cher, noon)
      for (let index = 1; index <= 22; index += 1)
        if (days.includes(index % 7)) await write(manche, noon + index * day)
      expect(await kept()).toContain(cher)
      for (let index = 23; index <= 30; index += 1)
        if (days.includes(index % 7)) await write(manche, noon + index * day)
      // Once a week is too seldom for the day itself: the first time after it.
      if (days.length === 1) await write(manche, noon + 35 * day)
      expect(await kept()).not.toContain(cher)
    }
  })

  test('a clock that jumps a year ahead ends none of them, whatever it does next', async () => {
    const { write, kept } = desk('ahead')
    await write(cher, noon - 2 * day)
    for (let index = 9; index >= 0; index -= 1) await write(manche, noon - index * day)
    const before = await kept()
    const year = 365 * day
    // Until somebody has noticed it, a week-end later.
    for (const hours of [0, 1, 70, 80]) await write(manche, noon + year + hours * 3_600_000)
    expect((await kept()).filter((workspace) => workspace === cher)).toHaveLength(1)
    for (let index = 4; index < 12; index += 1) await write(manche, noon + index * day)
    expect((await kept()).filter((workspace) => workspace === cher)).toHaveLength(1)
    expect((await kept()).length).toBeGreaterThanOrEqual(before.length - 2)
  })

  test('a clock that jumps years back takes no backup’s day from it, nor does its way back end any', async () => {
    const { write, kept } = desk('back')
    await write(cher, noon - 2 * day)
    for (let index = 9; index >= 0; index -= 1) await write(manche, noon - index * day)
    const before = await kept()
    // As a computer whose battery is flat: each start at the same time, long ago.
    const flat = Date.parse('2020-01-01T00:00:00.000Z')
    for (const hours of [0, 1, 70, 2, 0]) await write(manche, flat + hours * 3_600_000)
    expect((await kept()).length).toBeGreaterThanOrEqual(before.length)
    for (let index = 4; index < 12; index += 1) await write(manche, noon + index * day)
    expect((await kept()).filter((workspace) => workspace === cher)).toHaveLength(1)
    expect((await kept()).length).toBeGreaterThanOrEqual(before.length)
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
    expect((await readdir(folder)).filter((name) => name.endsWith('.partial'))).toEqual([])
  })

  test('one that goes while they are listed is left out, and one that no date is in spoils no list', async () => {
    const folder = join(root, 'racing')
    const backups = openBackups(folder, openWrites(), () => noon)
    await backups.write(manche, Uint8Array.of(1))
    const gone = `maillage-${manche}-2026-11-21T12-00-00-000Z.maillage-backup`
    // A name that leads nowhere is what a list sees of a backup that is removed between its two looks.
    await symlink(join(folder, 'nowhere'), join(folder, gone))
    await writeFile(join(folder, `maillage-${manche}-2026-99-99T99-99-99-999Z.maillage-backup`), '')
    expect(await backups.write(manche, Uint8Array.of(2))).toMatchObject({ ok: true })
    const listed = await backups.list()
    expect(listed.ok ? listed.value.map(({ size }) => size) : listed).toEqual([1, 1])
  })

  test('what cannot be removed makes no refusal of a backup that is written', async () => {
    const folder = join(root, 'held')
    const backups = openBackups(folder, openWrites(), () => noon)
    // Folders, which `rm` refuses to take as it refuses a file that another program holds on Windows.
    const held = [1, 2, 3, 4].map((days) => at(noon - days * 1000))
    for (const name of [...held, `${at(noon)}.0123456789ab.partial`, 'clock.json'])
      await mkdir(join(folder, name), { recursive: true })
    expect(await backups.write(manche, Uint8Array.of(1))).toMatchObject({ ok: true, value: { size: 1 } })
    expect(await readdir(folder)).toContain(at(noon))
  })

  test('one that goes between its name and its reading is missing', async () => {
    const folder = join(root, 'gone')
    await mkdir(folder)
    await symlink(join(folder, 'nowhere'), join(folder, at(noon)))
    const backups = openBackups(folder, openWrites(), () => noon)
    expect(await backups.read(at(noon))).toEqual({ ok: false, error: 'missing' })
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
