import './support'
import { expect, test } from 'vitest'
import { exchangeStatus, readAsks, writeReplies } from '../../../src/core/sync/exchangeBody'
import { joined, newDesk, startServer, until } from './desks'
import { level } from './structures'

test('a server that has no time for a room is not taken for one that is level', async () => {
  await using server = await startServer()
  let busy = false
  const a = await joined(
    newDesk('busy', {
      sockets: false,
      fetch: async (url, init) => {
        const to = url instanceof Request ? url.url : String(url)
        if (!busy || !to.endsWith('/v1/exchange')) return fetch(url, init)
        const asks = readAsks(new Uint8Array(init?.body as ArrayBuffer)) // what the calls send
        const none = {
          epoch: null,
          incarnation: null,
          position: null,
          vector: null,
          snapshot: null,
          diff: null,
        }
        const reply = { ...none, durable: 0, rows: [], more: false, status: exchangeStatus.busy }
        return new Response(new Uint8Array(writeReplies(asks.ok ? asks.value.map(() => reply) : [])))
      },
    }),
    server,
  )
  await until(() => level(a), 'level')
  busy = true
  await until(() => a.sync.get().is === 'offline', 'the silence is told')
  expect(a.sync.get()).toMatchObject({ is: 'offline', cause: 'server-down' })
  busy = false
  await until(() => level(a), 'level again', 30_000)
  await a.close()
}, 60_000)

for (const [status, cause] of [
  [426, 'app-too-old'],
  [413, 'too-big'],
  [403, 'access'],
] as const)
  test(`[T78] a call refused with ${status} says what is the matter`, async () => {
    await using server = await startServer()
    let refuse = false
    const a = await joined(
      newDesk(`refused-${status}`, {
        sockets: false,
        fetch: (url, init) => (refuse ? Promise.resolve(new Response('{}', { status })) : fetch(url, init)),
      }),
      server,
    )
    await until(() => level(a), 'level')
    refuse = true
    await until(() => a.sync.get().is === 'refused', 'refused')
    expect(a.sync.get()).toMatchObject({ cause })
    await a.close()
  }, 60_000)
