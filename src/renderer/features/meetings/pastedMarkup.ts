import { wordLists } from './wordLists'

/** What of a pasted text the notes could not keep as it was. */
export interface PastedChange {
  /** Tables of which a row became a line. */
  readonly tables: number
  readonly images: number
}

/** Between two cells of a row: neither a dash, which could be read as a minus, nor a space, which joins two figures. */
const cellSeparator = ' | '

/** Between two lines of one cell. */
const lineSeparator = ' / '

const blocks = 'p, div, li, ul, ol, dl, dt, dd, h1, h2, h3, h4, h5, h6, blockquote, pre, section, article'

/**
 * Makes of markup from another application what the notes can hold without changing a word or a figure: of their
 * cells alone, the words of a row would stand side by side without a space. Works on the parsed elements, in place.
 */
export function readyForNotes(root: HTMLElement): PastedChange {
  // A table within a cell comes later in the document: from the last to the first, it is lines before its row is one.
  const tables = [...root.querySelectorAll('table')].toReversed().filter(intoLines).length
  wordLists(root)
  // A picture of one point is how a letter counts its readers.
  const images = [...root.querySelectorAll('img')].filter(({ width }) => width !== 1).length
  return { tables, images }
}

/** The cells of a line of plain text that came from a table, told apart as those of a pasted table are. */
export function tabsApart(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const [, start = '', rest = ''] = /^(\s*(?:(?:[·•▪§o–-]|\(?\w{1,4}[.)])\t+)?)([^]*)$/.exec(line) ?? []
      const mark = start.replace(/(\S)\t+$/, '$1 ')
      return mark + (rest.trimEnd().includes('\t') ? cells(rest) : rest)
    })
    .join('\n')
}

const cells = (line: string) =>
  line
    .trimEnd()
    .split('\t')
    .map((cell) => cell.trim())
    .join(cellSeparator)

/** Puts a table in lines; whether any had more than one cell: a table of one column only surrounds what it holds. */
function intoLines(table: HTMLTableElement): boolean {
  const lines: HTMLElement[] = []
  let isTable = false
  if (table.caption !== null) lines.push(holding('p', table.caption))
  // What each column still owes to the cells above that stand on several rows.
  const spans: number[] = []
  for (const row of table.rows) {
    const own = [...row.cells]
    const [only] = own
    if (only !== undefined && own.length === 1 && spans.every((left) => left === 0)) {
      lines.push(holding('div', only))
      continue
    }
    const line = lineOf(row, spans)
    if (line.textContent.trim() === '') continue
    isTable = true
    lines.push(line)
  }
  table.replaceWith(...lines)
  return isTable
}

function lineOf(row: HTMLTableRowElement, spans: number[]): HTMLElement {
  const line = row.ownerDocument.createElement('p')
  const own = [...row.cells]
  let separators = ''
  for (let column = 0; own.length > 0; column += 1) {
    const above = spans[column] ?? 0
    if (above > 0) spans[column] = above - 1
    const cell = above > 0 ? undefined : own.shift()
    if (cell !== undefined) {
      onOneLine(cell)
      // Empty cells at the end of a row say nothing: a title over the whole table stays a title.
      if (cell.textContent.trim() !== '') {
        line.append(separators, ...cell.childNodes)
        separators = ''
      }
      for (let further = 0; further < Math.min(cell.colSpan, 100); further += 1) {
        spans[column + further] = Math.max(0, cell.rowSpan - 1)
        if (further > 0) separators += cellSeparator
      }
      column += Math.min(cell.colSpan, 100) - 1
    }
    separators += cellSeparator
  }
  return line
}

/** Puts a cell's paragraphs on one line, told apart: two figures one under the other are not one figure. */
function onOneLine(cell: HTMLElement): void {
  const { ownerDocument } = cell
  for (const block of [...cell.querySelectorAll(blocks)].toReversed()) {
    const lineBreak = () => ownerDocument.createElement('br')
    block.replaceWith(lineBreak(), ...block.childNodes, lineBreak())
  }
  let wasText = false
  let isBroken = false
  for (const node of inOrder(cell)) {
    if (node.nodeName === 'BR') {
      isBroken = true
      node.parentNode?.removeChild(node)
    } else if (node.nodeType === node.TEXT_NODE && (node.nodeValue ?? '').trim() !== '') {
      if (isBroken && wasText) node.nodeValue = lineSeparator + (node.nodeValue ?? '')
      wasText = true
      isBroken = false
    }
  }
}

/** Everything under a node, as it is read. */
const inOrder = (node: Node): readonly Node[] =>
  [...node.childNodes].flatMap((child) => [child, ...inOrder(child)])

function holding(name: 'p' | 'div', from: Element): HTMLElement {
  const made = from.ownerDocument.createElement(name)
  made.append(...from.childNodes)
  return made
}
