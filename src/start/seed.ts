import * as Y from 'yjs'
import { CREATED, type CellChange } from '../core/document/cells'
import { createStampClock } from '../core/document/clock'
import { commit, roomsToWrite } from '../core/document/commit'
import { newId } from '../core/document/ids'
import { openRoom, type Room } from '../core/document/room'
import { roomOf } from '../core/document/rooms'
import { appendParagraphs, textName } from '../core/document/text'
import { changesFor } from '../core/document/values'
import { recordOf } from '../core/records'
import { author as authorDef } from '../core/records/author'
import type { AnyRecordDef, AnyValues } from '../core/schema/record'

/** A record to write, as the sample gives it. */
export interface SeedRecord {
  readonly kind: string
  readonly id: string
  readonly values: AnyValues
}

/** Most records in one journal entry. */
const RECORDS_AT_ONCE = 500

/**
 * Writes records through the ordinary commit into fresh documents, and returns each room as one V1 update.
 * `random` fills the bytes it is given; `now` is in milliseconds since 1970.
 */
export function seedRooms(
  records: readonly SeedRecord[],
  space: string,
  author: string,
  random: (bytes: Uint8Array) => void,
  now: number,
): Map<string, Uint8Array> {
  const rooms = new Map<string, Room>()
  const roomFor = (name: string): Room => {
    const room = rooms.get(name) ?? openRoom(name, new Y.Doc())
    rooms.set(name, room)
    return room
  }
  const clock = createStampClock(() => now)
  const commitId = newId(random, now)
  for (let from = 0; from < records.length; from += RECORDS_AT_ONCE) {
    const batch = records.slice(from, from + RECORDS_AT_ONCE)
    const changes = batch.flatMap(({ kind, id, values }): CellChange[] => [
      { kind, id, field: CREATED, value: true },
      ...changesFor(defOf(kind), id, {}, values),
    ])
    for (const name of roomsToWrite(changes, space, defOf)) roomFor(name)
    const meta = { commit: commitId, space, author, by: 'sample', defOf }
    commit(rooms, changes, { ...meta, stamp: () => clock.next(), entryId: () => newId(random, now) })
    for (const record of batch) writeTexts(record, space, roomFor)
  }
  return new Map([...rooms].map(([name, room]) => [name, Y.encodeStateAsUpdate(room.doc)]))
}

/** Rich texts are fragments, not cells: the sample's paragraphs go where the editor will look for them. */
function writeTexts({ kind, id, values }: SeedRecord, space: string, roomFor: (name: string) => Room): void {
  const def = defOf(kind)
  for (const [name, field] of Object.entries(def.fields)) {
    const text = values[name]
    if (field.kind !== 'richText' || typeof text !== 'string') continue
    const { doc } = roomFor(roomOf(def, field.scope, id, space))
    doc.transact(() => appendParagraphs(doc.getXmlFragment(textName(kind, id, name)), text))
  }
}

function defOf(kind: string): AnyRecordDef {
  const def = kind === authorDef.name ? authorDef : recordOf(kind)
  if (!def) throw new Error(`unknown kind: ${kind}`)
  return def
}
