import * as Y from 'yjs'

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
