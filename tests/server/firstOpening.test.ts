import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, test, vi } from 'vitest'
import { dataFolder, readMarker } from '../../sync-server/stores/dataFolder'
import { openSqliteFile } from '../../sync-server/stores/sqliteFile'
import { temporaryFolder } from './desk'

test('of two commands that are the first on a new folder, the later one takes the store that the other has made', () => {
  const folder = dataFolder(path.join(temporaryFolder(), 'neuf'))
  const begin = vi.spyOn(Database.prototype, 'transaction')
  // Between the look at the empty folder and the making of the store the other one comes, and does all of it.
  begin.mockImplementationOnce(function (this: Database.Database, change: () => void) {
    const other = openSqliteFile(folder)
    if (!other.ok) throw new Error(other.error)
    other.value.db.close()
    return this.transaction(change)
  } as Database.Database['transaction'])
  const file = openSqliteFile(folder)
  begin.mockRestore()
  if (!file.ok) throw new Error(file.error)
  expect(readMarker(folder)).toEqual({ ok: true, value: file.value.id })
  file.value.db.close()
})

test('a command that is there while another one begins the store waits for it', () => {
  const folder = dataFolder(temporaryFolder())
  const ask = vi.spyOn(Database.prototype, 'pragma')
  ask.mockImplementationOnce(function (this: Database.Database, asked: string) {
    const other = new Database(folder.database)
    other.exec('BEGIN IMMEDIATE')
    try {
      return this.pragma(asked)
    } finally {
      other.exec('COMMIT')
      other.close()
    }
  })
  const file = openSqliteFile(folder)
  ask.mockRestore()
  if (!file.ok) throw new Error(file.error)
  file.value.db.close()
})
