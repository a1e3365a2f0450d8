import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test, vi } from 'vitest'
import * as Y from 'yjs'
import { exchangeStatus, readReplies, writeAsks } from '../../src/core/sync/exchangeBody'
import { step1Frame, updateFrame } from '../../src/core/sync/frames'
import { checkUpdate } from '../../sync-server/checks'
import { dataFolder } from '../../sync-server/stores/dataFolder'
import { openSqliteFile } from '../../sync-server/stores/sqliteFile'
import { type Vector, createReader, encodeVector } from '../../sync-server/updates'
import { openWorkshop } from '../../sync-server/workshop'
import { createRandom } from '../support/random'
import { craft, gc, root } from './craft'
import { type Desk, Line, bearer, edit, enrolDesk, headOf, startServer, temporaryFolder } from './desk'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 120_000 })

async function send(desk: Desk, updates: readonly Uint8Array[]) {
  const ask = { room: 'dep-50', epoch: null, incarnation: null, position: null, vector: null, updates }
  const response = await fetch(`${desk.url}/v1/exchange`, {
    method: 'POST',
    headers: { ...bearer(desk), 'content-encoding': 'gzip' },
    body: new Uint8Array(gzipSync(writeAsks([ask]))),
  })
  const replies = readReplies(new Uint8Array(await response.arrayBuffer()))
  if (!replies.ok || replies.value[0] === undefined) throw new Error('no reply')
  return replies.value[0]
}

/** So many things of one author, each of a few bytes. */
const things = (client: number, clock: number, count: number): Uint8Array =>
  craft([{ client, clock, structs: Array.from({ length: count }, () => root('x', 'e')) }])

async function start() {
  const server = await startServer()
  onTestFinished(() => server.close())
  const enrol = () => enrolDesk(server.url, server.data, 'coordinator', ['50'])
  return { desk: await enrol(), colleague: await enrol() }
}

test('[S11] the worker says of every update, honest, forged or damaged, what is said of it on the spot', async () => {
  const folder = temporaryFolder()
  const file = openSqliteFile(dataFolder(folder))
  if (!file.ok) throw new Error(file.error)
  const workshop = openWorkshop(folder, { died: () => undefined, failed: () => undefined })
  onTestFinished(async () => {
    await workshop.close()
    file.value.db.close()
  })
  const readV1 = createReader()
  const verdicts = new Map<string, number>()
  for (let seed = 1; seed <= 12; seed++) {
    const random = createRandom(seed)
    const docs = [1, 2, 3].map((client) => Object.assign(new Y.Doc(), { clientID: client }))
    const updates: Uint8Array[] = []
    for (const doc of docs) doc.on('update', (update: Uint8Array) => updates.push(update))
    for (let step = 0; step < 60; step++) {
      const doc = random.pick(docs)
      const text = doc.getText('t')
      if (random.chance(0.2) && text.length > 3) text.delete(random.int(text.length - 2), 2)
      else if (random.chance(0.3)) doc.getMap('essai').set(`k${random.int(5)}`, { step, list: [step] })
      else text.insert(random.int(text.length + 1), `${step}`)
      if (random.chance(0.2)) Y.applyUpdate(doc, Y.encodeStateAsUpdate(random.pick(docs)))
    }
    updates.push(...docs.map((doc) => Y.encodeStateAsUpdate(doc)))
    const held: Vector = new Map()
    for (let step = 0; step < 120; step++) {
      const update = random.chance(0.6) ? random.pick(updates) : damaged(random.pick(updates), random)
      const here = checkUpdate(readV1, update, held)
      const there = await workshop.run({ do: 'check', update: update.slice(), vector: encodeVector(held) })
      expect(there, `seed ${seed}, step ${step}`).toEqual(here)
      const verdict = here.ok ? 'ok' : here.error
      verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1)
      if (here.ok) for (const [client, clock] of here.value.advances) held.set(client, clock)
    }
  }
  for (const verdict of ['ok', 'malformed', 'gap', 'unknown-deleted'])
    expect(verdicts.get(verdict), verdict).toBeGreaterThan(3)
})

/** With a byte changed, or the end gone. */
function damaged(update: Uint8Array, random: ReturnType<typeof createRandom>): Uint8Array {
  const bytes = update.slice()
  if (random.chance(0.3)) return bytes.slice(0, random.int(bytes.length))
  bytes[random.int(bytes.length)] = random.int(256)
  return bytes
}

test('[S13] a long update that two desks bring at once is stored once, and so is what it repeats', async () => {
  const { desk, colleague } = await start()
  const long = things(7, 0, 20_000)
  const longer = things(7, 0, 30_000)
  const replies = await Promise.all([send(desk, [long]), send(colleague, [long]), send(desk, [longer])])
  expect(replies.map(({ status, durable }) => [status, durable])).toEqual(
    replies.map(() => [exchangeStatus.ok, 1]),
  )
  expect(await headOf(desk, 'dep-50')).toBe(2)
  const line = await Line.open(colleague, 'dep-50', 'y-websocket')
  line.send(step1Frame(Uint8Array.of(0)))
  const doc = new Y.Doc()
  Y.applyUpdate(doc, (await line.next('step2')).update)
  expect(Y.encodeStateVector(doc)).toEqual(encodeVector(new Map([[7, 30_000]])))
  line.close()
})

test('[S16] what comes behind a long update on a socket is stored and acknowledged behind it', async () => {
  const { desk, colleague } = await start()
  const [line, other] = [
    await Line.open(desk, 'dep-50', 'y-websocket'),
    await Line.open(colleague, 'dep-50', 'y-websocket'),
  ]
  for (const one of [line, other]) {
    one.send(step1Frame(Uint8Array.of(0)))
    await one.next('step2')
  }
  const doc = Object.assign(new Y.Doc(), { clientID: 7 })
  const told = new Y.Doc()
  // Each builds on the one before: out of their order one would be refused.
  for (let at = 0; at < 6; at++)
    line.send(updateFrame(edit(doc, 'k', at % 2 === 0 ? 'x'.repeat(40_000) : at)))
  while (told.getMap('essai').get('k') !== 5) Y.applyUpdate(told, (await other.next('update')).update)
  expect(Y.encodeStateVector(told)).toEqual(Y.encodeStateVector(doc))
  expect(line.frames.filter(({ is }) => is === 'step1').length).toBe(1)
  for (const one of [line, other]) one.close()
})

test('[S14] a long update is refused for the same as a short one', async () => {
  const { desk } = await start()
  const of = (update: Uint8Array) => send(desk, [update]).then(({ status }) => status)
  expect(await of(things(7, 5, 20_000))).toBe(exchangeStatus.refused)
  expect(await of(things(7, 0, 200_001))).toBe(exchangeStatus.tooBig)
  const many = Array.from({ length: 4_000 }, (_, at) => ({ client: at + 9, clock: 0, structs: [gc(1)] }))
  expect(await of(craft(many))).toBe(exchangeStatus.tooBig)
  expect(await of(things(7, 0, 200_000))).toBe(exchangeStatus.ok)
})
