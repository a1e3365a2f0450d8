import './support'
import { randomBytes } from 'node:crypto'
import Dexie, { type WhereClause } from 'dexie'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { readAsks } from '../../../src/core/sync/exchangeBody'
import { closeCode, messageType, syncType } from '../../../src/core/sync/protocol'
import type { Ground } from '../../../src/renderer/data/ground'
import type { OpenRaw } from '../../../src/renderer/data/liveSocket'
import { newClientId } from '../../../src/renderer/data/newClientId'
import { joined, newDesk, openNodeSocket, startServer, until } from './desks'
import { narrow, refusable, tapped } from './oddLines'
import { add, groundOf, level, names } from './structures'

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Makes each write of the disk take this long. */
function slowDisk({ db }: Ground, ms: number): void {
  const atOnce = db.transaction.bind(db) as (...args: unknown[]) => unknown // one of its many overloads
  const late = (mode: string, ...rest: unknown[]): unknown =>
    mode === 'rw' ? pause(ms).then(() => atOnce(mode, ...rest)) : atOnce(mode, ...rest)
  Object.assign(db, { transaction: late })
}

/** Makes one reading of what the server has not acknowledged of a room fail, as a database that the browser closes does. */
function failsToRead({ db }: Ground, room: string): { isDone: boolean } {
  const fault = { isDone: false }
  const where = db.updates.where.bind(db.updates) as (index: unknown) => WhereClause // one of its overloads
  Object.assign(db.updates, {
    where(index: unknown) {
      const clause = where(index)
      if (index !== '[room+acked]' || fault.isDone) return clause
      const equals = clause.equals.bind(clause)
      return Object.assign(clause, {
        equals(key: [string, number]) {
          if (key[0] !== room || fault.isDone) return equals(key)
          fault.isDone = true
          throw new Dexie.DatabaseClosedError('backing store')
        },
      })
    },
  })
  return fault
}

test('[T22] what arrives behind the hello is kept while the hello is settled, after an acknowledgement was lost', async () => {
  await using server = await startServer()
  const tap = tapped()
  const desk = newDesk('behind-a', { openRaw: tap.openRaw })
  const a = await joined(desk, server)
  const b = await joined(newDesk('behind-b'), server)
  await add(a, 'Premier')
  await until(() => level(a) && tap.open >= 4 && names(b).length === 1, 'level', 20_000)
  tap.drops = (frame) => frame[0] === messageType.saved
  await add(a, 'De A')
  await until(() => names(b).length === 2, 'the colleague has what was not acknowledged', 20_000)
  const before = groundOf(a).log.room('dep-50').ackedClock
  desk.plug(false)
  tap.drops = () => false
  await add(b, 'Pendant')
  await until(() => level(b), 'sent meanwhile')
  slowDisk(groundOf(a), 60)
  desk.plug(true)
  await until(() => groundOf(a).log.room('dep-50').ackedClock > before && level(a), 'met again', 20_000)
  await add(b, 'Ensuite')
  await until(() => names(a).includes('Ensuite'), 'live again', 20_000)
  expect(names(a)).toEqual(['De A', 'Ensuite', 'Pendant', 'Premier'])
  await Promise.all([a.close(), b.close()])
}, 90_000)

test('[T22] a keystroke made while the whole difference is prepared is sent, and not taken for sent', async () => {
  await using server = await startServer()
  const tap = tapped()
  const exchanges = refusable()
  const desk = newDesk('difference-a', { openRaw: tap.openRaw, fetch: exchanges.fetch })
  const a = await joined(desk, server)
  await add(a, 'Premier')
  await until(() => level(a) && tap.open >= 4, 'level', 20_000)
  const ground = groundOf(a)
  const { loaded, release } = await ground.documents.hold('dep-50')
  const probe = loaded.room.doc.getMap('probe')
  slowDisk(ground, 60)
  let typed = 0
  tap.sees = (url, frame) => {
    if (typed > 0 || !url.endsWith('/dep-50')) return
    if (frame[0] !== messageType.sync || frame[1] !== syncType.step1) return
    typed = 1
    probe.set('first', true)
    setTimeout(() => {
      probe.set('second', true)
      typed = 2
    }, 20)
  }
  desk.plug(false)
  exchanges.pass = false
  await ground.log.write({ rooms: [{ room: 'dep-50', position: null }] })
  desk.plug(true)
  await until(() => typed === 2, 'step 2 was asked for', 20_000)
  exchanges.pass = true
  await until(() => level(a), 'level', 20_000)
  const b = await joined(newDesk('difference-b'), server)
  await until(() => names(b).length === 1, 'the colleague is there', 20_000)
  const there = await groundOf(b).documents.hold('dep-50')
  await until(() => there.loaded.room.doc.getMap('probe').get('second') === true, 'the keystroke too')
  for (const done of [release, there.release]) done()
  await Promise.all([a.close(), b.close()])
}, 90_000)

