/** Words of one line: plain, strong or emphasised. */
export interface Run {
  readonly text: string
  readonly style: 'plain' | 'strong' | 'emphasis'
}

/** A block of a page. */
export type Block =
  | { readonly is: 'heading'; readonly level: 1 | 2 | 3; readonly runs: readonly Run[] }
  | { readonly is: 'paragraph'; readonly runs: readonly Run[] }
  | { readonly is: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Run[])[] }
  | { readonly is: 'command'; readonly text: string }

const heading = /^(#{1,3}) +(.+)$/
const item = /^(?:-|(\d+)\.) +(.+)$/
const command = /^ {4}(.+)$/

/**
 * Reads the part of Markdown that our own pages use: headings, paragraphs, flat lists, commands (four spaces), strong
 * and emphasised words. Everything else, HTML included, stays the text it is.
 */
export function readMarkdown(source: string): readonly Block[] {
  const blocks: Block[] = []
  let paragraph: string[] = []
  const endParagraph = (): void => {
    if (paragraph.length > 0) blocks.push({ is: 'paragraph', runs: readRuns(paragraph.join(' ')) })
    paragraph = []
  }
  for (const line of source.split(/\r?\n/)) {
    const [titled, listed, commanded] = [heading.exec(line), item.exec(line), command.exec(line)]
    if (line.trim() === '' || titled || listed || commanded) endParagraph()
    if (titled) {
      const level = titled[1]?.length === 1 ? 1 : titled[1]?.length === 2 ? 2 : 3
      blocks.push({ is: 'heading', level, runs: readRuns(titled[2] ?? '') })
    } else if (listed) {
      const ordered = listed[1] !== undefined
      const last = blocks.at(-1)
      const runs = readRuns(listed[2] ?? '')
      if (last?.is === 'list' && last.ordered === ordered)
        blocks[blocks.length - 1] = { ...last, items: [...last.items, runs] }
      else blocks.push({ is: 'list', ordered, items: [runs] })
    } else if (commanded) {
      blocks.push({ is: 'command', text: commanded[1] ?? '' })
    } else if (line.trim() !== '') {
      paragraph.push(line.trim())
    }
  }
  endParagraph()
  return blocks
}

/** Splits a line at its `**strong**` and `*emphasised*` words. The spaces of French punctuation break no line. */
function readRuns(line: string): readonly Run[] {
  return line
    .replace(/ (?=[;:!?»])|(?<=«) /g, '\u00a0')
    .split(/(\*\*[^*]+\*\*|\*[^*]+\*)/)
    .filter((part) => part !== '')
    .map((part): Run => {
      if (part.length > 4 && part.startsWith('**')) return { text: part.slice(2, -2), style: 'strong' }
      if (part.length > 2 && part.startsWith('*')) return { text: part.slice(1, -1), style: 'emphasis' }
      return { text: part, style: 'plain' }
    })
}

/** A page as plain text, to paste into a letter: without its marks, a line for each block. */
export function markdownText(source: string): string {
  const words = (runs: readonly Run[]): string => runs.map(({ text }) => text).join('')
  return readMarkdown(source)
    .map((block) => {
      if (block.is === 'command') return block.text
      if (block.is !== 'list') return words(block.runs)
      return block.items.map((item, at) => `${block.ordered ? `${at + 1}.` : '–'} ${words(item)}`).join('\n')
    })
    .join('\n\n')
}

/** The title of a page: its first heading. */
export function markdownTitle(source: string): string {
  const first = readMarkdown(source).find((block) => block.is === 'heading')
  return first?.is === 'heading' ? first.runs.map((run) => run.text).join('') : ''
}
