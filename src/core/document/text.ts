import * as Y from 'yjs'
import { itemName } from './items'

/** Name of the root fragment that holds a rich text: never nested, so that two sides may create it apart. */
export const textName = (kind: string, id: string, field: string): string => `${kind}/${id}/${field}`

/** Adds plain paragraphs, one a line, at the end of a rich text, in the shape that the editor writes. */
export function appendParagraphs(fragment: Y.XmlFragment, text: string): void {
  const paragraphs = text.split('\n').flatMap((line) => {
    if (line.trim() === '') return []
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText(line.trim())])
    return [paragraph]
  })
  fragment.push(paragraphs)
}

/** The words of a rich text, one line a block; empty where there is none, without creating it. */
export function plainText(doc: Y.Doc, name: string): string {
  return linesOf(doc.share.get(name), ({ deleted }) => !deleted).join('\n')
}

/** The words of a rich text as they stood before a transaction; to be asked while its observers are called, not later. */
export function plainTextBefore(doc: Y.Doc, name: string, { beforeState, deleteSet }: Y.Transaction): string {
  const stood = ({ id, deleted }: Y.Item): boolean =>
    id.clock < (beforeState.get(id.client) ?? 0) && (!deleted || Y.isDeleted(deleteSet, id))
  return linesOf(doc.share.get(name), stood).join('\n')
}

/** The lines of a text or of one of its blocks, of the items that `stands` lets through. */
function linesOf(node: Started | undefined, stands: (item: Y.Item) => boolean): string[] {
  const lines: string[] = []
  const walk = (block: Started): void => {
    let line = ''
    for (const { content } of standing(block, stands)) {
      if (!(content instanceof Y.ContentType)) continue
      if (content.type instanceof Y.XmlText) {
        for (const { content: part } of standing(content.type, stands))
          if (part instanceof Y.ContentString) line += part.str
      } else walk(content.type)
    }
    if (line.trim() !== '') lines.push(line.trim())
  }
  if (node) walk(node)
  return lines
}

/** What holds items: a text, a block, or a text that no part of the program has asked for yet. */
interface Started {
  readonly _start: Y.Item | null
}

function* standing({ _start }: Started, stands: (item: Y.Item) => boolean): Generator<Y.Item> {
  for (let item = _start; item; item = item.right) if (stands(item)) yield item
}

/** What one client typed in a text. */
export interface Typed {
  /** The last of the items that hold it, as `client.clock`. */
  readonly item: string
  readonly words: string
}

/** For each client the clock of its last item in a text, what was deleted since included. Reads, never creates. */
export function clocksOf(doc: Y.Doc, name: string): Map<number, number> {
  const clocks = new Map<number, number>()
  for (const { id, length } of itemsOf(doc.share.get(name)))
    clocks.set(id.client, Math.max(clocks.get(id.client) ?? -1, id.clock + length - 1))
  return clocks
}

/**
 * The words of a text that are beyond what somebody knew of it: `known` gives the last clock of each client, as
 * `clocksOf` does. One for each client that typed some, by item; words in the order they stand, those of another
 * paragraph behind a space. What only formats, or was deleted since, is not told.
 */
export function typedBeyond(doc: Y.Doc, name: string, known: ReadonlyMap<number, number>): Typed[] {
  const typed = new Map<number, { clock: number; words: string; parent: unknown }>()
  for (const { id, content, deleted, parent } of itemsOf(doc.share.get(name))) {
    if (deleted || !(content instanceof Y.ContentString)) continue
    const words = content.str.slice(Math.max(0, (known.get(id.client) ?? -1) + 1 - id.clock))
    if (words === '') continue
    const before = typed.get(id.client)
    typed.set(id.client, {
      clock: Math.max(before?.clock ?? 0, id.clock + content.str.length - 1),
      words: before ? `${before.words}${before.parent === parent ? '' : ' '}${words}` : words,
      parent,
    })
  }
  return [...typed]
    .filter(([, { words }]) => words.trim() !== '')
    .map(([client, { clock, words }]) => ({ item: itemName(client, clock), words: words.trim() }))
    .sort((a, b) => (a.item < b.item ? -1 : 1))
}

/** The items of a text in their order, those inside of its blocks with them. */
function* itemsOf(text: Started | undefined): Generator<Y.Item> {
  for (let item = text?._start ?? null; item; item = item.right) {
    yield item
    if (item.content instanceof Y.ContentType) yield* itemsOf(item.content.type)
  }
}
