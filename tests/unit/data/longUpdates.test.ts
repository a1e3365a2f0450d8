import './support'
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Workspace } from '../../../src/renderer/data/workspace'
import { joined, newDesk, openNodeSocket, reopened, startServer, until } from './desks'
import { groundOf, level } from './structures'

const MiB = 1024 * 1024
const notes = 'probe/one/notes'
const text = (bytes: number): string => randomBytes((bytes * 3) / 4).toString('base64')

/** The document of the département's shared room. */
async function documentOf(workspace: Workspace) {
  const { loaded, release } = await groundOf(workspace).documents.hold('dep-50')
  return { doc: loaded.room.doc, release }
}

for (const sockets of [true, false])
  test(`[S28] what was pasted at once, longer than the server takes an update, goes in parts, ${sockets ? 'off its socket' : 'by exchange'}`, async () => {
    await using server = await startServer()
    const a = await joined(newDesk(`paste-a-${sockets}`, { sockets }), server)
    await until(() => level(a), 'level', 20_000)
    const { doc, release } = await documentOf(a)
    const pasted = text(18 * MiB)
    doc.getXmlFragment(notes).push([new Y.XmlText(pasted)])
    doc.getMap('after').set('then', 'this')
    await until(() => !level(a), 'something is to send')
    await until(() => level(a), 'all of it is sent', 60_000)
    const b = await joined(newDesk(`paste-b-${sockets}`, { sockets }), server)
    const there = await documentOf(b)
    await until(() => there.doc.getMap('after').get('then') === 'this', 'what came after it arrived', 60_000)
    expect(there.doc.getXmlFragment(notes).toString() === pasted).toBe(true)
    for (const done of [release, there.release]) done()
    await Promise.all([a.close(), b.close()])
  }, 180_000)

test('[S28] a room of many megabytes that the server lacks whole is given to it in parts', async () => {
  await using server = await startServer()
  const a = await joined(newDesk('whole-a', { sockets: false }), server)
  await until(() => level(a), 'level', 20_000)
  await server.stop()
  const { doc, release } = await documentOf(a)
  for (let at = 0; at < 40; at++) doc.getMap('probe').set(`some ${at}`, text(MiB / 2))
  await groundOf(a).log.write({ rooms: [{ room: 'dep-50', position: null }] })
  await server.restart()
  await until(() => level(a), 'all of it is sent', 60_000)
  const b = await joined(newDesk('whole-b', { sockets: false }), server)
  const there = await documentOf(b)
  await until(() => there.doc.getMap('probe').size === 40, 'all of it arrived', 60_000)
  for (const done of [release, there.release]) done()
  await Promise.all([a.close(), b.close()])
}, 180_000)

test('[S28] a single value that the server does not take is told, and its room still receives', async () => {
  await using server = await startServer()
  const sent: number[] = []
  const counting: typeof fetch = (url, init) => {
    if (init?.body instanceof Uint8Array) sent.push(init.body.length)
    return fetch(url, init)
  }
  const a = await joined(newDesk('value-a', { sockets: false, fetch: counting }), server)
  const b = await joined(newDesk('value-b', { sockets: false }), server)
  await until(() => level(a) && level(b), 'level', 20_000)
  const [mine, theirs] = [await documentOf(a), await documentOf(b)]
  mine.doc.getMap('probe').set('too long', text(17 * MiB))
  await until(() => a.sync.get().is === 'refused', 'told', 60_000)
  expect(a.sync.get()).toMatchObject({ cause: 'too-big', unsent: 1 })
  theirs.doc.getMap('probe').set('from the colleague', true)
  await until(() => mine.doc.getMap('probe').get('from the colleague') === true, 'it still receives', 30_000)
  expect(Math.max(...sent)).toBeLessThan(MiB) // what will be refused is not sent time and again
  for (const done of [mine.release, theirs.release]) done()
  await Promise.all([a.close(), b.close()])
}, 180_000)

test('[S24] a room that is refused holds up neither the sockets of the others nor the attachments', async () => {
  await using server = await startServer()
  const opened = new Set<string>()
  const desk = newDesk('held-a', {
    openRaw(url, ...more) {
      opened.add(url.split('/').at(-1) ?? '')
      return openNodeSocket(url, ...more)
    },
  })
  const before = await joined(desk, server)
  await until(() => level(before), 'level', 20_000)
  desk.plug(false)
  const { doc, release } = await documentOf(before)
  doc.getMap('probe').set('too long', text(17 * MiB))
  release()
  await before.close()
  opened.clear()
  desk.plug(true)
  const a = await reopened(desk)
  await until(() => a.sync.get().is === 'refused', 'told', 60_000)
  await until(() => opened.has('dep-50-private'), 'another room is on its socket', 30_000)
  expect(opened.has('dep-50')).toBe(false)
  const hash = await a.putFile(new TextEncoder().encode('une charte signée'))
  const b = await joined(newDesk('held-b', { sockets: false }), server)
  let seen: Uint8Array | undefined
  await until(
    () => {
      void b.getFile(hash).then((bytes) => (seen ??= bytes))
      return seen !== undefined
    },
    'the colleague has the attachment',
    45_000,
  )
  expect(a.sync.get()).toMatchObject({ is: 'refused', cause: 'too-big' })
  await Promise.all([a.close(), b.close()])
}, 180_000)
