import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { groupBy } from './group'

/** The root map of every room whose keys are the ids of erased records. */
const erasedRoot = 'erased'
/** The root array that tells what was done; an entry's author stays, an opaque id that nothing resolves any more. */
const journalRoot = 'journal'
/** Roots that hold nothing of a record. */
const keptRoots: ReadonlySet<string> = new Set([erasedRoot, 'migrations'])

/** What an id is made of, and how long and how often divided one may be: what is more is a text, and no id. */
const idShape = { grammar: /^[A-Za-z0-9._~-]{1,256}$/, parts: 16 }
/** What is random in an id, the others being derived from it; a word such as « Caf » is no id of a record. */
const ulid = /(?:^|[._~-])[0-7][0-9A-HJKMNP-TV-Z]{25}(?:[._~-]|$)/

/** Some clocks of one client. */
interface Range {
  readonly client: number
  readonly clock: number
  readonly len: number
}

/**
 * Deletes from a document what a late row has brought back of the records that its `erased` map names: cells by the
 * segments of their keys, texts by their names, values that hold the id or one derived from it, and the journal entries
 * that tell of nothing else. An entry that also tells of other records stays whole, and with it what it says of the
 * erased one: a part of a value cannot be deleted, and the server writes nothing. To write the rest of it again is for a
 * replica. It knows no kind and no field. Nothing is written but deletions, so that no clock moves; a document that collects its
 * garbage then holds the opaque ids alone.
 */
export function removeErased(doc: Y.Doc): void {
  // What is no id names nothing: the empty one would name every cell that has no member, a word what people typed.
  const ids = new Set([...doc.getMap(erasedRoot).keys()].filter(isId))
  if (ids.size === 0) return
  const ranges = erasedRanges(doc, ids)
  if (ranges.length > 0) Y.applyUpdate(doc, deletionOf(ranges))
}

const isId = (key: string): boolean => idShape.grammar.test(key) && ulid.test(key)

function erasedRanges(doc: Y.Doc, ids: ReadonlySet<string>): readonly Range[] {
  const roots = new Map<unknown, string>([...doc.share].map(([name, type]) => [type, name]))
  const ranges: Range[] = []
  for (const structs of doc.store.clients.values()) {
    for (const struct of structs) {
      if (!(struct instanceof Y.Item) || struct.deleted) continue
      const root = roots.get(struct.parent)
      if (root !== undefined && keptRoots.has(root)) continue
      const { client, clock } = struct.id
      if (isOfErased(struct, root, ids)) ranges.push({ client, clock, len: struct.length })
      else {
        valuesOf(struct).forEach((value, at) => {
          const isGone = root === journalRoot ? isEntryOf(value, ids) : holds(value, isErased(ids))
          if (isGone) ranges.push({ client, clock: clock + at, len: 1 })
        })
      }
    }
  }
  return ranges
}

/** Whether an item is a cell `id/field[/member]` of what was erased, or stands in a text `kind/id/field` of it. */
function isOfErased(item: Y.Item, root: string | undefined, ids: ReadonlySet<string>): boolean {
  if (root?.includes('/') === true && isErased(ids)(root.split('/')[1] ?? '')) return true
  if (root === undefined || item.parentSub === null) return false
  const [id = '', , member = ''] = item.parentSub.split('/')
  return isErased(ids)(id) || isErased(ids)(member)
}

/** The values that an item holds, one a clock. */
function valuesOf({ content }: Y.Item): readonly unknown[] {
  if (content instanceof Y.ContentEmbed) return [content.embed]
  return content instanceof Y.ContentAny || content instanceof Y.ContentJSON ? content.arr : []
}

/** Whether a journal entry tells of what was erased and of nothing else; what has no cells, by anything in it. */
function isEntryOf(entry: unknown, ids: ReadonlySet<string>): boolean {
  if (typeof entry !== 'object' || entry === null) return holds(entry, isErasedSegment(ids))
  const cells: unknown = 'cells' in entry ? entry.cells : undefined
  if (Array.isArray(cells) && cells.length > 0)
    return cells.every((cell) => holds(cell, isErasedSegment(ids)))
  return holds({ ...entry, author: null }, isErasedSegment(ids))
}

/** Whether a value, or anything in it, is named by a text that answers. */
function holds(value: unknown, isNamed: (text: string) => boolean): boolean {
  if (typeof value === 'string') return isNamed(value)
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([key, inner]) => isNamed(key) || holds(inner, isNamed))
}

/** Whether a text is an erased id, or one derived from it: `2026.activity.<id>.03`. */
const isErased =
  (ids: ReadonlySet<string>) =>
  (text: string): boolean => {
    if (ids.has(text)) return true
    const parts = idShape.grammar.test(text) ? text.split('.') : []
    if (parts.length < 2 || parts.length > idShape.parts) return false
    return parts.some((_, from) =>
      parts.some((_, to) => to >= from && ids.has(parts.slice(from, to + 1).join('.'))),
    )
  }

/** The same of any segment of a key, such as the journal names cells and records by: `kind/id/field`. */
const isErasedSegment =
  (ids: ReadonlySet<string>) =>
  (text: string): boolean =>
    text.split('/').some(isErased(ids))

/** An update V1 without a struct, that deletes these clocks. */
function deletionOf(ranges: readonly Range[]): Uint8Array {
  const byClient = groupBy(ranges, ({ client }) => client)
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 0)
    encoding.writeVarUint(encoder, byClient.size)
    for (const [client, own] of byClient) {
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, own.length)
      for (const { clock, len } of own) {
        encoding.writeVarUint(encoder, clock)
        encoding.writeVarUint(encoder, len)
      }
    }
  })
}
