import fs from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { backupTo } from '../../sync-server/backup'
import { restoreFrom } from '../../sync-server/restore'
import { type DataFolder, dataFolder } from '../../sync-server/stores/dataFolder'
import { closeDatabase, openSqliteStore } from '../../sync-server/stores/sqlite'
import { openConnection, openSqliteFile } from '../../sync-server/stores/sqliteFile'
import { verifyAll } from '../../sync-server/verify'
import { edit, runCommand, temporaryFolder } from './desk'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const noon = Date.parse('2026-11-27T12:00:00Z')
const asked = { now: () => noon, takesDamaged: false }

function open(folder: DataFolder) {
  const file = openSqliteFile(folder)
  if (!file.ok) throw new Error(file.error)
  return { db: file.value.db, store: openSqliteStore(file.value, Date.now) }
}

/** A store of so many rows, and a backup of it that was made before the last ones. */
async function backedUp({ before = 3, after = 40 } = {}) {
  const folder = dataFolder(temporaryFolder())
  const { db, store } = open(folder)
  const doc = new Y.Doc()
  let position = 0
  const write = async (): Promise<void> => {
    position++
    await store.append([{ room: 'dep-50', position, update: edit(doc, `k${position}`, 'x'.repeat(2_000)) }])
  }
  while (position < before) await write()
  const backup = path.join(temporaryFolder(), 'hier.sqlite')
  expect((await backupTo(db, backup, Date.now)).ok).toBe(true)
  while (position < before + after) await write()
  return { folder, db, store, backup, before, all: position }
}

/** How many rows a folder holds, when every byte of it is whole. */
async function rowsIn(folder: DataFolder): Promise<number> {
  const { db, store } = open(folder)
  try {
    const verified = await verifyAll(db, store)
    if (!verified.ok) throw new Error(verified.error)
    return (await store.head('dep-50')).position
  } finally {
    closeDatabase(db)
  }
}

test('a log that a lost database left behind is not taken for the log of the one that is restored', async () => {
  const { folder, store, backup, before } = await backedUp()
  const left = fs.readFileSync(`${folder.database}-wal`)
  expect(left.length).toBeGreaterThan(0)
  await store.close()
  fs.rmSync(folder.database)
  fs.writeFileSync(`${folder.database}-wal`, left)
  const restored = await restoreFrom(folder, backup, asked)
  if (!restored.ok) throw new Error(restored.error)
  expect(await rowsIn(folder)).toBe(before)
  expect(fs.readFileSync(`${restored.value.kept}-wal`).equals(left)).toBe(true)
})

/** Lets so many names be changed, and then none: the power is cut. */
function cutAfter(renames: number): { restore(): void; readonly done: number } {
  const rename = fs.renameSync
  let done = 0
  const spy = vi.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
    if (done >= renames) throw new Error('the power was cut')
    done++
    rename(from, to)
  })
  return {
    restore: () => spy.mockRestore(),
    get done() {
      return done
    },
  }
}

test('cut short between any two names, a restore leaves the store as it was, or one that is refused until it is done again', async () => {
  let steps = Infinity
  for (let renames = 0; renames < steps; renames++) {
    const { folder, db, store, backup, before, all } = await backedUp()
    // Somebody beside keeps the log from being folded in: it has to be moved by itself.
    const reader = openConnection(folder.database)
    reader.exec('BEGIN')
    reader.prepare('SELECT count(*) FROM log').get()
    const cut = cutAfter(renames)
    const first = await restoreFrom(folder, backup, asked).catch((error: unknown) => String(error))
    cut.restore()
    reader.close()
    db.close()
    if (typeof first !== 'string') {
      expect(await rowsIn(folder)).toBe(before)
      steps = renames
      break
    }
    expect(first).toContain('the power was cut')
    if (renames === 0) expect(await rowsIn(folder)).toBe(all)
    else {
      const refused = openSqliteFile(folder)
      expect(refused.ok ? '' : refused.error).toContain('interrompue')
    }
    const again = await restoreFrom(folder, backup, { ...asked, now: () => noon + 60_000 })
    if (!again.ok) throw new Error(again.error)
    expect(await rowsIn(folder)).toBe(before)
    // What was there is there still, whole and under one name: that of the first try, once this has begun.
    const kept = `${folder.database}.before-2026-11-27T12-0${renames === 0 ? 1 : 0}-00-000Z`
    expect(again.value.kept).toBe(kept)
    expect(fs.readdirSync(folder.path).filter((name) => /before-.*Z$/.test(name))).toHaveLength(1)
    const old = openConnection(kept)
    expect(old.prepare('SELECT head FROM rooms').pluck().get()).toBe(all)
    old.close()
    await store.close()
  }
  // The copy, the log and its index, the database, the marker, and the copy again.
  expect(steps).toBe(6)
})

/** A store that a restore has kept while somebody beside read it: its last rows stand in the log alone. */
async function keptWithItsLog() {
  const { folder, db, backup, all } = await backedUp()
  const reader = openConnection(folder.database)
  reader.exec('BEGIN')
  reader.prepare('SELECT count(*) FROM log').get()
  const restored = await restoreFrom(folder, backup, asked)
  if (!restored.ok || restored.value.kept === null) throw new Error('it was not restored')
  // As the power would leave it: whoever closes a database last folds the log into it.
  const copy = dataFolder(temporaryFolder())
  fs.cpSync(folder.path, copy.path, { recursive: true })
  reader.close()
  db.close()
  return { folder: copy, kept: path.join(copy.path, path.basename(restored.value.kept)), all }
}

