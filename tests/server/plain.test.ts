import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { step1Frame, updateFrame } from '../../src/core/sync/frames'
import { type Desk, Line, type TestServer, edit, enrolDesk, openProvider, startServer, until } from './desk'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

let server: TestServer
let desk: Desk
const open: WebsocketProvider[] = []

beforeAll(async () => {
  server = await startServer()
})

beforeEach(async () => {
  desk = await enrolDesk(server.url, server.data, 'coordinator', ['50'])
})

afterEach(() => {
  for (const provider of open.splice(0)) provider.destroy()
})

afterAll(() => server.close())

async function provider(room: string, doc?: Y.Doc): Promise<WebsocketProvider> {
  const made = await openProvider(desk, room, doc)
  open.push(made)
  return made
}

test('[S4] two plain providers hold the same document, whoever came first', async () => {
  const a = await provider('dep-50')
  const b = await provider('dep-50')
  await until(() => a.synced && b.synced, 'both are synced')
  a.doc.getMap('structure').set('1/name', 'Centre social')
  b.doc.getMap('structure').set('2/name', 'Mission locale')
  await until(
    () => b.doc.getMap('structure').size === 2 && a.doc.getMap('structure').size === 2,
    'both hold both',
  )
  const late = await provider('dep-50')
  await until(() => late.synced, 'the late one is synced')
  expect(late.doc.getMap('structure').toJSON()).toEqual({
    '1/name': 'Centre social',
    '2/name': 'Mission locale',
  })
})

test('[S4] what a provider wrote alone reaches the others when it connects', async () => {
  const doc = new Y.Doc()
  doc.getMap('structure').set('3/name', 'Médiathèque')
  const filled = await provider('dep-50-2026', doc)
  const empty = await provider('dep-50-2026')
  await until(() => empty.doc.getMap('structure').get('3/name') === 'Médiathèque', 'the other has it')
  expect(filled.synced).toBe(true)
})

test('[S18] presence shows to the others, and leaves with its socket', async () => {
  const a = await provider('dep-50-private')
  const b = await provider('dep-50-private')
  await until(() => a.synced && b.synced, 'both are synced')
  a.awareness.setLocalStateField('screen', 'réunions')
  const seen = (): unknown => b.awareness.getStates().get(a.doc.clientID)?.['screen']
  await until(() => seen() === 'réunions', 'b sees a')
  a.destroy()
  await until(() => seen() === undefined, 'b sees a leave')
})

test('[S5] nothing stored while a first answer is made is skipped or held back', async () => {
  const writer = await Line.open(desk, 'dep-50-2025', 'y-websocket')
  const doc = new Y.Doc()
  const readers: WebsocketProvider[] = []
  for (let i = 0; i < 300; i++) {
    writer.send(updateFrame(edit(doc, `k${i}`, i)))
    if (i % 60 === 0) readers.push(await provider('dep-50-2025'))
  }
  for (const reader of readers) {
    await until(() => reader.doc.getMap('essai').size === 300, 'the reader has all of it')
    reader.destroy()
  }
  writer.close()
})

test('[S10] a refused update stores nothing, and a plain socket is asked again for what is missing', async () => {
  const line = await Line.open(desk, 'dep-50-2024', 'y-websocket')
  line.send(step1Frame(Uint8Array.of(0)))
  await line.next('step1')
  const doc = new Y.Doc()
  const first = edit(doc, 'a', 1)
  const second = edit(doc, 'b', 2)
  line.send(updateFrame(second))
  const again = await line.next('step1')
  expect([...again.vector]).toEqual([0])
  line.send(updateFrame(first))
  line.send(updateFrame(second))
  const reader = await provider('dep-50-2024')
  await until(() => reader.doc.getMap('essai').size === 2, 'both updates came in at last')
  line.close()
})
