import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { exchangeStatus, readReplies, writeAsks } from '../../src/core/sync/exchangeBody'
import { helloFrame, step1Frame, updateFrame } from '../../src/core/sync/frames'
import { checkUpdate } from '../../sync-server/checks'
import { type Vector, createReader, mergeAll } from '../../sync-server/updates'
import { createRandom } from '../support/random'
import { type Struct, after, craft, gc, root } from './craft'
import { type Desk, Line, type TestServer, edit, enrolDesk, startServer, until } from './desk'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const readV1 = createReader()

describe('[S11] what an update says of clocks that are held is cut off', () => {
  const taken = (update: Uint8Array, held: Vector): Uint8Array => {
    const checked = checkUpdate(readV1, update, held)
    if (!checked.ok) throw new Error(checked.error)
    return checked.value.update
  }

  test('what starts at what is held is stored as it came', () => {
    const update = craft([{ client: 1, clock: 3, structs: [root('ab')] }], [[1, 0, 4]])
    expect(taken(update, new Map([[1, 3]]))).toBe(update)
  })

  test('a struct that begins below and ends above is cut, and builds on what is held', () => {
    const update = craft([{ client: 1, clock: 1, structs: [root('abcd'), gc(2)] }])
    const [first, second] = readV1(taken(update, new Map([[1, 3]]))).structs
    expect([first?.id.clock, first?.length, second?.id.clock]).toEqual([3, 2, 5])
    expect(first instanceof Y.Item && first.origin).toEqual(Y.createID(1, 2))
  })

  test('of an update that repeats all of it the deleted ranges are left', () => {
    const read = readV1(
      taken(craft([{ client: 1, clock: 0, structs: [gc(3)] }], [[1, 0, 3]]), new Map([[1, 3]])),
    )
    expect(read.structs).toEqual([])
    expect(read.deletes.get(1)).toMatchObject([{ clock: 0, len: 3 }])
  })

  test('what hides behind a hole, or comes twice, is still refused', () => {
    const held: Vector = new Map([[1, 3]])
    const twice = craft([
      { client: 1, clock: 0, structs: [gc(5)] },
      { client: 1, clock: 2, structs: [root('abcdef')] },
    ])
    expect(checkUpdate(readV1, twice, held).ok).toBe(false)
    const unknown = craft([{ client: 1, clock: 0, structs: [gc(3), after(2, 0)] }])
    expect(checkUpdate(readV1, unknown, held)).toEqual({ ok: false, error: 'unknown-origin' })
  })

  for (let seed = 1; seed <= 20; seed++)
    test(`whoever comes later reads what those read who were there, whatever is forged (seed ${seed})`, () => {
      const random = createRandom(seed)
      const docs = [1, 2, 3, 4].map((client) => {
        const doc = new Y.Doc()
        doc.clientID = client
        return doc
      })
      const honest: Uint8Array[] = []
      for (const doc of docs) doc.on('update', (update: Uint8Array) => honest.push(update))
      const held: Vector = new Map()
      const live = new Y.Doc()
      const log: Uint8Array[] = []
      const offer = (update: Uint8Array): void => {
        const checked = checkUpdate(readV1, update, held)
        if (!checked.ok) return
        for (const [client, clock] of checked.value.advances) held.set(client, clock)
        log.push(checked.value.update)
        Y.applyUpdate(live, checked.value.update)
        expect([live.store.pendingStructs, live.store.pendingDs]).toEqual([null, null])
      }
      for (let step = 0; step < 80; step++) {
        const doc = random.pick(docs)
        const text = doc.getText('t')
        if (random.chance(0.2) && text.length > 3) text.delete(random.int(text.length - 2), 2)
        else if (random.chance(0.3)) doc.getMap('essai').set(`k${random.int(5)}`, step)
        else text.insert(random.int(text.length + 1), `${step}`)
        if (random.chance(0.3)) Y.applyUpdate(doc, Y.encodeStateAsUpdate(random.pick(docs)))
        // Some of it several times over, and the whole of a replica now and then.
        for (const update of honest.splice(0)) offer(update)
        if (random.chance(0.1)) offer(Y.encodeStateAsUpdate(random.pick(docs)))
        const [client, clock] = random.pick([...held])
        const from = random.int(clock)
        const [last]: Struct[] = random.chance(0.5)
          ? [gc(clock - from)]
          : [root('z'.repeat(clock - from), 'faux')]
        if (last === undefined) continue
        offer(
          craft([
            { client, clock: from, structs: [last] },
            { client: 1000 + step, clock: 0, structs: [root('zz', 'faux')] },
          ]),
        )
      }
      const late = new Y.Doc()
      Y.applyUpdate(late, mergeAll(log))
      const read = (doc: Y.Doc): unknown => [
        doc.getText('t').toString(),
        doc.getText('faux').toString(),
        doc.getMap('essai').toJSON(),
        Y.decodeStateVector(Y.encodeStateVector(doc)),
      ]
      expect(read(late)).toEqual(read(live))
      expect(live.getText('t').length).toBeGreaterThan(20)
    })
})

