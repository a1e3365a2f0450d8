import fs from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { helloFrame, step1Frame, updateFrame } from '../../src/core/sync/frames'
import { parseServerHello } from '../../src/core/sync/hello'
import { dataFolder } from '../../sync-server/stores/dataFolder'
import { openConnection } from '../../sync-server/stores/sqliteFile'
import {
  type Desk,
  Line,
  edit,
  enrolDesk,
  openProvider,
  runCommand,
  spawnServer,
  startServer,
  temporaryFolder,
  ticketFor,
  until,
} from './desk'

// Each test starts processes, and a busy machine takes its time with them.
vi.setConfig({ testTimeout: 120_000 })

const hello = (client: number): Uint8Array =>
  helloFrame(JSON.stringify({ version: 1, client, session: 'run-1', clock: 0 }))

/** A desk that writes as fast as it may and remembers what was acknowledged. */
class Writer {
  readonly doc = new Y.Doc()
  acknowledged = 0
  private written = 0

  private constructor(readonly line: Line) {}

  static async open(desk: Desk, room: string): Promise<Writer> {
    const line = await Line.open(desk, room)
    const writer = new Writer(line)
    line.send(hello(writer.doc.clientID))
    await line.next('hello')
    line.send(step1Frame(Uint8Array.of(0)))
    await line.next('at')
    return writer
  }

  /** Writes; then takes note of the acknowledgements so far. */
  write(count: number): void {
    for (let i = 0; i < count; i++) {
      this.line.send(
        updateFrame(edit(this.doc, `k${this.doc.clientID}-${this.doc.store.clients.size}-${i}`, i)),
      )
    }
    this.listen()
  }

  listen(): void {
    for (const frame of this.line.frames.splice(0)) {
      if (frame.is === 'saved') this.acknowledged = Math.max(this.acknowledged, frame.count)
    }
  }
}

async function read(desk: Desk, room: string): Promise<Y.Doc> {
  const line = await Line.open(desk, room, 'y-websocket')
  line.send(step1Frame(Uint8Array.of(0)))
  const doc = new Y.Doc()
  Y.applyUpdate(doc, (await line.next('step2')).update)
  line.close()
  return doc
}

test('[S7] twenty times killed under load, no acknowledged update is lost (T2)', async () => {
  const data = temporaryFolder()
  const rooms = ['dep-50', 'dep-50-2026', 'dep-50-private']
  let state = 20261122
  const random = (n: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return state % n
  }
  let desk: Desk | undefined
  let acknowledged = 0
  const promised: { room: string; client: number; clock: number }[] = []
  for (let cycle = 0; cycle < 20; cycle++) {
    const server = await spawnServer(data, ['--limits', 'none'])
    desk =
      desk === undefined
        ? await enrolDesk(server.url, data, 'coordinator', ['50'])
        : { ...desk, url: server.url }
    const writers: { room: string; writer: Writer }[] = []
    for (const room of rooms) writers.push({ room, writer: await Writer.open(desk, room) })
    const rounds = 2 + random(12)
    for (let round = 0; round < rounds; round++) {
      for (const { writer } of writers) writer.write(20)
      await new Promise((resolve) => setImmediate(resolve))
    }
    await until(() => {
      for (const { writer } of writers) writer.listen()
      return writers.some(({ writer }) => writer.acknowledged > 0)
    }, 'something is acknowledged')
    await server.stop('SIGKILL')
    await until(() => writers.every(({ writer }) => writer.line.closed !== undefined), 'the sockets are gone')
    for (const { room, writer } of writers) {
      writer.listen()
      acknowledged += writer.acknowledged
      // Each update is one struct of length one: so many acknowledged, so far the clock.
      promised.push({ room, client: writer.doc.clientID, clock: writer.acknowledged })
    }
  }
  expect(acknowledged).toBeGreaterThan(500)
  const server = await spawnServer(data)
  if (desk === undefined) throw new Error('there were cycles')
  for (const room of rooms) {
    const held = Y.decodeStateVector(Y.encodeStateVector(await read({ ...desk, url: server.url }, room)))
    for (const promise of promised.filter((each) => each.room === room)) {
      expect(held.get(promise.client) ?? 0).toBeGreaterThanOrEqual(promise.clock)
    }
  }
  expect(await server.stop('SIGTERM')).toBe(0)
  expect((await runCommand('admin', ['--data', data, 'verify'])).code).toBe(0)
}, 240_000)

