import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import * as Y from 'yjs'
import { step1Frame, updateFrame } from '../../src/core/sync/frames'
import { dataFolder } from '../../sync-server/stores/dataFolder'
import { openConnection, openSqliteFile } from '../../sync-server/stores/sqliteFile'
import { limits } from '../../src/core/sync/protocol'
import { openLoopTurn } from '../../sync-server/loopTurn'
import { createMetrics } from '../../sync-server/metrics'
import { openRooms } from '../../sync-server/rooms'
import { openSqliteStore } from '../../sync-server/stores/sqlite'
import { createReader } from '../../sync-server/updates'
import { openUpkeep } from '../../sync-server/upkeep'
import { type Workshop, openWorkshop } from '../../sync-server/workshop'
import { Line, edit, enrolDesk, filesWith, startServer, temporaryFolder, until } from './desk'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

/** An update that writes into the room's `erased` map. */
function erasure(doc: Y.Doc, id: string): Uint8Array {
  const held = Y.encodeStateVector(doc)
  doc.getMap('erased').set(id, true)
  return Y.encodeStateAsUpdate(doc, held)
}

test('what was erased while a command read everything is off the disk soon after that command has ended', async () => {
  const server = await startServer()
  const desk = await enrolDesk(server.url, server.data, 'coordinator', ['50'])
  const line = await Line.open(desk, 'dep-50', 'y-websocket')
  const holders = () => filesWith('MOTS-QUE-PERSONNE', server.data).map((name) => path.basename(name))
  const doc = new Y.Doc()
  line.send(step1Frame(Uint8Array.of(0)))
  line.send(updateFrame(edit(doc, 'note', 'MOTS-QUE-PERSONNE-NE-DOIT-RETROUVER')))
  await until(() => holders().length > 0, 'it is stored')
  const reader = openConnection(dataFolder(server.data).database)
  reader.exec('BEGIN')
  reader.prepare('SELECT count(*) FROM log').get()
  line.send(updateFrame(edit(doc, 'note', '')))
  line.send(updateFrame(erasure(doc, 'a')))
  const done = async () => (await fetch(`${server.url}/metrics`)).text()
  await until(
    async () => (await done()).includes('maillage_compactions_total{kind="done"} 1'),
    'it is compacted',
  )
  expect(holders()).not.toEqual([])
  reader.exec('COMMIT')
  await until(() => holders().length === 0, 'nothing holds it any more')
  reader.close()
  await server.close()
})

/** The upkeep of a real store, whose worker may be held up or fail, and whose clock is the test's. */
async function openUpkept() {
  const data = temporaryFolder()
  const file = openSqliteFile(dataFolder(data))
  if (!file.ok) throw new Error(file.error)
  const clock = { now: Date.parse('2026-11-27T08:00:00Z') }
  const store = openSqliteStore(file.value, () => clock.now)
  const real = openWorkshop(data, { died: () => undefined, failed: () => undefined })
  const worker = { gate: Promise.resolve(), failing: 0, asked: 0 }
  const workshop: Workshop = {
    ...real,
    run: async (job) => {
      worker.asked++
      await worker.gate
      if (worker.failing-- > 0) throw new Error('the worker died')
      return real.run(job)
    },
  }
  const upkeep = openUpkeep(store, workshop, {
    metrics: createMetrics(),
    log: () => undefined,
    now: () => clock.now,
  })
  const rooms = openRooms(store, createReader(), {
    awarenessBytes: limits.awarenessBytes,
    turn: openLoopTurn(),
    now: () => clock.now,
    grown: upkeep.grown,
    flush: () => Promise.resolve(),
  })
  const room = await rooms.open('dep-50')
  onTestFinished(async () => {
    upkeep.stop()
    await real.close()
    await store.close()
  })
  const doc = new Y.Doc()
  /** Stores an update as a commit does, an erasure when it is one. */
  async function write(update: Uint8Array, erases = false): Promise<void> {
    if (erases) room.erased = true
    const position = room.position + 1
    await store.append([{ room: 'dep-50', position, update }])
    room.waiting++
    room.stored([{ update, position, from: { saved: () => undefined } }])
  }
  const base = async () => (await store.head('dep-50')).base
  return { data, clock, store, worker, upkeep, room, doc, write, base }
}

