import { expect, test } from 'vitest'
import { dataFolder } from '../../sync-server/stores/dataFolder'
import { openSqliteAccess } from '../../sync-server/stores/sqliteAccess'
import { openSqliteFile } from '../../sync-server/stores/sqliteFile'
import { temporaryFolder } from './desk'

test('a device is let in where it cannot be noted that it was seen', async () => {
  const file = openSqliteFile(dataFolder(temporaryFolder()))
  if (!file.ok) throw new Error(file.error)
  const { db } = file.value
  const failures: unknown[] = []
  const access = openSqliteAccess(db, Date.now, (error) => failures.push(error))
  const { code } = access.invite({ role: 'reader', departments: ['50'], name: 'Lecture 50' })
  const enrolled = await access.enrol(code, 'Portable')
  if (!enrolled.ok) throw new Error(enrolled.error)
  // What a full disk, or a folder that became read-only, comes down to for this connection.
  db.pragma('query_only = ON')
  expect(access.authenticate(enrolled.value.token)).toEqual(enrolled.value.member)
  expect(failures.map(String)).toEqual([expect.stringContaining('readonly')])
  db.close()
})
