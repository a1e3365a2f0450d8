import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, test, vi } from 'vitest'
import { backupTo } from '../../sync-server/backup'
import { dataFolder } from '../../sync-server/stores/dataFolder'
import { openSqliteStore } from '../../sync-server/stores/sqlite'
import { openConnection, openSqliteFile } from '../../sync-server/stores/sqliteFile'
import { temporaryFolder } from './desk'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

/** A store of some megabytes. */
async function openFilled() {
  const data = temporaryFolder()
  const file = openSqliteFile(dataFolder(data))
  if (!file.ok) throw new Error(file.error)
  const store = openSqliteStore(file.value, Date.now)
  const rows = Array.from({ length: 500 }, (_, at) => at + 1)
  await store.append(
    rows.map((position) => ({ room: 'dep-50', position, update: new Uint8Array(randomBytes(8_000)) })),
  )
  return { data, db: file.value.db, store, rows: rows.length }
}

test('a backup ends beside a server that never stops writing, and holds one moment of it', async () => {
  const { data, db, store, rows } = await openFilled()
  // The server: a connection of its own, with a commit between any two turns of the backup.
  const server = openSqliteStore(
    { db: openConnection(dataFolder(data).database), id: '', incarnation: '' },
    Date.now,
  )
  const copied = { done: false, writes: 0 }
  const write = async (): Promise<void> => {
    for (; !copied.done && copied.writes < 2_000; copied.writes++) {
      const position = rows + copied.writes + 1
      await server.append([{ room: 'dep-50', position, update: Uint8Array.of(1) }])
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const file = path.join(temporaryFolder(), 'cette-nuit.sqlite')
  const writing = write()
  const backup = await backupTo(db, file)
  copied.done = true
  await writing
  expect(backup).toMatchObject({ ok: true })
  expect(copied.writes).toBeLessThan(2_000)
  await server.close()
  await store.close()

  const copy = new Database(file, { readonly: true })
  const [held, head] = ['SELECT max(position) FROM log', 'SELECT head FROM rooms'].map((sql) =>
    copy.prepare<[], number>(sql).pluck().get(),
  )
  expect(held).toBe(head)
  expect(held).toBeGreaterThanOrEqual(rows)
  copy.close()
})

test('a copy that was cut short is gone with the next backup; one that may still be made by another stays', async () => {
  const { db, store } = await openFilled()
  const folder = temporaryFolder()
  const at = (name: string): string => path.join(folder, name)
  const left = ['a.sqlite', 'b.sqlite', 'c.sqlite'].map((name) => at(`${name}.maillage-partial`))
  for (const name of [...left, at('a.sqlite.maillage-partial-journal'), at('film.partial')]) {
    fs.writeFileSync(name, 'une moitié')
  }
  const yesterday = new Date(Date.now() - 25 * 3_600_000)
  fs.utimesSync(at('b.sqlite.maillage-partial'), yesterday, yesterday)
  expect(await backupTo(db, at('a.sqlite'))).toMatchObject({ ok: true })
  expect(fs.readdirSync(folder).sort()).toEqual(['a.sqlite', 'c.sqlite.maillage-partial', 'film.partial'])
  await store.close()
})
