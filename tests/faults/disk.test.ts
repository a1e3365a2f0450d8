import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { helloFrame, step1Frame, updateFrame } from '../../src/core/sync/frames'
import { compactRoom, diffOf } from '../../sync-server/compaction'
import { dataFolder } from '../../sync-server/stores/dataFolder'
import { openSqliteStore } from '../../sync-server/stores/sqlite'
import { openSqliteFile } from '../../sync-server/stores/sqliteFile'
import { verifyAll } from '../../sync-server/verify'
import {
  type Desk,
  edit,
  enrolDesk,
  Line,
  startServer,
  spawnServer,
  temporaryFolder,
  until,
} from '../server/desk'
import { cannotTrace } from './recording'

vi.setConfig({ testTimeout: 120_000 })

/** A line on which a document is written, and what of it was acknowledged. */
async function writer(desk: Desk, room: string, doc = new Y.Doc()) {
  const line = await Line.open(desk, room)
  line.send(helloFrame(JSON.stringify({ version: 1, client: doc.clientID, session: 'run', clock: 0 })))
  await line.next('hello')
  line.send(step1Frame(Uint8Array.of(0)))
  const held = await line.next('step2')
  await line.next('at')
  const state = { line, doc, held: held.update, acknowledged: 0 }
  line.ws.on('message', () => {
    const frame = line.frames.at(-1)
    if (frame?.is === 'saved') state.acknowledged = frame.count
  })
  return state
}

/** Writes one update at a time until the server closes the line. Each is one struct of length one. */
async function untilRefused(one: Awaited<ReturnType<typeof writer>>, length: number) {
  const first = one.acknowledged
  let sent = first
  for (; one.line.closed === undefined && sent < first + 1_000; sent++) {
    one.line.send(updateFrame(edit(one.doc, 'k', `${sent} ${'x'.repeat(length)}`)))
    await until(() => one.acknowledged > sent || one.line.closed !== undefined, 'taken, or refused')
  }
  expect(one.line.closed).toBeDefined()
  return { sent, acknowledged: one.acknowledged }
}

const health = async (url: string): Promise<number> => (await fetch(`${url}/healthz`)).status

test('[S7] a flush that fails acknowledges nothing more, and ends the process within five seconds (T5)', async ({
  skip,
}) => {
  const why = cannotTrace()
  if (why !== undefined) skip(why)
  const data = temporaryFolder()
  const files = ['', '-wal'].flatMap((end) => ['-P', path.join(data, `maillage.sqlite${end}`)])
  const inject = ['-e', 'trace=fsync,fdatasync', '-e', 'inject=fsync,fdatasync:error=EIO:when=60+']
  const tracer = ['strace', '-f', '--seccomp-bpf', '-o', '/dev/null', ...files, ...inject]
  const server = await spawnServer(data, ['--limits', 'none'], tracer)
  const ended = new Promise<number | null>((resolve) => server.child.once('exit', resolve))
  const desk = await enrolDesk(server.url, data, 'coordinator', ['50'])
  const one = await writer(desk, 'dep-50')
  const { sent, acknowledged } = await untilRefused(one, 10)
  const failedAt = Date.now()
  expect(await ended).toBe(4)
  expect(Date.now() - failedAt).toBeLessThan(5_000)
  expect(sent - acknowledged).toBe(1)
  expect(server.output()).toContain('disk I/O error')
  // What was acknowledged is there once the disk is well again.
  const again = await spawnServer(data)
  const reader = await writer({ ...desk, url: again.url }, 'dep-50')
  expect(Y.parseUpdateMeta(reader.held).to.get(one.doc.clientID) ?? 0).toBeGreaterThanOrEqual(acknowledged)
  await again.stop('SIGTERM')
})

/** Why this machine cannot give a process a small disk of its own; undefined where it can. */
function cannotMount(): string | undefined {
  const { status } = spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', temporaryFolder()])
  return status === 0 ? undefined : 'a small disk cannot be mounted on this machine'
}

