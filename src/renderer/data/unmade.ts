import { referencesIn } from '../../core/commands/references'
import { CREATED, type CellChange, splitKey } from '../../core/document/cells'
import type { Room } from '../../core/document/room'
import { roomsOf } from '../../core/document/rooms'
import { plainText, textName } from '../../core/document/text'
import type { AnyRecordDef } from '../../core/schema/record'
import type { Documents } from './documents'
import type { OwnCommits } from './ownCommits'

/** What keeps an undo from unmaking what somebody counts on. */
export interface Sparing {
  /** Records that stay as they are, as `kind/id`. */
  readonly spared: ReadonlySet<string>
  /** Without the changes of records in which somebody wrote since that was looked at; these are added to the spared. */
  still(batch: readonly CellChange[]): readonly CellChange[]
}

/**
 * Records that an inverse would unmake although somebody counts on them since: without its name a record stands nowhere.
 * That is what was written in them by any commit that is not of this computer's own list, be it the same person's on
 * another one; any rich text, whoever typed it, as no journal tells of texts and no undo brings one back; and a living
 * record that names them and stays. It may be in a room that the commit did not write, of which `held` has all.
 */
export function sparingOf(
  documents: Pick<Documents, 'latest'>,
  own: Pick<OwnCommits, 'get'>,
  defOf: (kind: string) => AnyRecordDef | undefined,
  held: readonly Room[],
  target: string,
  changes: readonly CellChange[],
): Sparing {
  const unmade = unmadeBy(changes, defOf)
  const looked = new Map<Room, number>()
  /** Records in which somebody else wrote since the last look. */
  const touched = (): ReadonlySet<string> => {
    const records = new Set<string>()
    for (const room of held) {
      const entries = room.entries()
      for (const { commit, undoes, cells } of entries.slice(looked.get(room) ?? 0))
        // What this very undo has written by now is not in the list yet.
        if (own.get(commit) === undefined && undoes !== target)
          for (const [key] of cells) records.add(recordOfCell(key))
      looked.set(room, entries.length)
    }
    return records
  }
  const before = touched()
  const written = [...unmade].filter((record) => before.has(record) || hasText(held, record, defOf))
  const spared = withNamed(documents, changes, unmade, new Set(written))
  return {
    spared,
    still(batch) {
      for (const record of touched()) if (unmade.has(record)) spared.add(record)
      return batch.filter(({ kind, id }) => !spared.has(`${kind}/${id}`))
    },
  }
}

/** Records that lose their being or their name by these changes, as `kind/id`. */
function unmadeBy(
  changes: readonly CellChange[],
  defOf: (kind: string) => AnyRecordDef | undefined,
): ReadonlySet<string> {
  const loses = ({ kind, field, value }: CellChange): boolean =>
    value === null && (field === CREATED || defOf(kind)?.fields[field]?.required === true)
  return new Set(changes.filter(loses).map(({ kind, id }) => `${kind}/${id}`))
}

/** The rooms of all that these changes unmake. */
export function roomsOfUnmade(
  changes: readonly CellChange[],
  space: string,
  defOf: (kind: string) => AnyRecordDef | undefined,
): ReadonlySet<string> {
  const rooms = new Set<string>()
  for (const record of unmadeBy(changes, defOf)) {
    const [kind = '', id = ''] = record.split('/')
    const def = defOf(kind)
    for (const room of def ? roomsOf(def, id, space) : []) rooms.add(room)
  }
  return rooms
}

/** And those that a record which stays names: one that is spared stays too. */
function withNamed(
  documents: Pick<Documents, 'latest'>,
  changes: readonly CellChange[],
  unmade: ReadonlySet<string>,
  spared: Set<string>,
): Set<string> {
  if (unmade.size === 0) return spared
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