test('a room whose database fails to read once goes on sending', async () => {
  await using server = await startServer()
  const tap = tapped()
  const a = await joined(newDesk('unread-a', { openRaw: tap.openRaw }), server)
  const b = await joined(newDesk('unread-b'), server)
  await add(a, 'Avant')
  await until(() => level(a) && tap.open >= 4 && names(b).length === 1, 'level', 20_000)
  const fault = failsToRead(groundOf(a), 'dep-50')
  await add(a, 'Après')
  await until(() => fault.isDone, 'failed to read')
  await add(a, 'Encore')
  await until(() => names(b).length === 3 && level(a), 'the colleague has them', 20_000)
  await Promise.all([a.close(), b.close()])
}, 60_000)

test('a room whose database fails to read while the whole difference is prepared goes on sending', async () => {
  await using server = await startServer()
  const tap = tapped()
  const exchanges = refusable()
  const desk = newDesk('unread-difference-a', { openRaw: tap.openRaw, fetch: exchanges.fetch })
  const a = await joined(desk, server)
  await add(a, 'Avant')
  await until(() => level(a) && tap.open >= 4, 'level', 20_000)
  let fault = { isDone: false }
  tap.sees = (url, frame) => {
    if (!url.endsWith('/dep-50') || frame[0] !== messageType.sync || frame[1] !== syncType.step1) return
    tap.sees = () => undefined
    fault = failsToRead(groundOf(a), 'dep-50')
  }
  desk.plug(false)
  exchanges.pass = false
  await add(a, 'Après')
  await groundOf(a).log.write({ rooms: [{ room: 'dep-50', position: null }] })
  desk.plug(true)
  await until(() => fault.isDone, 'failed to read', 20_000)
  await add(a, 'Encore')
  const b = await joined(newDesk('unread-difference-b'), server)
  await until(() => names(b).length === 3, 'the colleague has them', 20_000)
  await Promise.all([a.close(), b.close()])
}, 60_000)

test('much typed at once over a slow line is sent to its end, with an update too long for a frame among it', async () => {
  await using server = await startServer()
  const line = narrow(400)
  const a = await joined(newDesk('slow-a', { openRaw: line.openRaw }), server)
  await add(a, 'Premier')
  await until(() => level(a) && line.live > 0, 'level, and on its socket', 20_000)
  const { loaded, release } = await groundOf(a).documents.hold('dep-50')
  const probe = loaded.room.doc.getMap('probe')
  for (let at = 0; at < 8; at++) probe.set(`some ${at}`, randomBytes(100_000).toString('base64'))
  await groundOf(a).log.settled()
  await until(() => level(a), 'a megabyte went', 30_000)
  expect(line.updates).toBeGreaterThan(1) // by the socket, in parts
  probe.set('long', randomBytes(2_000_000).toString('base64'))
  await groundOf(a).log.settled()
  await until(() => !level(a), 'something is to send')
  await until(() => level(a), 'what no frame holds went by exchange', 30_000)
  const b = await joined(newDesk('slow-b'), server)
  const there = await groundOf(b).documents.hold('dep-50')
  await until(() => there.loaded.room.doc.getMap('probe').size === 9, 'all of it arrived', 30_000)
  for (const done of [release, there.release]) done()
  await Promise.all([a.close(), b.close()])
}, 120_000)

