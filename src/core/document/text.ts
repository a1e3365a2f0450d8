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
  if (!doc.share.has(name)) return ''
  const lines: string[] = []
  const walk = (node: Y.XmlFragment): void => {
    let line = ''
    for (const child of node.toArray()) {
      if (child instanceof Y.XmlText) {
        const parts = child.toDelta() as { readonly insert?: unknown }[] // Yjs types a delta as any
        for (const part of parts) if (typeof part.insert === 'string') line += part.insert
      } else if (child instanceof Y.XmlFragment) walk(child)
    }
    if (line.trim() !== '') lines.push(line.trim())
  }
  walk(doc.getXmlFragment(name))
  return lines.join('\n')
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
function* itemsOf(text: { readonly _start: Y.Item | null } | undefined): Generator<Y.Item> {
  for (let item = text?._start ?? null; item; item = item.right) {
    yield item
    if (item.content instanceof Y.ContentType) yield* itemsOf(item.content.type)
  }
}