test('SIGTERM stores and acknowledges what was accepted, closes with 1001 and ends with 0 (T6)', async () => {
  const data = temporaryFolder()
  const server = await spawnServer(data, ['--limits', 'none'])
  const desk = await enrolDesk(server.url, data, 'coordinator', ['50'])
  const writer = await Writer.open(desk, 'dep-50')
  writer.write(200)
  await until(() => (writer.listen(), writer.acknowledged > 0), 'something is acknowledged')
  const start = Date.now()
  expect(await server.stop('SIGTERM')).toBe(0)
  expect(Date.now() - start).toBeLessThan(5_000)
  await writer.line.untilClosed(1001)
  writer.listen()
  const again = await spawnServer(data)
  const held = Y.decodeStateVector(Y.encodeStateVector(await read({ ...desk, url: again.url }, 'dep-50')))
  expect(held.get(writer.doc.clientID) ?? 0).toBeGreaterThanOrEqual(writer.acknowledged)
  await again.stop('SIGTERM')
})

test('[S21] [S22] after a restore both sides compare everything, and what the backup lacks comes back (T20)', async () => {
  const data = temporaryFolder()
  const first = await startServer({ data })
  const desk = await enrolDesk(first.url, data, 'coordinator', ['50'])
  const lost = await enrolDesk(first.url, data, 'coordinator', ['50'])
  const writer = await Writer.open(desk, 'dep-50')
  writer.write(10)
  await until(() => (writer.listen(), writer.acknowledged === 10), 'ten are stored')
  const backup = path.join(temporaryFolder(), 'hier.sqlite')
  expect((await runCommand('admin', ['--data', data, 'backup', backup])).code).toBe(0)
  expect((await runCommand('admin', ['--data', data, 'backup', backup])).err).toContain('existe déjà')
  writer.write(10)
  await until(() => (writer.listen(), writer.acknowledged === 20), 'twenty are stored')
  await runCommand('admin', ['--data', data, 'revoke', lost.device])
  const running = await runCommand('admin', ['--data', data, 'restore', backup])
  expect([running.code, running.err]).toEqual([1, expect.stringContaining('locked by pid')])
  const before = await incarnationOf(desk)
  await first.close()
  const restored = await runCommand('admin', ['--data', data, 'restore', backup])
  expect(JSON.parse(restored.out)).toMatchObject({ restored: backup, revocationsKept: true })

  const second = await startServer({ data })
  const moved = { ...desk, url: second.url }
  expect(await incarnationOf(moved)).not.toBe(before)
  expect((await read(moved, 'dep-50')).getMap('essai').size).toBe(10)
  const provider = await openProvider(moved, 'dep-50', writer.doc)
  await until(
    async () => (await read(moved, 'dep-50')).getMap('essai').size === writer.doc.getMap('essai').size,
    'healed',
  )
  expect(
    (
      await fetch(`${second.url}/v1/ticket`, {
        method: 'POST',
        headers: { authorization: `Bearer ${lost.token}` },
      })
    ).status,
  ).toBe(401)
  provider.destroy()
  await second.close()
})

async function incarnationOf(desk: Desk): Promise<string> {
  const line = await Line.open(desk, 'dep-50')
  line.send(hello(99))
  const said = parseServerHello((await line.next('hello')).json)
  line.close()
  if (!said.ok) throw new Error(said.error)
  return said.value.incarnation
}

test('a backup that is none is refused and changes nothing', async () => {
  const data = temporaryFolder()
  await (await startServer({ data })).close()
  const file = path.join(temporaryFolder(), 'faux.sqlite')
  fs.writeFileSync(file, 'ceci n’est pas une base')
  const before = fs.readFileSync(dataFolder(data).database)
  const { code, err } = await runCommand('admin', ['--data', data, 'restore', file])
  expect([code, err]).toEqual([1, expect.stringContaining('pas une sauvegarde')])
  expect(fs.readFileSync(dataFolder(data).database).equals(before)).toBe(true)
})

