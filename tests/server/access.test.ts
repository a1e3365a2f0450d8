import { createHash } from 'node:crypto'
import * as awarenessProtocol from 'y-protocols/awareness'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { exchangeStatus, readReplies, writeAsks } from '../../src/core/sync/exchangeBody'
import { awarenessFrame, step1Frame, updateFrame } from '../../src/core/sync/frames'
import { type Role, accessTo } from '../../src/core/sync/protocol'
import {
  Line,
  type TestServer,
  bearer,
  edit,
  enrolDesk,
  filesWith,
  headOf,
  openProvider,
  startServer,
  ticketFor,
  until,
} from './desk'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

let server: TestServer

beforeAll(async () => {
  server = await startServer()
})

afterAll(() => server.close())

describe('[S16] each role, room, message and direction', () => {
  const rooms = [
    'national',
    'national-private',
    'national-61',
    'national-62',
    'dep-61',
    'dep-61-2026',
    'dep-61-private',
    'dep-61-private-2026',
    'dep-62',
    'dep-62-private',
    'nowhere',
  ]
  const roles: readonly (readonly [Role, readonly string[]])[] = [
    ['coordinator', ['61']],
    ['reader', ['61']],
    ['national', []],
  ]
  for (const [role, departments] of roles) {
    test.each(rooms)(`${role} in %s`, async (room) => {
      const access = accessTo(role, departments, room)
      const desk = await enrolDesk(server.url, server.data, role, departments)
      const update = edit(new Y.Doc(), 'a', role)
      const line = await Line.open(desk, room, 'y-websocket')
      const body = new TextEncoder().encode(`${role} ${room}`)
      const blob = `/v1/rooms/${room}/blobs/${createHash('sha256').update(body).digest('hex')}`
      const put = await fetch(server.url + blob, { method: 'PUT', body, headers: bearer(desk) })
      const get = await fetch(server.url + blob, { headers: bearer(desk) })
      const asked = await fetch(`${server.url}/v1/exchange`, {
        method: 'POST',
        headers: bearer(desk),
        body: new Uint8Array(
          writeAsks([
            {
              room,
              epoch: null,
              incarnation: null,
              position: null,
              vector: null,
              updates: [edit(new Y.Doc(), 'b', 1)],
            },
          ]),
        ),
      })
      const replies = readReplies(new Uint8Array(await asked.arrayBuffer()))
      const status = replies.ok ? replies.value[0]?.status : undefined
      if (access === undefined) {
        await line.untilClosed(4403)
        expect([put.status, get.status, status]).toEqual([403, 403, exchangeStatus.forbidden])
      } else if (access === 'read') {
        const before = await headOf(desk, room)
        line.send(step1Frame(Uint8Array.of(0)))
        await line.next('step2')
        line.send(updateFrame(update))
        line.send(awarenessFrame(awarenessOf(new Y.Doc())))
        line.send(updateFrame(Uint8Array.of(0, 0)))
        await until(async () => {
          const metrics = await (await fetch(`${server.url}/metrics`)).text()
          return metrics.includes('maillage_updates_refused_total{kind="access"}')
        }, 'the refusal is counted')
        expect(line.closed).toBeUndefined()
        expect(line.frames.some((frame) => frame.is === 'step1')).toBe(false)
        expect([put.status, get.status, status]).toEqual([403, 404, exchangeStatus.forbidden])
        expect(await headOf(desk, room)).toBe(before)
      } else {
        line.send(updateFrame(update))
        await until(async () => ((await headOf(desk, room)) ?? 0) >= 2, 'both updates are stored')
        expect([put.status, get.status, status]).toEqual([204, 200, exchangeStatus.ok])
        expect(new Uint8Array(await get.arrayBuffer())).toEqual(body)
        expect(get.headers.get('content-disposition')).toBe('attachment')
      }
      line.close()
    })
  }
})

function awarenessOf(doc: Y.Doc): Uint8Array {
  const awareness = new awarenessProtocol.Awareness(doc)
  awareness.setLocalState({ nom: 'Essai' })
  const bytes = awarenessProtocol.encodeAwarenessUpdate(awareness, [doc.clientID])
  awareness.destroy()
  return bytes
}

test('[S16] nobody sees a reader’s presence, and a reader sees the others’', async () => {
  const writer = await openProvider(await enrolDesk(server.url, server.data, 'coordinator', ['63']), 'dep-63')
  const reader = await openProvider(await enrolDesk(server.url, server.data, 'reader', ['63']), 'dep-63')
  await until(() => writer.synced && reader.synced, 'both are synced')
  reader.awareness.setLocalState({ screen: 'secret' })
  writer.awareness.setLocalState({ screen: 'accueil' })
  await until(() => reader.awareness.getStates().get(writer.doc.clientID) !== undefined, 'the reader sees')
  expect(writer.awareness.getStates().has(reader.doc.clientID)).toBe(false)
  writer.destroy()
  reader.destroy()
})

test('[S18] presence of a foreign client id, or beyond 4 KiB, is dropped', async () => {
  const desk = await enrolDesk(server.url, server.data, 'coordinator', ['64'])
  const watcher = await openProvider(desk, 'dep-64')
  const honest = await openProvider(desk, 'dep-64')
  await until(() => watcher.synced && honest.synced, 'both are synced')
  honest.awareness.setLocalState({ who: 'honest' })
  await until(() => watcher.awareness.getStates().get(honest.doc.clientID)?.['who'] === 'honest', 'seen')
  const line = await Line.open(desk, 'dep-64', 'y-websocket')
  const forger = new Y.Doc()
  line.send(step1Frame(Uint8Array.of(0)))
  await line.next('step2')
  const forged = new awarenessProtocol.Awareness(honest.doc)
  forged.setLocalState({ who: 'forged' })
  forged.meta.set(honest.doc.clientID, { clock: 999, lastUpdated: Date.now() })
  line.send(awarenessFrame(awarenessProtocol.encodeAwarenessUpdate(forged, [honest.doc.clientID])))
  const large = new awarenessProtocol.Awareness(new Y.Doc())
  large.setLocalState({ text: 'x'.repeat(5000) })
  line.send(awarenessFrame(awarenessProtocol.encodeAwarenessUpdate(large, [large.clientID])))
  line.send(awarenessFrame(awarenessOf(forger)))
  await until(() => watcher.awareness.getStates().has(forger.clientID), 'its own is seen')
  expect(watcher.awareness.getStates().get(honest.doc.clientID)?.['who']).toBe('honest')
  expect(watcher.awareness.getStates().has(large.clientID)).toBe(false)
  for (const made of [forged, large]) made.destroy()
  watcher.destroy()
  honest.destroy()
  line.close()
})

test('[S15] nothing secret stands in the files or in the journal', async () => {
  const desk = await enrolDesk(server.url, server.data, 'coordinator', ['66'])
  const ticket = await ticketFor(desk)
  const line = await Line.open(desk, 'dep-66', 'y-websocket', { ticket })
  line.send(step1Frame(Uint8Array.of(0)))
  await line.next('step2')
  line.close()
  for (const secret of [desk.token, ticket]) {
    expect(filesWith(secret, server.data)).toEqual([])
    expect(server.journal.join('\n')).not.toContain(secret)
  }
})
