import { exchangeStatus, readReplies, writeAsks } from '../core/sync/exchangeBody'

/** A device enrolled for seeding: it sends rooms as any coordinator's would. */
export interface SeedDevice {
  /** Sends one update of each room and returns once the server has them on disk. Throws when one was not taken. */
  send(rooms: ReadonlyMap<string, Uint8Array>): Promise<void>
  /** The rooms that hold something on the server. */
  written(): Promise<ReadonlySet<string>>
}

/** Trades an invitation for a device. */
export async function enrolDevice(url: string, code: string, device: string): Promise<SeedDevice> {
  const answer = await fetch(`${url}/v1/enrol`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, device }),
  })
  if (!answer.ok) throw new Error(`enrolment refused: ${answer.status} ${await answer.text()}`)
  const { token } = (await answer.json()) as { token: string } // the contract of /v1/enrol
  return {
    async send(rooms) {
      for (const [room, update] of rooms) await sendRoom(url, token, room, update)
    },
    async written() {
      const answer = await fetch(`${url}/v1/rooms`, { headers: { authorization: `Bearer ${token}` } })
      if (!answer.ok) throw new Error(`rooms not told: ${answer.status} ${await answer.text()}`)
      const rooms = (await answer.json()) as readonly { room: string; head: number }[] // the contract of /v1/rooms
      return new Set(rooms.flatMap(({ room, head }) => (head > 0 ? [room] : [])))
    },
  }
}

async function sendRoom(url: string, token: string, room: string, update: Uint8Array): Promise<void> {
  const ask = { room, epoch: null, incarnation: null, position: null, vector: null, updates: [update] }
  const answer = await fetch(`${url}/v1/exchange`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(writeAsks([ask])),
  })
  if (!answer.ok) throw new Error(`${room} not taken: ${answer.status} ${await answer.text()}`)
  const replies = readReplies(new Uint8Array(await answer.arrayBuffer()))
  const reply = replies.ok ? replies.value[0] : undefined
  if (!reply || reply.status !== exchangeStatus.ok || reply.durable !== 1)
    throw new Error(`${room} not stored: ${JSON.stringify(reply ?? replies)}`)
}
