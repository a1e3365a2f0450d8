import './support' // first: it brings the databases
import { expect, test } from 'vitest'
import { exchangeStatus, readAsks, writeReplies } from '../../../src/core/sync/exchangeBody'
import { createExchange } from '../../../src/renderer/data/exchange'
import { openOutbox } from '../../../src/renderer/data/outbox'
import { createPace } from '../../../src/renderer/data/pace'
import { PATIENCE_MS, serverCalls } from '../../../src/renderer/data/server'
import { add, groundOf } from './structures'
import { manche, openWorkspaces, surroundings } from './support'

test('a room that is never done, however often it is asked about, is not called level', async () => {
  const { workspace } = await manche(openWorkspaces(surroundings()))
  await add(workspace, 'Envoyée')
  const ground = groundOf(workspace)
  let asked = 0
  /** A server that takes everything, and has always more to come. */
  const answer: typeof fetch = (_input, init) => {
    asked++
    const asks = readAsks(init?.body as Uint8Array) // what the calls send; a short one is not packed
    const replies = (asks.ok ? asks.value : []).map(({ updates }) => ({
      status: exchangeStatus.ok,
      epoch: 'e',
      incarnation: 'i',
      position: asked,
      durable: updates.length,
      vector: null,
      snapshot: null,
      diff: null,
      rows: [],
      more: true,
    }))
    return Promise.resolve(new Response(writeReplies(replies) as Uint8Array<ArrayBuffer>)) // never shared memory
  }
  const outbox = await openOutbox(ground, () => true)
  const calls = serverCalls({ url: 'https://server.example', token: 't', device: 'd' }, answer)
  const pace = createPace(PATIENCE_MS.transfer, () => performance.now())
  const exchange = createExchange(ground, outbox, calls, 'coordinator', pace, () => Promise.resolve())
  expect(await exchange.run(['dep-50-2020'])).toMatchObject({ is: 'failed', failure: { is: 'busy' } })
  expect(asked).toBe(200)
  outbox.close()
  await workspace.close()
})
