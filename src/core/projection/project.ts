import { DELETED, MERGED, REVIEW, splitKey } from '../document/cells'
import type { Room, RoomChange } from '../document/room'
import { NATIONAL, roomsOf, speaksFor } from '../document/rooms'
import { plainText, textName } from '../document/text'
import { valuesOf } from '../document/values'
import { filingYear } from '../schema/filingYear'
import type { AnyRecordDef, FieldValue } from '../schema/record'
import type { RowPart } from './rows'

/** Cells that tell what was done with a record, and are no part of its being. */
const silent: ReadonlySet<string> = new Set([DELETED, MERGED, REVIEW])

/** Finds the definition of a kind; undefined for one that this version does not know. */
export type DefOf = (kind: string) => AnyRecordDef | undefined

/** Every part of a room, from scratch, ordered by kind and id. Kinds that this version does not know stay unread. */
export function projectRoom(room: Room, defOf: DefOf): RowPart[] {
  const records = new Set<string>()
  for (const kind of room.kinds()) for (const id of room.ids(kind)) records.add(`${kind}/${id}`)
  for (const name of room.doc.share.keys()) {
    const [kind, id, field] = name.split('/')
    if (kind && id && field) records.add(`${kind}/${id}`)
  }
  return partsOf(room, [...records].sort(), defOf)
}

/** The parts that a transaction touched. */
export function projectChange(room: Room, change: RoomChange, defOf: DefOf): RowPart[] {
  const records = new Set<string>()
  for (const [kind, keys] of change.keys)
    for (const key of keys) {
      const cell = splitKey(key)
      if (cell) records.add(`${kind}/${cell.id}`)
    }
  for (const name of change.texts) {
    const [kind, id, field] = name.split('/')
    if (kind && id && field) records.add(`${kind}/${id}`)
  }
  return partsOf(room, [...records].sort(), defOf)
}

function partsOf(room: Room, records: readonly string[], defOf: DefOf): RowPart[] {
  return records.flatMap((record) => {
    const [kind = '', id = ''] = record.split('/')
    const def = defOf(kind)
    const part = def && projectRecord(room, def, id)
    return part ? [part] : []
  })
}

/** What a room says of one record; undefined when its id does not belong to this room. */
function projectRecord(room: Room, def: AnyRecordDef, id: string): RowPart | undefined {
  const home = homeOf(room, def, id)
  if (home === undefined) return undefined
  const cells = room.cells(def.name, id)
  const values: { [field: string]: FieldValue | null } = valuesOf(def, cells, (field) =>
    speaksFor(room.name, def, field.scope),
  )
  for (const [name, field] of Object.entries(def.fields)) {
    if (field.kind !== 'richText' || !speaksFor(room.name, def, field.scope)) continue
    const text = plainText(room.doc, textName(def.name, id, name))
    if (text !== '') values[name] = text
  }
  const written = cells.some((c) => c.value !== null && !silent.has(c.field))
  return {
    room: room.name,
    space: room.place.space,
    kind: def.name,
    id,
    home,
    present: written || Object.keys(values).length > 0,
    deleted: home && cells.some((c) => c.field === DELETED && c.value === true),
    values,
  }
}

function homeOf(room: Room, def: AnyRecordDef, id: string): boolean | undefined {
  const { space } = room.place
  // Whoever wrote it there: an id without its year belongs to no room of a year.
  const isFiled = def.partition === 'yearly' && def.owner === 'department' && space !== NATIONAL
  if (isFiled && filingYear(id) === undefined) return undefined
  const [home, ...others] = roomsOf(def, id, space)
  return home === room.name ? true : others.includes(room.name) ? false : undefined
}
