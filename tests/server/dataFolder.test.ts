import fs from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { spawnSync } from 'node:child_process'
import { edit, runCommand, startServer, temporaryFolder } from './desk'
import net from 'node:net'
import * as Y from 'yjs'
import { dataFolder } from '../../sync-server/stores/dataFolder'
import { openSqliteStore } from '../../sync-server/stores/sqlite'
import { openSqliteFile } from '../../sync-server/stores/sqliteFile'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

/** What a test may see of Windows from here: its name, and a folder that cannot be flushed. */
function asOnWindows(): void {
  const platform = Object.getOwnPropertyDescriptor(process, 'platform') ?? {}
  const flush = vi.spyOn(fs, 'fsyncSync')
  const isFolder = (descriptor: number): boolean => fs.fstatSync(descriptor).isDirectory()
  flush.mockImplementation((descriptor) => {
    if (isFolder(descriptor)) throw new Error('EPERM: operation not permitted, fsync')
  })
  Object.defineProperty(process, 'platform', { ...platform, value: 'win32' })
  onTestFinished(() => {
    Object.defineProperty(process, 'platform', platform)
    flush.mockRestore()
  })
}

test('a server starts, and a marker is written, where a folder cannot be flushed: on Windows', async () => {
  const data = path.join(temporaryFolder(), 'neuf')
  asOnWindows()
  const server = await startServer({ data })
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  await server.close()
  expect(fs.existsSync(path.join(data, 'maillage.json'))).toBe(true)
})

const stack = /\n\s+at /

test('a folder of data that cannot be made is refused in words, by the server and by a command', async () => {
  const file = path.join(temporaryFolder(), 'fichier')
  fs.writeFileSync(file, '')
  const data = path.join(file, 'maillage')
  const server = await runCommand('main', ['--port', '0', '--data', data])
  expect([server.code, server.err]).toEqual([3, expect.stringContaining('n’existe pas')])
  const invite = ['--data', data, 'invite', '--role', 'national', '--name', 'x']
  const admin = await runCommand('admin', invite)
  expect([admin.code, admin.err]).toEqual([1, expect.stringContaining('n’existe pas')])
  for (const { err } of [server, admin]) {
    expect(err).toContain('--data')
    expect(err).not.toMatch(stack)
  }
})

/** Runs a command line of the project with a disk of its own mounted at a folder; undefined where none can be mounted. */
function onDisk(
  folder: string,
  options: string,
  words: readonly string[],
): ReturnType<typeof spawnSync> | undefined {
  const mount = `mount -t tmpfs -o size=64k tmpfs ${folder} && mount -o remount,${options} ${folder}`
  if (spawnSync('unshare', ['-m', 'sh', '-c', mount]).status !== 0) return undefined
  const command = [process.execPath, '--import', 'tsx', ...words]
  return spawnSync('unshare', ['-m', 'sh', '-c', `${mount} && exec "$@"`, 'sh', ...command], {
    cwd: path.resolve(import.meta.dirname, '../..'),
    encoding: 'utf8',
  })
}

test('a folder of data on a disk that cannot be written, or is full, is refused in words', ({ skip }) => {
  for (const [options, why] of [
    ['ro', 'lecture seule'],
    ['size=4k', 'plein'],
  ] as const) {
    const data = temporaryFolder()
    const ended = onDisk(data, options, ['sync-server/main.ts', '--port', '0', '--data', data])
    if (ended === undefined) return skip('a small disk cannot be mounted on this machine')
    expect([options, ended.status, ended.stderr]).toEqual([options, 3, expect.stringContaining(why)])
    expect(ended.stderr).not.toMatch(stack)
  }
})

/** A store with a room that is whole and one that is not. */
async function halfDamaged(): Promise<string> {
  const data = temporaryFolder()
  const file = openSqliteFile(dataFolder(data))
  if (!file.ok) throw new Error(file.error)
  const store = openSqliteStore(file.value, Date.now)
  for (const room of ['dep-18', 'dep-50', 'national']) {
    await store.append([{ room, position: 1, update: edit(new Y.Doc(), 'note', room) }])
  }
  file.value.db.exec("UPDATE log SET crc = 0 WHERE room = (SELECT id FROM rooms WHERE name = 'dep-50')")
  await store.close()
  return data
}

test('a compaction names the rooms that are damaged, and does the others', async () => {
  const data = await halfDamaged()
  for (const words of [['compact'], ['compact', 'dep-50']]) {
    const { code, err } = await runCommand('admin', ['--data', data, ...words])
    expect([code, err]).toEqual([1, expect.stringContaining('dep-50')])
    expect(err).toContain('admin repair')
    expect(err).not.toMatch(stack)
  }
  const { out } = await runCommand('admin', ['--data', data, 'rooms'])
  const bases = out
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { base: number }).base)
  expect(bases).toEqual([1, 0, 1])
})

test('a backup to a place that refuses it, or is full, and a restore of a folder, are refused in words', async () => {
  const data = await halfDamaged()
  const refused = await runCommand('admin', ['--data', data, 'backup', '/proc/maillage.sqlite'])
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('n’a pas été faite')])
  const folder = await runCommand('admin', ['--data', data, 'restore', data])
  expect([folder.code, folder.err]).toEqual([1, expect.stringContaining('n’est pas un fichier')])
  const place = temporaryFolder()
  const admin = ['sync-server/admin.ts', '--data', data, 'backup', path.join(place, 'b.sqlite')]
  const full = onDisk(place, 'rw', admin)
  if (full !== undefined) expect([full.status, full.stderr]).toEqual([1, expect.stringContaining('plein')])
  for (const err of [refused.err, folder.err, String(full?.stderr)]) expect(err).not.toMatch(stack)
})

test('a port that is taken is refused with the option to change', async () => {
  const other = net.createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const address = other.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server has an address')
  const { code, err } = await runCommand('main', [
    '--port',
    String(address.port),
    '--data',
    temporaryFolder(),
  ])
  expect([code, err]).toEqual([3, expect.stringContaining('avec --port')])
  other.close()
})
