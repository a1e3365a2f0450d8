import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { LogStore } from '../../sync-server/stores/logStore'
import { dataFolder } from '../../sync-server/stores/dataFolder'
import { openSqliteStore } from '../../sync-server/stores/sqlite'
import { compactRoom } from '../../sync-server/compaction'
import { checkSize, openConnection, openSqliteFile } from '../../sync-server/stores/sqliteFile'
import { filesWith } from '../server/desk'
import { type StoreUnderTest, logStoreContract } from './logStore'

function open(folder: string): LogStore {
  const file = openSqliteFile(dataFolder(folder))
  if (!file.ok) throw new Error(file.error)
  return openSqliteStore(file.value, Date.now)
}

async function openUnderTest(): Promise<StoreUnderTest> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'maillage-store-'))
  let store = open(folder)
  const behind = (sql: string, ...values: (string | number)[]): void => {
    const db = new Database(dataFolder(folder).database)
    db.prepare(sql).run(...values)
    db.close()
  }
  const its = '(SELECT id FROM rooms WHERE name = ?)'
  return {
    store,
    reopen: async () => {
      await store.close()
      store = open(folder)
      return store
    },
    damageRow: async (room, position, how) => {
      const change = how === 'remove' ? 'DELETE FROM log' : "UPDATE log SET bytes = x'ffffff'"
      behind(`${change} WHERE room = ${its} AND position = ?`, room, position)
    },
    damageSnapshot: async (room) => behind(`UPDATE snapshots SET v1 = x'00' WHERE room = ${its}`, room),
    close: async () => {
      await store.close()
      fs.rmSync(folder, { recursive: true })
    },
  }
}

describe('SQLite as a log store', () => {
  logStoreContract(openUnderTest)
})

test('a connection has the settings that make a commit durable, read back from SQLite (D2)', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'maillage-store-'))
  const file = openSqliteFile(dataFolder(folder))
  if (!file.ok) throw new Error(file.error)
  const { db } = file.value
  const read = (name: string): unknown => db.pragma(name, { simple: true })
  expect([read('journal_mode'), read('synchronous'), read('secure_delete'), read('trusted_schema')]).toEqual([
    'wal',
    2,
    1,
    0,
  ])
  db.close()
})

/** A room of some rows, and another connection that is reading what was there before the last of them. */
async function openBesideReader() {
  const folder = dataFolder(fs.mkdtempSync(path.join(os.tmpdir(), 'maillage-store-')))
  const file = openSqliteFile(folder)
  if (!file.ok) throw new Error(file.error)
  const { db } = file.value
  const store = openSqliteStore(file.value, Date.now)
  const doc = new Y.Doc()
  const write = async (text: string): Promise<void> => {
    const held = Y.encodeStateVector(doc)
    doc.getMap('essai').set('note', text)
    const { position } = await store.head('dep-50')
    await store.append([{ room: 'dep-50', position: position + 1, update: Y.encodeStateAsUpdate(doc, held) }])
  }
  await write('MOTS-QUE-PERSONNE-NE-DOIT-RETROUVER')
  const reader = openConnection(folder.database)
  reader.exec('BEGIN')
  reader.prepare('SELECT count(*) FROM log').get()
  await write('')
  return { folder, db, store, reader }
}

test('a compaction waits for nobody who reads, and says that it is not done with the disk until it is', async () => {
  const { folder, store, reader } = await openBesideReader()
  const holders = () => filesWith('MOTS-QUE-PERSONNE', folder.path).map((name) => path.basename(name))
  const start = performance.now()
  expect(await compactRoom(store, 'dep-50', 2)).toMatchObject({ position: 2, tidy: false })
  // All who write stand behind it meanwhile; the time that a connection waits for another is five seconds.
  expect(performance.now() - start).toBeLessThan(3_000)
  expect(await store.tidy()).toBe(false)
  expect(holders()).toContain('maillage.sqlite-wal')
  reader.exec('COMMIT')
  expect(await store.tidy()).toBe(true)
  expect(holders()).toEqual([])
  reader.close()
  await store.close()
})

test('a file whose last rows are still in the log, because they are read past, is not said to be cut short', async () => {
  const { folder, db, store, reader } = await openBesideReader()
  const checked = checkSize(db, folder)
  expect(checked.ok ? '' : checked.error).toContain('lue par une commande')
  reader.exec('COMMIT')
  expect(checkSize(db, folder).ok).toBe(true)
  reader.close()
  await store.close()
})

test('a store that was made before rooms knew since when they have rows of their own learns it at its opening', async () => {
  const folder = dataFolder(fs.mkdtempSync(path.join(os.tmpdir(), 'maillage-store-')))
  const before = open(folder.path)
  await before.append([{ room: 'dep-50', position: 1, update: Uint8Array.of(1) }])
  await before.close()
  const db = new Database(folder.database)
  db.exec('ALTER TABLE rooms DROP COLUMN tail_since')
  db.close()
  const store = open(folder.path)
  const [head] = await store.heads()
  expect(head?.tailSince).toBe(head?.savedAt)
  expect(head?.tailSince).not.toBeNull()
  await store.close()
})