test('[S23] a damaged room is refused to everyone, the others go on, and a repair heals it from a replica (T16)', async () => {
  const data = temporaryFolder()
  let server = await startServer({ data })
  const desk = await enrolDesk(server.url, data, 'coordinator', ['50'])
  const writer = await Writer.open(desk, 'dep-50')
  writer.write(10)
  await until(() => (writer.listen(), writer.acknowledged === 10), 'ten are stored')
  const healthy = await Writer.open(desk, 'dep-50-2026')
  healthy.write(1)
  await until(() => (healthy.listen(), healthy.acknowledged === 1), 'one is stored')
  await server.close()
  const db = openConnection(dataFolder(data).database)
  db.exec(
    "UPDATE log SET bytes = x'0000' WHERE position = 4 AND room = (SELECT id FROM rooms WHERE name = 'dep-50')",
  )
  db.close()

  server = await startServer({ data })
  const back = { ...desk, url: server.url }
  const refused = await Line.open(back, 'dep-50', 'y-websocket')
  refused.send(step1Frame(Uint8Array.of(0)))
  await refused.untilClosed(1013)
  expect(refused.frames).toEqual([])
  expect((await fetch(`${server.url}/healthz`)).status).toBe(503)
  expect((await read(back, 'dep-50-2026')).getMap('essai').size).toBe(1)
  await server.close()
  const verified = await runCommand('admin', ['--data', data, 'verify'])
  expect([verified.code, verified.err]).toEqual([1, expect.stringContaining('dep-50')])
  expect((await runCommand('admin', ['--data', data, 'repair', 'dep-50'])).code).toBe(0)
  expect((await runCommand('admin', ['--data', data, 'verify'])).code).toBe(0)

  server = await startServer({ data })
  const healed = { ...desk, url: server.url }
  expect((await read(healed, 'dep-50')).getMap('essai').size).toBe(3)
  const provider = await openProvider(healed, 'dep-50', writer.doc)
  await until(
    async () => (await read(healed, 'dep-50')).getMap('essai').size === 10,
    'the replica gave all back',
  )
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  provider.destroy()
  await server.close()
})

test('[S7] while the database is locked from outside nothing is acknowledged, and it goes on afterwards (T18)', async () => {
  const data = temporaryFolder()
  const server = await spawnServer(data)
  const desk = await enrolDesk(server.url, data, 'coordinator', ['50'])
  const writer = await Writer.open(desk, 'dep-50')
  const db = openConnection(dataFolder(data).database)
  db.exec('BEGIN IMMEDIATE')
  writer.write(1)
  await writer.line.untilClosed(1013)
  writer.listen()
  expect(writer.acknowledged).toBe(0)
  db.exec('COMMIT')
  db.close()
  const again = await Writer.open(desk, 'dep-50')
  again.write(1)
  await until(() => (again.listen(), again.acknowledged === 1), 'it is acknowledged now')
  expect((await ticketFor(desk)).length).toBe(43)
  await server.stop('SIGTERM')
})

test('compaction by the administrator beside the running server changes nothing that a desk sees', async () => {
  const data = temporaryFolder()
  const server = await startServer({ data })
  const desk = await enrolDesk(server.url, data, 'coordinator', ['50'])
  const writer = await Writer.open(desk, 'dep-50')
  for (let i = 0; i < 5; i++) writer.write(10)
  await until(() => (writer.listen(), writer.acknowledged === 50), 'fifty are stored')
  const compacted = await runCommand('admin', ['--data', data, 'compact', 'dep-50'])
  expect(JSON.parse(compacted.out)).toMatchObject({ room: 'dep-50' })
  writer.write(10)
  await until(() => (writer.listen(), writer.acknowledged === 60), 'sixty are stored')
  expect((await read(desk, 'dep-50')).getMap('essai').toJSON()).toEqual(writer.doc.getMap('essai').toJSON())
  await server.close()
})
