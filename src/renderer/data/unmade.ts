import { referencesIn } from '../../core/commands/references'
import { CREATED, type CellChange, splitKey } from '../../core/document/cells'
import type { Room } from '../../core/document/room'
import { roomsOf } from '../../core/document/rooms'
import { plainText, textName } from '../../core/document/text'
import type { AnyRecordDef } from '../../core/schema/record'
import type { Documents } from './documents'
import { holdAll } from './holdAll'
import type { OwnCommits } from './ownCommits'

/**
 * Records that an inverse would unmake although somebody counts on them since, as `kind/id`: without its name a record
 * stands nowhere. That is what was written in them by any commit that is not of this computer's own list, be it the
 * same person's on another one; any rich text, whoever typed it, as no journal tells of texts and no undo brings one
 * back; and a living record that names them and stays. It may be in a room that the commit did not write.
 */
export async function countedOn(
  documents: Documents,
  own: OwnCommits,
  defOf: (kind: string) => AnyRecordDef | undefined,
  changes: readonly CellChange[],
  space: string,
): Promise<ReadonlySet<string>> {
  const unmade = new Set<string>()
  const rooms = new Set<string>()
  for (const { kind, id, field, value } of changes) {
    const def = defOf(kind)
    if (value !== null || !def || (field !== CREATED && !def.fields[field]?.required)) continue
    unmade.add(`${kind}/${id}`)
    for (const room of roomsOf(def, id, space)) rooms.add(room)
  }
  if (unmade.size === 0) return unmade
  const { rooms: held, release } = await holdAll(documents, rooms)
  try {
    const theirs = held.flatMap((room) =>
      room.entries().filter(({ commit }) => own.get(commit) === undefined),
    )
    const touched = new Set(theirs.flatMap(({ cells }) => cells.map(([key]) => recordOfCell(key))))
    const written = [...unmade].filter((record) => touched.has(record) || hasText(held, record, defOf))
    return withNamed(documents, changes, unmade, new Set(written))
  } finally {
    release()
  }
}

/** And those that a record which stays names: one that is spared stays too. */
function withNamed(
  documents: Documents,
  changes: readonly CellChange[],
  unmade: ReadonlySet<string>,
  spared: Set<string>,
): ReadonlySet<string> {
  const cleared = new Set(changes.map(({ kind, id, field }) => `${kind}/${id}/${field}`))
  const citing = referencesIn(documents.latest())
  const stays = ({ kind, id, field }: { kind: string; id: string; field: string }): boolean =>
    spared.has(`${kind}/${id}`) || !(unmade.has(`${kind}/${id}`) || cleared.has(`${kind}/${id}/${field}`))
  for (let before = -1; before < spared.size;) {
    before = spared.size
    for (const record of unmade) if (citing.get(record)?.some(stays) === true) spared.add(record)
  }
  return spared
}

/** Whether something stands in a rich text of a record, `kind/id`. */
function hasText(
  rooms: readonly Room[],
  record: string,
  defOf: (kind: string) => AnyRecordDef | undefined,
): boolean {
  const [kind = '', id = ''] = record.split('/')
  const texts = Object.entries(defOf(kind)?.fields ?? {}).filter(([, field]) => field.kind === 'richText')
  return texts.some(([field]) => rooms.some(({ doc }) => plainText(doc, textName(kind, id, field)) !== ''))
}

/** `kind/id` of a cell in a journal. */
function recordOfCell(key: string): string {
  const [kind = '', ...rest] = key.split('/')
  return `${kind}/${splitKey(rest.join('/'))?.id ?? ''}`
}
