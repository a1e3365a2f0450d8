import type { UpdateRow } from './database'
import type { Ground } from './openWorkspace'
import { updatePlace, type StoredUpdate } from './updateLog'
import { hold } from './watched'
import type { Watched } from './workspace'

/** What the server has not acknowledged, by room. The log is the outbox: nothing is copied. */
export interface Outbox {
  /** How many updates wait, over all rooms. */
  readonly unsent: Watched<number>
  /** Rooms with something to send. */
  rooms(): readonly string[]
  /** The unacknowledged updates of a room, in order; at most about `bytes` of them. */
  take(room: string, bytes: number): Promise<readonly StoredUpdate[]>
  /** Marks updates as acknowledged, with the facts of the room that came with it, in one transaction. */
  acknowledge(room: string, seqs: readonly number[], facts: AckFacts): Promise<void>
  /** All acknowledgements of a room are void: everything it holds is offered again. */
  voidAll(room: string): Promise<void>
  close(): void
}

/** What an acknowledgement says of its room. */
export interface AckFacts {
  readonly epoch?: string
  readonly incarnation?: string
  readonly position?: number
  readonly ackedClock?: number
}

/** Opens the outbox of a workspace on its log. */
export async function openOutbox({ db, seal, log, documents }: Ground): Promise<Outbox> {
  const waiting = new Map<string, Set<number>>()
  const unsent = hold(0)
  const count = (): void => unsent.set([...waiting.values()].reduce((sum, seqs) => sum + seqs.size, 0))
  const add = (room: string, seq: number): void => {
    waiting.set(room, (waiting.get(room) ?? new Set()).add(seq))
  }
  await db.updates
    .where('acked')
    .equals(0)
    .each((row) => add(row.room, row.seq))
  count()
  const stop = documents.onStored((rows) => {
    for (const row of rows) add(row.room, row.seq)
    count()
  })
  return {
    unsent,
    rooms: () => [...waiting].filter(([, seqs]) => seqs.size > 0).map(([room]) => room),
    async take(room, bytes) {
      const taken: StoredUpdate[] = []
      let size = 0
      await db.ready()
      const rows = await db.updates.where('[room+acked]').equals([room, 0]).sortBy('seq')
      for (const row of rows) {
        if (taken.length > 0 && size + row.sealed.length > bytes) break
        size += row.sealed.length
        taken.push({ seq: row.seq, room, own: row.own === 1, acked: false, update: await open(row) })
      }
      return taken
    },
    async acknowledge(room, seqs, facts) {
      await log.write({
        rooms: [{ room, ...facts }],
        ...(seqs.length === 0
          ? {}
          : {
              also: (tables) =>
                tables.updates
                  .where('seq')
                  .anyOf([...seqs])
                  .modify({ acked: 1 }),
            }),
        stored() {
          for (const seq of seqs) waiting.get(room)?.delete(seq)
          count()
        },
      })
    },
    async voidAll(room) {
      await log.write({
        rooms: [{ room, position: null, ackedClock: 0 }],
        also: (tables) => tables.updates.where('[room+acked]').equals([room, 1]).modify({ acked: 0 }),
      })
    },
    close: stop,
  }

  function open(row: UpdateRow): Promise<Uint8Array> {
    return seal.open(updatePlace(row.room, row.seq), row.sealed)
  }
}
