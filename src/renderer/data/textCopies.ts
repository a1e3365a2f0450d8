import type * as Y from 'yjs'
import { plainText } from '../../core/document/text'
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
 * two people who write apart may each remove what the other builds on.
 */
export interface TextCopies {
  /** The copies of a text, newest first. */
  of(name: string): Promise<readonly TextCopy[]>
  /** Watches a text that is open: its words are copied when they are left, and before somebody else's writes change them. */
  watch(doc: Y.Doc, name: string): { close(): Promise<void> }
}

const PREFIX = 'copy/'

/** How many copies of a text are kept; the oldest go first. */
const MOST = 20

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
  const keep = async (name: string, text: string): Promise<void> => {
    const rows = await rowsOf(name)
    const [newest] = rows.slice(-1)
    if (newest && (await read(newest))[0]?.text === text) return
    // A clock that was set back, or two copies in one moment, write over nothing.
    const at = Math.max(Date.now(), Number(newest?.key.split('/').at(-1) ?? 0) + 1)
    // Fixed width: keys in order are copies in order.
    const key = `${PREFIX}${name}/${String(at).padStart(15, '0')}`
    await db.meta.put({ key, value: await sealJson(seal, key, { at, text }) })
    await db.meta.bulkDelete(rows.slice(0, Math.max(0, rows.length + 1 - MOST)).map((row) => row.key))
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
      const copy = (): void => {
        if (!isTyped) return
        isTyped = false
        const text = plainText(doc, name)
        if (text === '') return
        // A disk that refuses says so of the edits themselves; a copy is no reason to hold anything up.
        turn = turn.then(() => keep(name, text)).catch(() => undefined)
      }
      const onChange = (_events: unknown, transaction: Y.Transaction): void => {
        isTyped ||= transaction.local
      }
      const beforeOthers = (transaction: Y.Transaction): void => {
        if (!transaction.local) copy()
      }
      fragment.observeDeep(onChange)
      doc.on('beforeTransaction', beforeOthers)
      return {
        async close() {
          fragment.unobserveDeep(onChange)
          doc.off('beforeTransaction', beforeOthers)
          copy()
          await turn
        },
      }
    },
  }
}