test('[T31] an attachment that does not open is put aside, and the exchange goes on', async () => {
  await using server = await startServer()
  const a = await joined(newDesk('rotten-a', { sockets: false }), server)
  const b = await joined(newDesk('rotten-b', { sockets: false }), server)
  await until(() => level(a), 'level')
  const hash = '0'.repeat(64)
  await groundOf(a).db.blobs.put({ hash, room: 'dep-50-private', sent: 0, sealed: new Uint8Array(60) })
  await until(() => a.damaged.get().length === 1, 'told')
  await add(b, 'Après')
  await until(() => names(a).length === 1, 'the exchange goes on', 20_000)
  expect(await groundOf(a).db.blobs.get(hash)).toBeUndefined()
  expect(await a.getFile(hash)).toBeUndefined()
  await Promise.all([a.close(), b.close()])
}, 60_000)

test('an update that waits for another is not taken for sent with the whole document', async () => {
  await using server = await startServer()
  let asked = 0
  const counting: typeof fetch = (...args) => (asked++, fetch(...args))
  const a = await joined(newDesk('aside', { sockets: false, fetch: counting }), server)
  await until(() => level(a), 'level')
  const other = new Y.Doc()
  const updates: Uint8Array[] = []
  other.on('update', (update: Uint8Array) => updates.push(update))
  for (const key of ['one', 'two']) other.getMap('probe').set(key, true)
  const [one, two] = updates
  if (!one || !two) throw new Error('no updates')
  const { documents } = groundOf(a)
  const held = await documents.hold('dep-50')
  const byFile = { room: 'dep-50', acked: false, origin: 'file', facts: () => ({ position: null }) }
  await documents.receive({ ...byFile, updates: [two] })
  await until(() => held.loaded.inbox.waiting().length === 1, 'set aside')
  const before = asked
  await until(() => asked >= before + 4, 'some rounds')
  expect(a.sync.get()).toMatchObject({ unsent: 1 })
  await documents.receive({ ...byFile, updates: [one] })
  await until(() => level(a), 'both sent', 20_000)
  held.release()
  await a.close()
}, 60_000)

test('an id that is renewed while a request is under way does not take over the clock of the one before', async () => {
  await using server = await startServer()
  let arrived = false
  let [isHeld, letGo] = [false, (): void => undefined]
  const held = new Promise<void>((resolve) => (letGo = resolve))
  const answered: typeof fetch = async (url, init) => {
    const answer = await fetch(url, init)
    if (!isHeld || !String(url).endsWith('/v1/exchange')) return answer
    const asks = readAsks(init?.body as Uint8Array) // what the calls send; a short one is not packed
    if (!asks.ok || asks.value.every(({ updates }) => updates.length === 0)) return answer
    arrived = true
    await held
    return answer
  }
  const a = await joined(newDesk('renewed', { sockets: false, fetch: answered }), server)
  await until(() => level(a), 'level')
  isHeld = true
  await add(a, 'Une')
  await until(() => arrived, 'sent, and not answered yet')
  const { documents, log } = groundOf(a)
  const { loaded, release } = await documents.hold('dep-50')
  const { doc } = loaded.room
  doc.clientID = newClientId() // as a disk that went back in time, or a bad row, has it renewed
  await log.write({ rooms: [{ room: 'dep-50', clientId: doc.clientID, ackedClock: 0 }] })
  letGo()
  await until(() => level(a), 'level again', 20_000)
  expect(log.room('dep-50').ackedClock).toBe(Y.getState(doc.store, doc.clientID))
  release()
  await a.close()
}, 60_000)

test('a room whose line was refused gets another one once an exchange was not', async () => {
  await using server = await startServer()
  let lines = 0
  const openRaw: OpenRaw = (url, protocols, events) => {
    if (!url.endsWith('/dep-50') || lines++ > 0) return openNodeSocket(url, protocols, events)
    queueMicrotask(() => events.close({ code: closeCode.access, reason: '' }))
    return { send: () => undefined, close: () => undefined }
  }
  const a = await joined(newDesk('refused-once', { openRaw }), server)
  await until(() => a.sync.get().is === 'refused', 'told')
  await until(() => lines === 2 && level(a), 'tried again', 40_000)
  await a.close()
}, 60_000)
