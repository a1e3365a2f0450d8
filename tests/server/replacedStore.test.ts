import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { backupTo } from '../../sync-server/backup'
import { restoreFrom } from '../../sync-server/restore'
import { type DataFolder, dataFolder, lockFolder } from '../../sync-server/stores/dataFolder'
import { closeDatabase } from '../../sync-server/stores/sqlite'
import { openSqliteAccess } from '../../sync-server/stores/sqliteAccess'
import { openConnection, openSqliteFile } from '../../sync-server/stores/sqliteFile'
import { runCommand, startServer, temporaryFolder, until } from './desk'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

/** A store with one device, and a backup of it. */
async function backedUp() {
  const folder = dataFolder(temporaryFolder())
  const file = openSqliteFile(folder)
  if (!file.ok) throw new Error(file.error)
  const { db } = file.value
  const access = openSqliteAccess(db, Date.now)
  const { code } = access.invite({ role: 'reader', departments: ['50'], name: 'Lecture 50' })
  const enrolled = await access.enrol(code, 'Portable')
  if (!enrolled.ok) throw new Error(enrolled.error)
  const backup = path.join(temporaryFolder(), 'hier.sqlite')
  expect((await backupTo(db, backup, Date.now)).ok).toBe(true)
  return { folder, db, backup, device: enrolled.value.member.device }
}

/** A command that waits for its turn to write, in a process that has the store open. */
async function waiting(folder: DataFolder, words: readonly string[]) {
  const command = spawn(
    process.execPath,
    ['--import', 'tsx', 'sync-server/admin.ts', '--data', folder.path, ...words],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let said = ''
  command.stdout.on('data', (text) => (said += String(text)))
  command.stderr.on('data', (text) => (said += String(text)))
  const ended = new Promise<number | null>((resolve) => command.once('close', resolve))
  const files = `/proc/${command.pid}/fd`
  const hasStore = (): boolean =>
    fs.readdirSync(files).some((name) => {
      const file = path.join(files, name)
      return fs.existsSync(file) && fs.readlinkSync(file) === fs.realpathSync(folder.database)
    })
  await until(hasStore, 'the command has the store open')
  return { ended, said: () => said }
}

/** Devices that were enrolled and may come in, or not any more. */
const devicesIn = (file: string) => {
  const db = openConnection(file)
  const devices = openSqliteAccess(db, Date.now).devices()
  db.close()
  return devices.map(({ revokedAt }) => revokedAt !== null)
}

test('a command that has a store open across its restore writes nothing, and says what to do', async () => {
  const { folder, db, backup, device } = await backedUp()
  db.exec('BEGIN IMMEDIATE')
  const command = await waiting(folder, ['revoke', device])
  const restored = await restoreFrom(folder, backup, { now: Date.now, takesDamaged: false })
  if (!restored.ok || restored.value.kept === null) throw new Error('it was not restored')
  db.exec('COMMIT')
  closeDatabase(db)
  expect(await command.ended).toBe(1)
  expect(command.said()).toContain('relancez')
  expect(devicesIn(restored.value.kept)).toEqual([false])
})

test('a device is not revoked in a store of which a restore has made its copy already', async () => {
  const { folder, db, device } = await backedUp()
  const revoke = ['--data', folder.path, 'revoke', device]
  closeDatabase(db)
  fs.writeFileSync(folder.incoming, 'la copie d’une restauration')
  const lock = lockFolder(folder)
  if (!lock.ok) throw new Error(lock.error)
  const during = await runCommand('admin', revoke)
  expect([during.code, during.err]).toEqual([1, expect.stringContaining('restauration est en cours')])
  expect(devicesIn(folder.database)).toEqual([false])
  lock.value()
  // What a killed restore left is no restore, whether a server runs again or not.
  const server = await startServer({ data: folder.path })
  const invite = ['--data', folder.path, 'invite', '--role', 'national', '--name', 'Comité']
  expect((await runCommand('admin', invite)).code).toBe(0)
  await server.close()
  fs.writeFileSync(folder.incoming, 'la copie d’une restauration')
  expect((await runCommand('admin', revoke)).code).toBe(0)
  expect(devicesIn(folder.database)).toEqual([true])
})
