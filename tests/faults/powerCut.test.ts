import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { helloFrame, step1Frame, updateFrame } from '../../src/core/sync/frames'
import { readRows } from '../../sync-server/compaction'
import { dataFolder } from '../../sync-server/stores/dataFolder'
import { openSqliteStore } from '../../sync-server/stores/sqlite'
import { checkSize, openSqliteFile } from '../../sync-server/stores/sqliteFile'
import { type Vector, advance, decodeVector } from '../../sync-server/updates'
import { verifyAll } from '../../sync-server/verify'
import { edit, enrolDesk, Line, spawnServer, startServer, temporaryFolder, until } from '../server/desk'
import { createRandom } from '../support/random'
import { cannotTrace, crashImages, readRecording, recorder } from './recording'

const IMAGES = process.env['MAILLAGE_LONG'] === '1' ? 10_000 : 100
/** A long run reopens ten thousand disks. */
const TIMEOUT = process.env['MAILLAGE_LONG'] === '1' ? 3_600_000 : 600_000
const rooms = ['dep-50', 'dep-50-2026', 'dep-50-private']

/** Opens a folder as the server does at its start, and says how far it holds each client of each room. */
async function opened(data: string): Promise<ReadonlyMap<string, Vector>> {
  const folder = dataFolder(data)
  const file = openSqliteFile(folder)
  if (!file.ok) throw new Error(file.error)
  const whole = checkSize(file.value.db, folder)
  if (!whole.ok) throw new Error(whole.error)
  const store = openSqliteStore(file.value, Date.now)
  const verified = await verifyAll(file.value.db, store)
  if (!verified.ok) throw new Error(verified.error)
  const held = new Map<string, Vector>()
  for (const { room, position } of await store.heads()) {
    const parts = await store.parts(room)
    const vector: Vector = (parts && decodeVector(parts.vector)) ?? new Map()
    for (const { update } of (await readRows(store, room, parts?.position ?? 0, position)) ?? [])
      advance(vector, update)
    held.set(room, vector)
  }
  await store.close()
  return held
}

test(
  `[S7] after ${IMAGES} power cuts the server starts, whole, with all that it acknowledged (T4, seed 20261122)`,
  async ({ skip }) => {
    const why = cannotTrace()
    if (why !== undefined) skip(why)
    const data = temporaryFolder()
    const quiet = await startServer({ data })
    const desk = await enrolDesk(quiet.url, data, 'coordinator', ['50'])
    await quiet.close()
    const { database, marker } = dataFolder(data)
    const start = new Map([[database, fs.readFileSync(database)]])
    const log = path.join(temporaryFolder(), 'disk')
    const files = [database, `${database}-wal`]
    const server = await spawnServer(data, ['--limits', 'none'], recorder(log, files))
    const acknowledged: {
      readonly at: number
      readonly room: string
      readonly client: number
      readonly clock: number
    }[] = []
    const writers: { readonly line: Line; readonly doc: Y.Doc }[] = []
    for (const room of rooms) {
      const line = await Line.open({ ...desk, url: server.url }, room)
      const doc = new Y.Doc()
      line.ws.on('message', () => {
        const frame = line.frames.at(-1)
        if (frame?.is !== 'saved') return
        // Each update is one struct of length one: so many acknowledged, so far the clock. The clock here leaves off the part
        // of a millisecond, in which a fast disk flushes: an acknowledgement is never dated before it came.
        acknowledged.push({ at: Date.now() + 1, room, client: doc.clientID, clock: frame.count })
      })
      line.send(helloFrame(JSON.stringify({ version: 1, client: doc.clientID, session: 'run', clock: 0 })))
      await line.next('hello')
      line.send(step1Frame(Uint8Array.of(0)))
      await line.next('at')
      writers.push({ line, doc })
    }
    // Beyond a thousand rows the server compacts, and empties its write-ahead log.
    for (let round = 1; round <= 60; round++) {
      for (const { line, doc } of writers)
        for (let at = 0; at < 20; at++)
          line.send(updateFrame(edit(doc, `k${at}`, `${round} ${'x'.repeat(40)}`)))
      const count = acknowledged.length
      await until(() => acknowledged.length > count, 'something is acknowledged')
    }
    await until(
      () =>
        writers.every(({ doc }) =>
          acknowledged.some((one) => one.client === doc.clientID && one.clock === 1200),
        ),
      'all is acknowledged',
    )
    await until(
      async () =>
        /compactions_total\{kind="done"\} [3-9]/.test(await (await fetch(`${server.url}/metrics`)).text()),
      'compacted',
    )
    expect(await server.stop('SIGTERM')).toBe(0)

    const operations = readRecording(log)
    expect(operations.filter((one) => one.is === 'sync').length).toBeGreaterThan(60)
    let cuts = 0
    for (const image of crashImages(operations, start, IMAGES, createRandom(20261122))) {
      const folder = temporaryFolder()
      fs.copyFileSync(marker, path.join(folder, path.basename(marker)))
      image.write(folder)
      const held = await opened(folder)
      for (const { room, client, clock } of acknowledged.filter((one) => one.at < image.before))
        expect(held.get(room)?.get(client) ?? 0, `cut ${cuts} in ${room}`).toBeGreaterThanOrEqual(clock)
      fs.rmSync(folder, { recursive: true })
      cuts++
    }
    expect(cuts).toBe(IMAGES)
  },
  TIMEOUT,
)
