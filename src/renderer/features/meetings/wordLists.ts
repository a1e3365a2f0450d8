/** A paragraph that Word wrote as an item of a list. */
interface Item {
  readonly paragraph: HTMLElement
  readonly level: number
  readonly mark: string
}

/** The list that is being made at a level. */
interface OpenList {
  readonly level: number
  readonly list: HTMLElement
}

const anyBullet = /^\s*([·•])\s+/
const wordMark = /^\s*([·•▪§oØv–-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{2,4})[.)])\s{2,}/

/**
 * Makes lists of what Word writes as paragraphs, each beginning with its bullet or number and some spaces; a number
 * that goes on after another paragraph keeps its value.
 */
export function wordLists(root: HTMLElement): void {
  let group: Item[] = []
  const close = () => {
    if (group.length > 0) intoList(group)
    group = []
  }
  for (const paragraph of root.querySelectorAll('p')) {
    const last = group.at(-1)?.paragraph
    if (last !== undefined && paragraph.previousElementSibling !== last) close()
    const item = itemOf(paragraph)
    if (item === undefined) close()
    else group.push(item)
  }
  close()
}

/** Takes the mark out of an item; nothing of a paragraph that is none. */
function itemOf(paragraph: HTMLElement): Item | undefined {
  const style = paragraph.getAttribute('style') ?? ''
  const fromWord = style.includes('mso-list') || paragraph.className.includes('MsoListParagraph')
  const level = Number(/mso-list:[^;]*level(\d)/.exec(style)?.[1] ?? 1)
  const ignored = [...paragraph.querySelectorAll('span')].find((span) =>
    /mso-list:\s*ignore/i.test(span.getAttribute('style') ?? ''),
  )
  if (ignored !== undefined) {
    ignored.remove()
    return { paragraph, level, mark: ignored.textContent.trim() }
  }
  const [start = '', mark] = (fromWord ? wordMark : anyBullet).exec(paragraph.textContent) ?? []
  if (mark === undefined) return undefined
  dropStart(paragraph, start.length)
  return { paragraph, level, mark }
}

function dropStart(node: Node, length: number): number {
  if (node.nodeType === node.TEXT_NODE) {
    const text = node.nodeValue ?? ''
    node.nodeValue = text.slice(length)
    return Math.max(0, length - text.length)
  }
  return [...node.childNodes].reduce((left, child) => (left === 0 ? 0 : dropStart(child, left)), length)
}

function intoList(items: readonly Item[]): void {
  const open: OpenList[] = []
  for (const { paragraph, level, mark } of items) {
    while ((open.at(-1)?.level ?? 0) > level) open.pop()
    const { ownerDocument } = paragraph
    const name = /[.)]$/.test(mark) ? 'OL' : 'UL'
    if (open.at(-1)?.level === level && open.at(-1)?.list.nodeName !== name) open.pop()
    let list = open.at(-1)?.level === level ? open.at(-1)?.list : undefined
    if (list === undefined) {
      list = ownerDocument.createElement(name)
      if (name === 'OL') numbered(list, mark.replaceAll(/[().]/g, ''))
      const parent = open.at(-1)?.list.lastElementChild
      if (parent === undefined || parent === null) paragraph.before(list)
      else parent.append(list)
      open.push({ level, list })
    }
    const entry = ownerDocument.createElement('li')
    entry.append(paragraph)
    list.append(entry)
  }
}

/** Numbers a list as its first mark says: from 3, or by letters. */
function numbered(list: HTMLElement, first: string): void {
  if (/^\d+$/.test(first)) {
    if (first !== '1') list.setAttribute('start', first)
    return
  }
  const isRoman = first.toLowerCase() === 'i'
  const isUpper = first === first.toUpperCase()
  list.setAttribute('type', isRoman ? (isUpper ? 'I' : 'i') : isUpper ? 'A' : 'a')
  const letter = first.toLowerCase().charCodeAt(0) - 96
  if (!isRoman && first.length === 1 && letter > 1) list.setAttribute('start', String(letter))
}
