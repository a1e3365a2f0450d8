import type * as Y from 'yjs'
import { plainText, plainTextBefore } from '../../core/document/text'
import { keptCopies } from './copiesKept'
import type { MetaRow, WorkspaceDatabase } from './database'
import { openJson, sealJson, type Seal } from './seal'

/** The words of a rich text as they stood on this computer at a moment. */
export interface TextCopy {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly text: string
}

/**
 * Dated copies of the rich texts that were typed in on this computer, sealed on its disk: no journal tells of a text, and
 * two people who write apart may each remove what the other builds on. How long each is kept, `keptCopies` says.
 */
export interface TextCopies {
  /** The copies of a text, newest first. */
  of(name: string): Promise<readonly TextCopy[]>
  /**
   * Watches a text that is open. Its words are copied when it is left, if they were typed in here; while it is typed in,
   * at most once every `PAUSE`; and before every change, whoever makes it, that takes a line's worth or a quarter of them
   * away at once.
   */
  watch(doc: Y.Doc, name: string): { close(): Promise<void> }
}

const PREFIX = 'copy/'

/** Between two copies of a text that is being typed in, as long as little of it goes at once. */
const PAUSE = 5 * 60_000

/** Characters that are much to go at once, however long the text. */
const LINE = 80

/** Characters that are not: a word typed again is no loss. */
const WORD = 10

/** Opens the copies of a workspace. `name` of a text is that of its fragment: a kind, an id and a field. */
export function openTextCopies(db: WorkspaceDatabase, seal: Seal): TextCopies {
  let turn: Promise<unknown> = Promise.resolve()
  const rowsOf = (name: string): Promise<MetaRow[]> =>
    db.meta.where('key').startsWith(`${PREFIX}${name}/`).sortBy('key')

  const read = async ({ key, value }: MetaRow): Promise<readonly TextCopy[]> => {
    if (!(value instanceof Uint8Array)) return []
    try {
      return [(await openJson(seal, key, value)) as TextCopy] // written by `keep` alone
    } catch {
      return [] // its key may come back with a backup
    }
  }
  const keep = async (name: string, text: string, now: number): Promise<void> => {
    const rows = await rowsOf(name)
    const [newest] = rows.slice(-1)
    if (newest && (await read(newest))[0]?.text === text) return
    // A clock that was set back, or two copies in one moment, write over nothing.
    const at = Math.max(now, newest ? timeOf(newest) + 1 : 0)
    // Fixed width: keys in order are copies in order.
    const key = `${PREFIX}${name}/${String(at).padStart(15, '0')}`
    const value = await sealJson(seal, key, { at, text })
    await db.meta.put({ key, value })
    // What is sealed is as long as what it holds: no copy is read to be weighed.
    const weighed = [...rows, { key, value }].map((row) => ({
      at: timeOf(row),
      size: sizeOf(row),
      key: row.key,
    }))
    const kept = new Set(keptCopies(weighed, now))
    await db.meta.bulkDelete(weighed.filter((copy) => !kept.has(copy)).map((copy) => copy.key))
  }

  return {
    async of(name) {
      await turn
      const copies = await Promise.all((await rowsOf(name)).map(read))
      return copies.flat().reverse()
    },
    watch(doc, name) {
      const fragment = doc.getXmlFragment(name)
      let isTyped = false
      let last = Number.NEGATIVE_INFINITY
      const copy = (text: string): void => {
        const now = Date.now()
        last = now
        if (text === '') return
        // A disk that refuses says so of the edits themselves; a copy is no reason to hold anything up.
        turn = turn.then(() => keep(name, text, now)).catch(() => undefined)
      }
      const onChange = (_events: unknown, transaction: Y.Transaction): void => {
        const isDue = (isTyped || transaction.local) && Math.abs(Date.now() - last) >= PAUSE
        if (isDue || takesMuch(doc, name, transaction)) {
          copy(plainTextBefore(doc, name, transaction))
          isTyped = transaction.local
        } else isTyped ||= transaction.local
      }
      fragment.observeDeep(onChange)
      return {
        async close() {
          fragment.unobserveDeep(onChange)
          if (isTyped) copy(plainText(doc, name))
          await turn
        },
      }
    },
  }
}

const timeOf = ({ key }: MetaRow): number => Number(key.slice(key.lastIndexOf('/') + 1))

const sizeOf = ({ value }: MetaRow): number => (value instanceof Uint8Array ? value.byteLength : 0)

/**
 * Whether a transaction takes away so much that the words before it are worth a copy: what lies between the beginning and
 * the end that they share with those after it. Moving words counts as taking them; cutting a paragraph in two takes none.
 */
function takesMuch(doc: Y.Doc, name: string, transaction: Y.Transaction): boolean {
  if (transaction.deleteSet.clients.size === 0) return false
  const before = plainTextBefore(doc, name, transaction)
  const after = plainText(doc, name)
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start += 1
  let end = 0
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1
  return before.length - start - end >= Math.max(WORD, Math.min(LINE, before.length / 4))
}
