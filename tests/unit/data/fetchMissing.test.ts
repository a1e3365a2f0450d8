import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { exchangeStatus, readAsks, writeReplies } from '../../../src/core/sync/exchangeBody'
import { fetchMissing } from '../../../src/renderer/data/fetchMissing'
import { serverCalls } from '../../../src/renderer/data/server'

test('what is more than one answer holds is asked for until all of it is there', async () => {
  const updates: Uint8Array[] = []
  const doc = new Y.Doc()
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (let cell = 0; cell < 3; cell++) doc.getMap('structure').set(`s/${cell}`, cell)
  /** A server that answers with one row at a time, to whoever says how far they are. */
  const answer: typeof fetch = (_input, init) => {
    const asks = readAsks(init?.body as Uint8Array) // what the calls send; a short one is not packed
    const replies = (asks.ok ? asks.value : []).map(({ position, epoch, incarnation }) => {
      const at = epoch === 'e' && incarnation === 'i' ? (position ?? 0) : 0
      const rows = updates.slice(at, at + 1)
      const facts = {
        epoch: 'e',
        incarnation: 'i',
        position: at + 1,
        durable: 0,
        more: at + 1 < updates.length,
      }
      return { status: exchangeStatus.ok, ...facts, vector: null, snapshot: null, diff: null, rows }
    })
    return Promise.resolve(new Response(writeReplies(replies) as Uint8Array<ArrayBuffer>)) // never shared memory
  }
  const calls = serverCalls({ url: 'https://server.example', token: 't', device: 'd' }, answer)
  expect(await fetchMissing(calls, 'dep-50', Y.encodeStateVector(new Y.Doc()))).toEqual(updates)
})