describe('over a socket', () => {
  let server: TestServer
  let desk: Desk
  let other: Desk
  let year = 2000
  let room = ''
  const lines: Line[] = []

  beforeAll(async () => {
    server = await startServer()
  })

  beforeEach(async () => {
    room = `dep-50-${year++}`
    desk = await enrolDesk(server.url, server.data, 'coordinator', ['50'])
    other = await enrolDesk(server.url, server.data, 'coordinator', ['50'])
  })

  afterEach(() => {
    for (const line of lines.splice(0)) line.close()
  })

  afterAll(() => server.close())

  async function open(by: Desk, doc = new Y.Doc()): Promise<Line> {
    const line = await Line.open(by, room, 'y-websocket')
    lines.push(line)
    line.send(step1Frame(Y.encodeStateVector(doc)))
    Y.applyUpdate(doc, (await line.next('step2')).update)
    return line
  }

  test('[S11] nobody can say something else of what a colleague was told is saved', async () => {
    const author = await open(desk)
    const there = await open(desk)
    const written = new Y.Doc()
    const heard = new Y.Doc()
    const hear = (): void => {
      for (const frame of there.frames.splice(0))
        if (frame.is === 'update') Y.applyUpdate(heard, frame.update)
    }
    for (let i = 0; i < 10; i++) author.send(updateFrame(edit(written, `k${i}`, `v${i}`)))
    await until(() => (hear(), heard.getMap('essai').size === 10), 'what she writes is heard')
    const forger = await open(other)
    forger.send(
      updateFrame(
        craft([
          { client: written.clientID, clock: 0, structs: [gc(10)] },
          { client: 9, clock: 0, structs: [root('x', 'faux')] },
        ]),
      ),
    )
    await until(() => (hear(), heard.getText('faux').length === 1), 'what is new of it is heard')
    const late = new Y.Doc()
    await open(other, late)
    expect(late.getMap('essai').toJSON()).toEqual(written.getMap('essai').toJSON())
    expect(heard.getMap('essai').toJSON()).toEqual(written.getMap('essai').toJSON())
  })

  describe('[S12] under the id of an author who is here', () => {
    async function greet(client: number, clock = 0, by = desk): Promise<Line> {
      const line = await Line.open(by, room)
      lines.push(line)
      line.send(helloFrame(JSON.stringify({ version: 1, client, session: 'run-1', clock })))
      await line.next('hello')
      line.send(step1Frame(Uint8Array.of(0)))
      await line.next('at')
      return line
    }

    test('nobody else writes: what she is told is saved stands there', async () => {
      const author = await greet(42)
      const forger = await open(other)
      const written = new Y.Doc()
      written.clientID = 42
      const update = edit(written, 'a', 'important')
      forger.send(updateFrame(craft([{ client: 42, clock: 0, structs: [gc(5)] }])))
      await forger.next('step1')
      await forger.next('step1')
      author.send(updateFrame(update))
      expect((await author.next('saved')).count).toBe(1)
      const late = new Y.Doc()
      await open(other, late)
      expect(late.getMap('essai').toJSON()).toEqual({ a: 'important' })
    })

    test('nor by an exchange', async () => {
      await greet(42)
      const forged = craft([{ client: 42, clock: 0, structs: [gc(5)] }])
      const ask = { room, epoch: null, incarnation: null, position: null, vector: null, updates: [forged] }
      const send = async (by: Desk): Promise<unknown> => {
        const response = await fetch(`${server.url}/v1/exchange`, {
          method: 'POST',
          headers: { authorization: `Bearer ${by.token}` },
          body: new Uint8Array(writeAsks([ask])),
        })
        const replies = readReplies(new Uint8Array(await response.arrayBuffer()))
        return replies.ok && replies.value[0]?.status
      }
      expect(await send(other)).toBe(exchangeStatus.refused)
      expect(await send(desk)).toBe(exchangeStatus.ok)
    })

    test('her own structs come back by others when the server has lost them, and when she has gone', async () => {
      const written = new Y.Doc()
      written.clientID = 42
      const saved = edit(written, 'a', 1)
      const unsent = edit(written, 'b', 2)
      const author = await greet(42, 1)
      const relay = await greet(7, 0, other)
      relay.send(updateFrame(saved))
      expect((await relay.next('saved')).count).toBe(1)
      author.close()
      await until(async () => {
        const again = await greet(7, 0, other)
        again.send(updateFrame(unsent))
        await until(
          () => again.closed !== undefined || again.frames.some((frame) => frame.is === 'saved'),
          'told',
        )
        return again.closed === undefined
      }, 'what she had not sent is taken from a file')
    })
  })
})
