import './support'
import { afterEach, expect, test, vi } from 'vitest'
import {
  exchangeStatus,
  readAsks,
  readReplies,
  writeReplies,
  type ExchangeReply,
} from '../../../src/core/sync/exchangeBody'
import { gunzipSync } from 'node:zlib'
import { joined, newDesk, startServer, until } from './desks'
import { add, level, names } from './structures'

afterEach(() => vi.restoreAllMocks())

const addressOf = (input: RequestInfo | URL): string =>
  input instanceof Request ? input.url : input.toString()

/** The rooms that a request asks about, in order. */
function askedRooms(init: RequestInit | undefined): readonly string[] {
  const body = init?.body as Uint8Array // what the calls send
  const isPacked = new Headers(init?.headers).get('content-encoding') === 'gzip'
  const asks = readAsks(isPacked ? new Uint8Array(gunzipSync(body)) : body)
  return asks.ok ? asks.value.map(({ room }) => room) : []
}

/** A way to the server on which what it says of one room is changed, once it is told to. */
function changedWay(room: string, change: (reply: ExchangeReply) => ExchangeReply) {
  const on = { is: false }
  const way: typeof fetch = async (input, init) => {
    const answer = await fetch(input, init)
    if (!on.is || !addressOf(input).endsWith('/v1/exchange') || !answer.ok) return answer
    const rooms = askedRooms(init)
    const replies = readReplies(new Uint8Array(await answer.arrayBuffer()))
    const changed = (replies.ok ? replies.value : []).map((reply, at) =>
      rooms[at] === room ? change(reply) : reply,
    )
    return new Response(writeReplies(changed) as Uint8Array<ArrayBuffer>) // never shared memory
  }
  return { on, way }
}

test('a snapshot that does not inflate is said of its room, and stops no other', async () => {
  await using server = await startServer()
  const colleague = await joined(newDesk('inflate-b', { sockets: false }), server, 'coordinator', 'Nour')
  const { on, way } = changedWay('dep-50-private', (reply) => ({
    ...reply,
    snapshot: new Uint8Array([1, 2, 3, 250, 251]),
  }))
  const lea = await joined(newDesk('inflate-a', { sockets: false, fetch: way }), server)
  await until(() => level(lea) && level(colleague), 'level')
  on.is = true
  await until(() => lea.sync.get().is === 'refused', 'said')
  expect(lea.sync.get()).toMatchObject({ cause: 'unfit' })
  await add(colleague, 'De la collègue')
  await until(() => names(lea).includes('De la collègue'), 'the other rooms go on', 20_000)
  on.is = false
  await until(() => level(lea), 'level again', 20_000)
  await Promise.all([lea.close(), colleague.close()])
}, 90_000)

test('a room of which the server takes nothing, whatever is compared, is not said to be level', async () => {
  await using server = await startServer()
  const { on, way } = changedWay('dep-50', (reply) => ({
    ...reply,
    status: exchangeStatus.refused,
    durable: 0,
    vector: new Uint8Array([0]),
  }))
  const lea = await joined(newDesk('refused-twice', { sockets: false, fetch: way }), server)
  await until(() => level(lea), 'level')
  on.is = true
  await add(lea, 'Ne passe pas')
  await until(() => lea.sync.get().is === 'refused', 'said')
  expect(lea.sync.get()).toMatchObject({ cause: 'unfit' })
  await lea.close()
}, 60_000)

test('a 401 of something on the way is no word of the server, and sync goes on once it is gone', async () => {
  await using server = await startServer()
  let isPortal = false
  const way: typeof fetch = (input, init) =>
    isPortal ? Promise.resolve(new Response('<h1>Connexion</h1>', { status: 401 })) : fetch(input, init)
  const lea = await joined(newDesk('portal', { sockets: false, fetch: way }), server)
  await until(() => level(lea), 'level')
  isPortal = true
  await until(() => lea.sync.get().is !== 'synced', 'no longer level')
  expect(lea.sync.get()).toMatchObject({ is: 'offline', cause: 'server-down' })
  isPortal = false
  await until(() => level(lea), 'level again', 30_000)
  await lea.close()
}, 60_000)

test('the list of rooms is asked for again although the clock was set back', async () => {
  await using server = await startServer()
  let lists = 0
  const way: typeof fetch = (input, init) => {
    if (addressOf(input).endsWith('/v1/rooms')) lists++
    return fetch(input, init)
  }
  const lea = await joined(newDesk('set-back', { sockets: false, fetch: way }), server)
  await until(() => level(lea), 'level')
  const before = lists
  vi.spyOn(Date, 'now').mockImplementation(() => new Date().getTime() - 3600_000)
  const running = performance.now.bind(performance)
  vi.spyOn(performance, 'now').mockImplementation(() => running() + 200_000)
  await until(() => lists > before, 'asked again')
  await lea.close()
}, 60_000)
