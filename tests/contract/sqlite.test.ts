import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import type { LogStore } from '../../sync-server/stores/logStore'
import { dataFolder } from '../../sync-server/stores/dataFolder'
import { openSqliteStore } from '../../sync-server/stores/sqlite'
import { openSqliteFile } from '../../sync-server/stores/sqliteFile'
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