test('an erasure that comes while its room is being compacted is compacted as well, right after', async () => {
  const { worker, doc, write, base } = await openUpkept()
  let release = (): void => undefined
  worker.gate = new Promise((resolve) => (release = resolve))
  await write(erasure(doc, 'a'), true)
  await until(() => worker.asked === 1, 'the first compaction has begun')
  await write(edit(doc, 'note', 'b'))
  await write(erasure(doc, 'b'), true)
  release()
  await until(async () => (await base()) === 3, 'everything is compacted')
})

test('an erasure that waits to be stored behind what is stored already is not taken for compacted', async () => {
  const { room, doc, write, base } = await openUpkept()
  const [note, gone] = [edit(doc, 'note', 'a'), erasure(doc, 'a')]
  room.erased = true // taken in with the next commit, which is still under way
  room.waiting++
  await write(note)
  await until(async () => (await base()) === 1, 'what is there is compacted')
  room.waiting--
  await write(gone)
  await until(async () => (await base()) === 2, 'the erasure is compacted')
})

test('an erasure whose compaction failed is owed until one succeeds, though nobody writes any more', async () => {
  const { clock, worker, upkeep, doc, write, base } = await openUpkept()
  worker.failing = 1
  await write(erasure(doc, 'a'), true)
  await until(() => worker.asked === 1 && worker.failing < 1, 'it has failed')
  await upkeep.retry()
  expect([worker.asked, await base()]).toEqual([1, 0])
  clock.now += 61_000
  await upkeep.retry()
  expect(await base()).toBe(1)
})

test('an erasure that was stored before the server ended is compacted when it starts again', async () => {
  const data = temporaryFolder()
  const file = openSqliteFile(dataFolder(data))
  if (!file.ok) throw new Error(file.error)
  const store = openSqliteStore(file.value, Date.now)
  const doc = new Y.Doc()
  const text = 'MOTS-QUE-PERSONNE-NE-DOIT-RETROUVER'
  const rows = [edit(doc, 'note', text), edit(doc, 'note', ''), erasure(doc, 'a')]
  await store.append(rows.map((update, at) => ({ room: 'dep-50', position: at + 1, update })))
  await store.append([{ room: 'dep-18', position: 1, update: edit(new Y.Doc(), 'note', 'reste') }])
  await store.close()
  expect(filesWith(text, data)).not.toEqual([])
  const server = await startServer({ data })
  await until(() => filesWith(text, data).length === 0, 'nothing holds it any more')
  await server.close()
  const after = openSqliteFile(dataFolder(data))
  if (!after.ok) throw new Error(after.error)
  const heads = await openSqliteStore(after.value, Date.now).heads()
  expect(heads.map(({ room, base }) => [room, base])).toEqual([
    ['dep-18', 0],
    ['dep-50', 3],
  ])
  after.value.db.close()
})

test('a room that is written every day keeps no overwritten text for longer than a day', async () => {
  const { data, clock, upkeep, doc, write, base } = await openUpkept()
  const hour = 3_600_000
  await write(edit(doc, 'note', 'MOTS-QUE-PERSONNE-NE-DOIT-RETROUVER'))
  await write(edit(doc, 'note', ''))
  for (let hours = 0; hours < 24; hours += 6) {
    clock.now += 6 * hour
    await write(edit(doc, 'note', String(hours)))
    await upkeep.fold()
  }
  expect(await base()).toBe(0)
  clock.now += hour
  await upkeep.fold()
  expect(await base()).toBe(6)
  await upkeep.retry()
  expect(filesWith('MOTS-QUE-PERSONNE', data)).toEqual([])
  clock.now += 12 * hour
  await write(edit(doc, 'note', 'x'))
  clock.now += 13 * hour
  await upkeep.fold()
  expect(await base()).toBe(6)
})
