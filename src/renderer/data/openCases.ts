import { casesOfRecord, isOpen, recordsInQuestion, type OverruledCase } from '../../core/document/overruled'
import { author } from '../../core/records/author'
import type { Room, RoomChange } from '../../core/document/room'
import type { RowStore } from '../../core/projection/rows'
import { hold } from './watched'
import type { Watched } from './workspace'

/** What a change made of the cases of one room, to be shown with its rows. */
export interface CaseChange {
  readonly room: string
  /** Cases by record, `kind/id`; all others stay. Absent: `all` replaces the room's. */
  readonly byRecord?: ReadonlyMap<string, readonly OverruledCase[]>
  readonly all?: readonly OverruledCase[]
}

/** « À vérifier » of a workspace, kept beside the rows. */
export interface OpenCases {
  readonly watched: Watched<readonly OverruledCase[]>
  ofRoom(room: string): readonly OverruledCase[]
  put(changes: readonly CaseChange[]): void
  close(): void
}

/** Derives the cases that a transaction may have changed, as they are now: those of its records alone, of any number. */
export function casesAfter(room: Room, change: RoomChange): CaseChange | undefined {
  const records = recordsInQuestion(room, change)
  if (records.size === 0) return undefined
  const byRecord = new Map<string, readonly OverruledCase[]>()
  for (const record of records) {
    const [kind = '', id = ''] = record.split('/')
    byRecord.set(record, casesOfRecord(room, kind, id))
  }
  return { room: room.name, byRecord }
}

/** Starts from the cached cases. What is open depends on the rows too: a trashed record asks no question of its fields. */
export function createOpenCases(
  rows: RowStore,
  cached: ReadonlyMap<string, readonly OverruledCase[]>,
): OpenCases {
  const byRoom = new Map<string, Map<string, readonly OverruledCase[]>>()
  const watched = hold<readonly OverruledCase[]>([])

  const replaceRoom = (room: string, cases: readonly OverruledCase[]): void => {
    const records = new Map<string, OverruledCase[]>()
    for (const item of cases) {
      const record = `${item.kind}/${item.record}`
      records.set(record, [...(records.get(record) ?? []), item])
    }
    byRoom.set(room, records)
  }

  const show = (): void => {
    const open = [...byRoom.values()]
      .flatMap((records) => [...records.values()].flat())
      // one's own name typed twice, on two computers, is no question for anybody
      .filter((item) => item.kind !== author.name)
      .filter((item) => isOpen(item, rows.get(item.kind, item.record)))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
    const shown = watched.get()
    if (open.length !== shown.length || open.some((item, at) => item !== shown[at])) watched.set(open)
  }

  for (const [room, cases] of cached) replaceRoom(room, cases)
  show()
  const stop = rows.subscribe('*', () => {
    if (byRoom.size > 0) show()
  })

  return {
    watched,
    ofRoom: (room) => [...(byRoom.get(room)?.values() ?? [])].flat(),
    put(changes) {
      for (const change of changes) {
        if (change.all) replaceRoom(change.room, change.all)
        const records = byRoom.get(change.room) ?? new Map<string, readonly OverruledCase[]>()
        byRoom.set(change.room, records)
        for (const [record, cases] of change.byRecord ?? [])
          if (cases.length > 0) records.set(record, cases)
          else records.delete(record)
      }
      show()
    },
    close: stop,
  }
}
