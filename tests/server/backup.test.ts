import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { backupTo } from '../../sync-server/backup'
import { dataFolder } from '../../sync-server/stores/dataFolder'
import { openSqliteStore } from '../../sync-server/stores/sqlite'
import { openConnection, openSqliteFile } from '../../sync-server/stores/sqliteFile'
import { edit, runCommand, temporaryFolder } from './desk'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

/** A store of some megabytes. */
async function openFilled() {
  const data = temporaryFolder()
  const file = openSqliteFile(dataFolder(data))
  if (!file.ok) throw new Error(file.error)
  const store = openSqliteStore(file.value, Date.now)
  const doc = new Y.Doc()
  const rows = Array.from({ length: 500 }, (_, at) => ({
    room: 'dep-50',
    position: at + 1,
    update: edit(doc, `k${at}`, randomBytes(6_000).toString('base64')),
  }))
  await store.append(rows)
  return { data, db: file.value.db, store, doc, rows: rows.length }
}

test('a backup ends beside a server that never stops writing, and holds one moment of it', async () => {
  const { data, db, store, doc, rows } = await openFilled()
  // The server: a connection of its own, with a commit between any two turns of the backup.
  const server = openSqliteStore(
    { db: openConnection(dataFolder(data).database), id: '', incarnation: '' },
    Date.now,
  )
  const copied = { done: false, writes: 0 }
  const write = async (): Promise<void> => {
    for (; !copied.done && copied.writes < 2_000; copied.writes++) {
      const position = rows + copied.writes + 1
      await server.append([{ room: 'dep-50', position, update: edit(doc, 'n', position) }])
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const file = path.join(temporaryFolder(), 'cette-nuit.sqlite')
  const writing = write()
  const backup = await backupTo(db, file, Date.now)
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
  expect(await backupTo(db, at('a.sqlite'), Date.now)).toMatchObject({ ok: true })
  expect(fs.readdirSync(folder).sort()).toEqual(['a.sqlite', 'c.sqlite.maillage-partial', 'film.partial'])
  await store.close()
})

test('a backup of a store of which something is damaged is made and kept, and names what is, with a code of its own', async () => {
  const { data, db, store, rows } = await openFilled()
  await store.append([{ room: 'national', position: 1, update: edit(new Y.Doc(), 'k', 'entier') }])
  await store.putBlob({ room: 'dep-50-private', hash: 'a'.repeat(64), bytes: Uint8Array.of(7) })
  db.exec("UPDATE log SET bytes = x'0000' WHERE position = 250")
  await store.close()
  const file = path.join(temporaryFolder(), 'cette-nuit.sqlite')
  const { code, out, err } = await runCommand('admin', ['--data', data, 'backup', file])
  expect([code, JSON.parse(out)]).toEqual([
    3,
    {
      backup: file,
      bytes: fs.statSync(file).size,
      damaged: [
        expect.stringMatching(/^dep-50 : .*row 250/),
        expect.stringMatching(/^dep-50-private : .*aaaa/),
      ],
    },
  ])
  expect(err).toContain('dep-50 : ')
  expect(err).toContain('admin repair')
  const copy = new Database(file, { readonly: true })
  expect(copy.prepare('SELECT count(*) FROM log').pluck().get()).toBe(rows + 1)
  copy.close()
})