test('what a restore has kept is restored with the log that lies beside it', async () => {
  const { folder, kept, all } = await keptWithItsLog()
  const log = fs.readFileSync(`${kept}-wal`)
  expect(log.length).toBeGreaterThan(0)
  const back = await restoreFrom(folder, kept, { ...asked, now: () => noon + 60_000 })
  if (!back.ok) throw new Error(back.error)
  expect(await rowsIn(folder)).toBe(all)
  expect(fs.readFileSync(`${kept}-wal`).equals(log)).toBe(true)
})

test('after another store has come where one was kept, a restore that is done again keeps both', async () => {
  const { folder, store, backup, before, all } = await backedUp()
  await store.close()
  const cut = cutAfter(2)
  await expect(restoreFrom(folder, backup, asked)).rejects.toThrow('the power was cut')
  cut.restore()
  // Somebody has put a copy there by hand.
  fs.copyFileSync(backup, folder.database)
  const again = await restoreFrom(folder, backup, { ...asked, now: () => noon + 60_000 })
  if (!again.ok) throw new Error(again.error)
  expect(again.value.kept).toContain('T12-01-00')
  expect(await rowsIn(folder)).toBe(before)
  for (const [minute, head] of [
    ['00', all],
    ['01', before],
  ]) {
    const old = openConnection(`${folder.database}.before-2026-11-27T12-${minute}-00-000Z`)
    expect(old.prepare('SELECT head FROM rooms').pluck().get()).toBe(head)
    old.close()
  }
})

test('the copy that a restore works on is no backup: it is refused before anything of it is removed', async () => {
  const { folder, store, backup } = await backedUp()
  await store.close()
  const linked = path.join(temporaryFolder(), 'lien.sqlite')
  for (const own of [folder.incoming, folder.restoring]) {
    fs.copyFileSync(backup, own)
    fs.symlinkSync(own, linked)
    for (const file of [own, linked]) {
      const refused = await restoreFrom(folder, file, asked)
      expect(refused.ok ? '' : refused.error).toContain('Rien n’a été modifié')
    }
    expect(fs.readFileSync(own).equals(fs.readFileSync(backup))).toBe(true)
    fs.rmSync(linked)
    fs.rmSync(own)
  }
})

test('a folder in which a restore was cut short is refused by the server and by every command, with what to do', async () => {
  const { folder, store, backup, before } = await backedUp()
  await store.close()
  fs.copyFileSync(backup, folder.restoring)
  fs.rmSync(folder.database)
  for (const [script, ...words] of [
    ['main', '--port', '0'],
    ['admin', 'verify'],
    ['admin', 'invite', '--role', 'national', '--name', 'Comité'],
  ] as const) {
    const { code, err } = await runCommand(script, ['--data', folder.path, ...words])
    expect([code, err]).toEqual([script === 'main' ? 3 : 1, expect.stringContaining('admin restore')])
  }
  expect((await runCommand('admin', ['--data', folder.path, 'restore', backup])).code).toBe(0)
  expect(await rowsIn(folder)).toBe(before)
})

test('what a restore that was killed has left beside its copy is no part of the next one', async () => {
  const { folder, store, backup, before } = await backedUp()
  await store.close()
  const killed = path.join(temporaryFolder(), 'tuée.sqlite')
  fs.copyFileSync(backup, killed)
  const half = openConnection(killed)
  half.exec("UPDATE rooms SET name = 'dep-18'")
  fs.copyFileSync(`${killed}-wal`, `${folder.incoming}-wal`)
  half.close()
  expect((await restoreFrom(folder, backup, asked)).ok).toBe(true)
  expect(await rowsIn(folder)).toBe(before)
})

test('a backup of which a row is damaged is restored only when that is wanted, and names the room', async () => {
  const { folder, store, backup, all } = await backedUp()
  await store.close()
  const db = openConnection(backup)
  db.exec("UPDATE log SET bytes = x'0000' WHERE position = 2")
  db.close()
  const restore = ['--data', folder.path, 'restore', backup]
  const refused = await runCommand('admin', restore)
  expect([refused.code, refused.out]).toEqual([1, ''])
  expect(refused.err).toMatch(/dep-50 : .*row 2 /)
  expect(refused.err).toContain('--damaged accept')
  expect(await rowsIn(folder)).toBe(all)

  const wanted = await runCommand('admin', [...restore, '--damaged', 'accept'])
  expect(wanted.code).toBe(3)
  expect(JSON.parse(wanted.out)).toMatchObject({
    restored: backup,
    damaged: [expect.stringMatching(/^dep-50 : .*row 2 /)],
  })
  expect(wanted.err).toContain('admin repair')
  expect((await runCommand('admin', ['--data', folder.path, 'repair', 'dep-50'])).code).toBe(0)
  expect((await runCommand('admin', ['--data', folder.path, 'verify'])).code).toBe(0)
})

test('a word that is not for it is no reason to restore what is damaged', async () => {
  for (const words of [
    ['restore', 'x', '--damaged', 'oui'],
    ['backup', 'x', '--damaged', 'accept'],
  ]) {
    const { code, err } = await runCommand('admin', ['--data', temporaryFolder(), ...words])
    expect([code, err]).toEqual([2, expect.stringContaining('--damaged accept')])
  }
})