test.for([0, 4, 64])(
  '[S7] on a full disk with %i KiB left nothing is acknowledged that is not stored, reading goes on, and so does writing once there is room (T7)',
  async (left, { skip }) => {
    const why = cannotMount()
    if (why !== undefined) skip(why)
    const [seed, data] = [temporaryFolder(), temporaryFolder()]
    const quiet = await startServer({ data: seed })
    const enrolled = await enrolDesk(quiet.url, seed, 'coordinator', ['50'])
    const unseen = await enrolDesk(quiet.url, seed, 'coordinator', ['50'])
    await quiet.close()
    const mount = `mount -t tmpfs -o size=16m tmpfs ${data} && cp ${seed}/maillage.* ${data} && exec "$@"`
    const server = await spawnServer(data, ['--limits', 'none'], ['unshare', '-m', 'sh', '-c', mount, 'sh'])
    const desk = { ...enrolled, url: server.url }
    // The mount is the server's alone; its folder is reached through it.
    const inside = path.join(`/proc/${server.pid}/root`, data)
    const before = await writer(desk, 'dep-50')
    before.line.send(updateFrame(edit(before.doc, 'k', 'before')))
    await until(() => before.acknowledged === 1, 'the first is acknowledged')

    const filler = path.join(inside, 'filler')
    const { bavail, bsize } = fs.statfsSync(inside)
    fs.writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - left * 1024)))
    const { sent, acknowledged } = await untilRefused(before, 2_000)
    expect(before.line.closed?.code).toBe(1013)
    expect(sent - acknowledged).toBe(1)
    expect(await health(server.url)).toBe(503)
    const reader = await writer(desk, 'dep-50')
    expect(Y.parseUpdateMeta(reader.held).to.get(before.doc.clientID)).toBe(acknowledged)
    // That it was seen would be written, as for any device that was away for an hour.
    const late = await writer({ ...unseen, url: server.url }, 'dep-50')
    expect(Y.parseUpdateMeta(late.held).to.get(before.doc.clientID)).toBe(acknowledged)

    fs.rmSync(filler)
    const after = await writer(desk, 'dep-50', new Y.Doc())
    after.line.send(updateFrame(edit(after.doc, 'then', 'after')))
    await until(() => after.acknowledged === 1, 'it goes on without a restart')
    expect(await health(server.url)).toBe(200)
    const verify = [process.execPath, '--import', 'tsx', 'sync-server/admin.ts', '--data', data, 'verify']
    expect(spawnSync('nsenter', ['-m', '-w', '-t', String(server.pid), ...verify]).status).toBe(0)
    expect(await server.stop('SIGTERM')).toBe(0)
  },
)

/** How large a file is; 0 where there is none. */
const sizeOf = (file: string): number => fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0

/** Compacts a room as the administrator would, and kills it at a moment; false when it was done before. */
async function killedAt(data: string, moment: () => boolean): Promise<boolean> {
  const line = ['--import', 'tsx', 'sync-server/admin.ts', '--data', data, 'compact', 'dep-50']
  const child = spawn(process.execPath, line, { stdio: 'ignore' })
  const ended = new Promise<NodeJS.Signals | null>((resolve) =>
    child.once('exit', (_, signal) => resolve(signal)),
  )
  while (child.exitCode === null && !moment()) await new Promise((resolve) => setImmediate(resolve))
  child.kill('SIGKILL')
  return (await ended) === 'SIGKILL'
}

test('killed at any moment of a compaction, a room holds what it held, and the next one finishes (T8)', async () => {
  const written = temporaryFolder()
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  for (let at = 0; at < 600; at++) updates.push(edit(doc, `k${at % 300}`, `${at} ${randomText(6_000)}`))
  const position = updates.length
  const { store } = openStore(written)
  await store.append(updates.map((update, at) => ({ room: 'dep-50', position: at + 1, update })))
  await store.close()

  const cut: number[] = []
  for (const bytes of [1, 200_000, 1_000_000, 3_000_000, 6_000_000, Infinity]) {
    const data = temporaryFolder()
    fs.cpSync(written, data, { recursive: true })
    const { database } = dataFolder(data)
    const wal = `${database}-wal`
    const size = sizeOf(database)
    // The last moment is in the midst of folding the write-ahead log into the file.
    const moment = () => (bytes === Infinity ? sizeOf(database) !== size : sizeOf(wal) >= bytes)
    const killed = await killedAt(data, moment)
    const one = openStore(data)
    if (killed && (await one.store.head('dep-50')).base === 0) cut.push(bytes)
    for (const compacted of [false, true]) {
      if (compacted) await compactRoom(one.store, 'dep-50', position)
      const head = await one.store.head('dep-50')
      expect(head).toMatchObject({ position, ...(compacted ? { base: position } : {}) })
      expect((await verifyAll(one.db, one.store)).ok).toBe(true)
      const held = new Y.Doc()
      Y.applyUpdate(held, await diffOf(one.store, 'dep-50', position, Uint8Array.of(0)))
      expect(held.getMap('essai').toJSON()).toEqual(doc.getMap('essai').toJSON())
    }
    await one.store.close()
  }
  expect(cut.length, `cut short at ${cut.join(', ')} bytes`).toBeGreaterThan(1)
})

/** Opens a folder as the server does. */
function openStore(data: string) {
  const file = openSqliteFile(dataFolder(data))
  if (!file.ok) throw new Error(file.error)
  return { db: file.value.db, store: openSqliteStore(file.value, Date.now) }
}

const randomText = (length: number): string => randomBytes((length * 3) / 4).toString('base64')
