/** What a scan of an XML text calls; names come without their namespace prefix. */
export interface XmlVisitor {
  open?(name: string, attribute: (name: string) => string | undefined): void
  close?(name: string): void
  text?(text: string): void
}

/**
 * Reads XML in one pass and keeps nothing: no tree, no external file, and a document type's entities are never
 * expanded, so that the size of a text bounds the work. Lenient: what is not well formed is passed over.
 */
export function scanXml(xml: string, visitor: XmlVisitor): void {
  let at = 0
  while (at < xml.length) {
    const tag = xml.indexOf('<', at)
    if (tag < 0) return
    if (tag > at) visitor.text?.(decodeXml(xml.slice(at, tag)))
    if (xml.startsWith('<!--', tag)) {
      at = after(xml, '-->', tag + 4)
    } else if (xml.startsWith('<![CDATA[', tag)) {
      at = after(xml, ']]>', tag + 9)
      visitor.text?.(xml.slice(tag + 9, at - 3))
    } else if (xml.startsWith('<!DOCTYPE', tag)) {
      const close = xml.indexOf('>', tag)
      const subset = xml.indexOf('[', tag)
      at = subset >= 0 && subset < close ? after(xml, ']>', subset) : after(xml, '>', tag)
    } else if (xml[tag + 1] === '?' || xml[tag + 1] === '!') {
      at = after(xml, '>', tag)
    } else {
      at = endOfTag(xml, tag)
      visit(xml.slice(tag + 1, at - 1), visitor)
    }
  }
}

function visit(tag: string, visitor: XmlVisitor): void {
  if (tag.startsWith('/')) {
    visitor.close?.(localName(tag.slice(1).trim()))
    return
  }
  const empty = tag.endsWith('/')
  const name = localName(/^[^\s/]+/.exec(tag)?.[0] ?? '')
  visitor.open?.(name, attributesOf(tag))
  if (empty) visitor.close?.(name)
}

/** Reads the attributes when the first is asked for, all in one pass: most tags are asked for none. */
function attributesOf(tag: string): (wanted: string) => string | undefined {
  let read: Map<string, string> | undefined
  return (wanted) => {
    if (!read) {
      read = new Map()
      for (const [, name = '', double, single] of tag.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
        read.set(localName(name), double ?? single ?? '')
    }
    const value = read.get(wanted)
    return value === undefined ? undefined : decodeXml(value)
  }
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

function after(xml: string, mark: string, from: number): number {
  const found = xml.indexOf(mark, from)
  return found < 0 ? xml.length + mark.length : found + mark.length
}

/** Past the `>` of a tag; one inside quotes does not count. */
function endOfTag(xml: string, tag: number): number {
  let close = xml.indexOf('>', tag)
  for (let quote = nextQuote(xml, tag, close); quote >= 0; quote = nextQuote(xml, quote + 1, close)) {
    const end = xml.indexOf(xml[quote] ?? '"', quote + 1)
    if (end < 0) return xml.length + 1
    quote = end
    if (close < end) close = xml.indexOf('>', end)
    if (close < 0) return xml.length + 1
  }
  return close < 0 ? xml.length + 1 : close + 1
}

function nextQuote(xml: string, from: number, before: number): number {
  for (let at = from; at < before; at++) if (xml[at] === '"' || xml[at] === "'") return at
  return -1
}

const named: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decodeXml(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{2,4}));/gi,
    (whole, hex: string, dec: string, name: string) => {
      if (name) return named[name] ?? whole
      const code = hex ? parseInt(hex, 16) : Number(dec)
      return code <= 0x10ffff ? String.fromCodePoint(code) : ''
    },
  )
}
