import { referencesIn } from '../../core/commands/references'
import { CREATED, DELETED, type CellChange, splitKey } from '../../core/document/cells'
import type { Room } from '../../core/document/room'
import { roomsOf } from '../../core/document/rooms'
import { plainText, textName } from '../../core/document/text'
import type { AnyRecordDef } from '../../core/schema/record'
import type { Documents } from './documents'
import type { OwnCommit, OwnCommits } from './ownCommits'

/** What keeps an undo from unmaking what somebody counts on. */
export interface Sparing {
  /** Records that stay as they are, as `kind/id`. */
  readonly spared: ReadonlySet<string>
  /** Without the changes of records in which somebody wrote since that was looked at; these are added to the spared. */
  still(batch: readonly CellChange[]): readonly CellChange[]
}

/**
 * Records that an inverse would unmake, or put in the trash, although somebody counts on them since. Without its name a
 * record stands nowhere: it stays for whatever was written in it by any commit that is not of this computer's own list,
 * be it the same person's on another one; for any rich text, whoever typed it, as no journal tells of texts and no undo
 * brings one back; and for a living record that names it and stays. One that only goes to the trash stays for what was
 * written in it since the commit that is undone. It may be in a room that the commit did not write, of which `held` has
 * all. A « même fiche » is carried out again whole or not at all: what it moved would lack what it leaves.
 */
export function sparingOf(
  documents: Pick<Documents, 'latest'>,
  own: Pick<OwnCommits, 'get'>,
  defOf: (kind: string) => AnyRecordDef | undefined,
  held: readonly Room[],
  target: Pick<OwnCommit, 'commit' | 'stamp'>,
  changes: readonly CellChange[],
): Sparing {
  const unmade = unmadeBy(changes, defOf)
  const trashed = trashedBy(changes)
  const looked = new Map<Room, number>()
  /** Records in which somebody else wrote since the last look, and the latest stamp of it. */
  const touched = (): ReadonlyMap<string, string> => {
    const records = new Map<string, string>()
    for (const room of held) {
      const entries = room.entries()
      for (const { commit, undoes, stamp, cells } of entries.slice(looked.get(room) ?? 0))
        // What this very undo has written by now is not in the list yet.
        if (own.get(commit) === undefined && undoes !== target.commit)
          for (const [key] of cells) {
            const record = recordOfCell(key)
            if (stamp >= (records.get(record) ?? '')) records.set(record, stamp)
          }
      looked.set(room, entries.length)
    }
    return records
  }
  const before = touched()
  const written = [...unmade].filter((record) => before.has(record) || hasText(held, record, defOf))
  const spared = withNamed(documents, changes, unmade, new Set(written))
  for (const record of trashed) if ((before.get(record) ?? '') >= target.stamp) spared.add(record)
  const spareMerge = (): void => {
    if (changes.some((change) => isMerging(change) && spared.has(recordOf(change))))
      for (const change of changes) spared.add(recordOf(change))
  }
  spareMerge()
  return {
    spared,
    still(batch) {
      for (const record of touched().keys()) if (unmade.has(record) || trashed.has(record)) spared.add(record)
      spareMerge()
      return batch.filter((change) => !spared.has(recordOf(change)))
    },
  }
}

const recordOf = ({ kind, id }: CellChange): string => `${kind}/${id}`

const isMerging = ({ field, value }: CellChange): boolean => field === 'mergedInto' && value !== null

/** Records that these changes put in the trash, as `kind/id`. */
const trashedBy = (changes: readonly CellChange[]): ReadonlySet<string> =>
  new Set(changes.filter(({ field, value }) => field === DELETED && value === true).map(recordOf))

/** Records that lose their being or their name by these changes, as `kind/id`. */
function unmadeBy(
  changes: readonly CellChange[],
  defOf: (kind: string) => AnyRecordDef | undefined,
): ReadonlySet<string> {
  const loses = ({ kind, field, value }: CellChange): boolean =>
    value === null && (field === CREATED || defOf(kind)?.fields[field]?.required === true)
  return new Set(changes.filter(loses).map(recordOf))
}

/** The rooms of all that these changes unmake or put in the trash. */
export function roomsOfUnmade(
  changes: readonly CellChange[],
  space: string,
  defOf: (kind: string) => AnyRecordDef | undefined,
): ReadonlySet<string> {
  const rooms = new Set<string>()
  for (const record of new Set([...unmadeBy(changes, defOf), ...trashedBy(changes)])) {
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
