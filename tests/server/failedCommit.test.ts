import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { exchangeStatus } from '../../src/core/sync/exchangeBody'
import { limits } from '../../src/core/sync/protocol'
import { openCommits } from '../../sync-server/commits'
import { exchange, type ExchangeSurroundings } from '../../sync-server/exchange'
import { openLoopTurn } from '../../sync-server/loopTurn'
import { createMetrics } from '../../sync-server/metrics'
import type { Member, Room } from '../../sync-server/room'
import { openNewcomers } from '../../sync-server/newcomers'
import { openRooms } from '../../sync-server/rooms'
import { dataFolder } from '../../sync-server/stores/dataFolder'
import type { LogStore } from '../../sync-server/stores/logStore'
import { openSqliteStore } from '../../sync-server/stores/sqlite'
import { openSqliteAccess } from '../../sync-server/stores/sqliteAccess'
import { closeDatabase } from '../../sync-server/stores/sqlite'
import { openSqliteFile } from '../../sync-server/stores/sqliteFile'
import { checkUpdate } from '../../sync-server/checks'
import { type Vector, createReader } from '../../sync-server/updates'

const ROOM = 'dep-50'

/** The server's own parts on a real store, whose next append fails when it is told to. */
async function openParts() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'maillage-commits-'))
  const file = openSqliteFile(dataFolder(folder))
  if (!file.ok) throw new Error(file.error)
  const disk = { failing: 0 }
  const real = openSqliteStore(file.value, Date.now)
  const store: LogStore = {
    ...real,
    append: async (rows) => {
      if (disk.failing-- > 0) throw new Error('SQLITE_FULL')
      await real.append(rows)
    },
  }
  const metrics = createMetrics()
  const readV1 = createReader()
  const rooms = openRooms(store, readV1, {
    awarenessBytes: limits.awarenessBytes,
    turn: openLoopTurn(),
    now: Date.now,
    grown: () => undefined,
    flush: () => commits.flush(),
  })
  const commits = openCommits<Room>(store, metrics, (touched) => touched.forEach(rooms.discard))
  const registry = openSqliteAccess(file.value.db, Date.now)
  // what this test does not ask for is not there
  const around = {
    registry,
    store,
    rooms,
    commits,
    check: (update: Uint8Array, held: Vector) => checkUpdate(readV1, update, held),
    newcomers: openNewcomers(limits, Date.now),
    limits,
    metrics,
    turn: openLoopTurn(),
  } as unknown as ExchangeSurroundings
  const { code } = registry.invite({ role: 'coordinator', departments: ['50'], name: 'Coordination 50' })
  const enrolled = await registry.enrol(code, 'Portable')
  if (!enrolled.ok) throw new Error(enrolled.error)
  const account = enrolled.value.member
  const send = async (updates: readonly Uint8Array[]) => {
    const ask = { room: ROOM, epoch: null, incarnation: null, position: null, vector: null, updates }
    const [reply] = await exchange(account, [ask], around)
    if (!reply) throw new Error('no reply')
    return reply
  }
  const rows = async () => (await store.since(ROOM, 0, Infinity))?.rows.map(({ update }) => update) ?? []
  return {
    disk,
    send,
    rows,
    rooms,
    commits,
    [Symbol.dispose]() {
      closeDatabase(file.value.db)
      fs.rmSync(folder, { recursive: true })
    },
  }
}

/** Updates of one author, each building on the one before. */
function edits(count: number): Uint8Array[] {
  const doc = new Y.Doc()
  const made: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => made.push(update))
  for (let at = 0; at < count; at++) doc.getArray('edits').push([at])
  return made
}

test('what was accepted behind a commit that fails is stored with it, when it is sent again, or not at all', async () => {
  using parts = await openParts()
  const made = edits(300) // more than one batch: some are accepted while the first batch fails
  parts.disk.failing = 1
  const refused = await parts.send(made)
  expect(refused.status).toBe(exchangeStatus.busy)
  expect(refused.durable).toBe(0)
  expect(await parts.rows()).toEqual([])
  const taken = await parts.send(made)
  expect([taken.status, taken.durable]).toEqual([exchangeStatus.ok, 300])
  const doc = new Y.Doc()
  for (const update of await parts.rows()) Y.applyUpdate(doc, update)
  expect(doc.store.pendingStructs).toBeNull()
  expect(doc.getArray('edits').toArray()).toEqual(made.map((_, at) => at))
})

test('a room knows the furthest that an author has come, in whatever order what he sent was looked up', async () => {
  using parts = await openParts()
  const made = edits(21)
  const replies = await Promise.all([
    parts.send([Y.mergeUpdates(made.slice(0, 20))]),
    parts.send([Y.mergeUpdates(made.slice(0, 10))]),
  ])
  expect(replies.map(({ status }) => status)).toEqual([exchangeStatus.ok, exchangeStatus.ok])
  expect((await parts.send(made.slice(20))).status).toBe(exchangeStatus.ok)
})

test('a room that cannot tell what was stored is let go alone; the others of its batch are acknowledged', async () => {
  using parts = await openParts()
  const [broken, whole] = [await parts.rooms.open(ROOM), await parts.rooms.open(`${ROOM}-2026`)]
  const closed: number[] = []
  const member: Member = {
    device: 'poste',
    client: undefined,
    session: undefined,
    author: undefined,
    live: true,
    saved: () => undefined,
    deliver: () => {
      throw new Error('cannot be merged')
    },
    show: () => undefined,
    close: (code) => closed.push(code),
  }
  broken.members.add(member)
  const saved: string[] = []
  for (const room of [broken, whole])
    for (const update of edits(2))
      parts.commits.submit({
        room,
        update,
        from: { saved: (entries) => saved.push(`${room.name} ${entries.length}`) },
      })
  await parts.commits.flush()
  expect(saved).toEqual([`${whole.name} 1`, `${whole.name} 1`])
  expect([broken.open, whole.open, closed]).toEqual([false, true, [1013]])
  expect(parts.commits.failure).toBeUndefined()
  expect((await parts.rooms.open(ROOM)).position).toBe(2)
})
