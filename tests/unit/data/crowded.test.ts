import './support'
import { expect, test } from 'vitest'
import { exchangeStatus, readAsks, writeReplies } from '../../../src/core/sync/exchangeBody'
import { joined, newDesk, startServer, until } from './desks'
import { groundOf, level } from './structures'

const none = { epoch: null, incarnation: null, position: null, vector: null, snapshot: null, diff: null }

test('[S31] what a crowded room does not take waits here, is told, and goes when it is taken', async () => {
  await using server = await startServer()
  let crowded = false
  const a = await joined(
    newDesk('crowded-a', {
      sockets: false,
      fetch: async (url, init) => {
        const to = url instanceof Request ? url.url : String(url)
        if (!crowded || !to.endsWith('/v1/exchange')) return fetch(url, init)
        const asks = readAsks(new Uint8Array(init?.body as ArrayBuffer)) // what the calls send
        if (!asks.ok || asks.value.every(({ updates }) => updates.length === 0)) return fetch(url, init)
        const replies = asks.value.map(({ updates }) => ({
          ...none,
          durable: 0,
          rows: [],
          more: false,
          status: updates.length > 0 ? exchangeStatus.crowded : exchangeStatus.busy,
        }))
        return new Response(new Uint8Array(writeReplies(replies)))
      },
    }),
    server,
  )
  const b = await joined(newDesk('crowded-b', { sockets: false }), server)
  await until(() => level(a) && level(b), 'level', 20_000)
  const hold = async (workspace: typeof a) => groundOf(workspace).documents.hold('dep-50')
  const [mine, theirs] = [await hold(a), await hold(b)]
  const probe = (of: typeof mine) => of.loaded.room.doc.getMap('probe')
  crowded = true
  probe(mine).set('mine', true)
  await until(() => a.sync.get().is === 'refused', 'told', 30_000)
  expect(a.sync.get()).toMatchObject({ cause: 'crowded', unsent: 1 })
  probe(theirs).set('theirs', true)
  await until(() => probe(mine).get('theirs') === true, 'it still receives', 30_000)
  crowded = false
  await until(() => probe(theirs).get('mine') === true, 'it is taken at last', 30_000)
  await until(() => level(a), 'level again', 30_000)
  for (const { release } of [mine, theirs]) release()
  await Promise.all([a.close(), b.close()])
}, 120_000)
