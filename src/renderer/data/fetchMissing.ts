import { exchangeStatus, readReplies, writeAsks, type ExchangeAsk } from '../../core/sync/exchangeBody'
import { updatesOf } from './exchangeAnswer'
import type { ServerCalls } from './server'

/** Requests after which a server that has always more to come is given up. */
const MOST = 200

/** Asks for what the server has of one room beyond a vector, over as many requests as it takes; undefined when it cannot be had. */
export async function fetchMissing(
  calls: ServerCalls,
  room: string,
  vector: Uint8Array,
): Promise<readonly Uint8Array[] | undefined> {
  const all: Uint8Array[] = []
  let ask: ExchangeAsk = { room, epoch: null, incarnation: null, position: null, vector, updates: [] }
  for (let request = 0; request < MOST; request++) {
    const answer = await calls.exchange(writeAsks([ask]))
    const replies = answer.ok ? readReplies(answer.value) : answer
    const reply = replies.ok ? replies.value[0] : undefined
    const updates = reply?.status === exchangeStatus.ok ? await updatesOf(reply) : undefined
    if (!reply || !updates) return undefined
    all.push(...updates)
    if (!reply.more) return all
    const { epoch, incarnation, position } = ask
    ask = {
      ...ask,
      epoch: reply.epoch ?? epoch,
      incarnation: reply.incarnation ?? incarnation,
      position: reply.position ?? position,
    }
  }
  return undefined
}
