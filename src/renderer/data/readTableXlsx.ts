import { fail, ok, type Result } from '../../core/result'
import { importLimits, type RawCell, type RawTable } from '../../core/sheets/importTable'
import { scanXml } from './readTableXml'
import { openZip, type Zip } from './readTableZip'

interface SheetEntry {
  readonly name: string
  readonly path: string
}

/** What cells need to be read: the shared texts, which styles are dates, and the calendar's origin. */
interface CellContext {
  readonly texts: readonly string[]
  readonly dateStyles: ReadonlySet<number>
  readonly since1904: boolean
}

const tooLong = (name: string): string =>
  `La feuille « ${name} » est trop grande : ${importLimits.rows.toLocaleString('fr')} lignes et ${importLimits.columns} colonnes au plus.`

/**
 * Reads the values of an .xlsx: visible sheets, texts, numbers, dates, and the computed value of formulas. Nothing
 * else of the package is looked at, so names, merges, validations or column styles by the million cost nothing.
 */
export async function readXlsx(
  bytes: Uint8Array,
  onRows?: (rows: number) => void,
): Promise<Result<RawTable[], string>> {
  const zip = openZip(bytes)
  if (!zip.ok) return zip
  const book = await zip.value.text('xl/workbook.xml')
  if (!book.ok) return book
  if (book.value === undefined) return fail(notAWorkbook(zip.value))
  const links = await zip.value.text('xl/_rels/workbook.xml.rels')
  const texts = await zip.value.text('xl/sharedStrings.xml')
  const styles = await zip.value.text('xl/styles.xml')
  if (!links.ok) return links
  if (!texts.ok) return texts
  if (!styles.ok) return styles
  const context = {
    texts: sharedTexts(texts.value ?? ''),
    dateStyles: dateStylesOf(styles.value ?? ''),
    since1904: /<(?:\w+:)?workbookPr\b[^>]*\bdate1904\s*=\s*["'](?:1|true)["']/.test(book.value),
  }
  const sheets = visibleSheets(book.value, links.value ?? '')
  if (sheets.length > importLimits.sheets)
    return fail(`Ce classeur a trop de feuilles : ${importLimits.sheets} au plus.`)
  const tables: RawTable[] = []
  let [cells, read] = [0, 0]
  for (const sheet of sheets) {
    const xml = await zip.value.text(sheet.path)
    if (!xml.ok) return xml
    if (xml.value === undefined) continue
    const rows = sheetRows(xml.value, context, () => {
      read += 1
      if (read % 500 === 0) onRows?.(read)
    })
    if (!rows) return fail(tooLong(sheet.name))
    cells += rows.reduce((sum, row) => sum + row.length, 0)
    if (cells > importLimits.cells) return fail(tooLong(sheet.name))
    if (rows.some((row) => row.some((cell) => cell !== null))) tables.push({ name: sheet.name, rows })
  }
  return ok(tables)
}

function notAWorkbook(zip: Zip): string {
  if (zip.has('content.xml') || zip.has('Index/Document.iwa'))
    return 'Ce classeur n’est pas au format Excel. Dans votre tableur, choisissez « Enregistrer sous » puis « Excel (.xlsx) ».'
  return 'Ce fichier n’est pas un classeur Excel. Choisissez un fichier .xlsx ou .csv.'
}

function visibleSheets(book: string, links: string): SheetEntry[] {
  const paths = new Map<string, string>()
  scanXml(links, {
    open(name, attribute) {
      if (name !== 'Relationship') return
      const [id, target] = [attribute('Id'), attribute('Target')]
      if (id && target)
        paths.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`)
    },
  })
  const sheets: SheetEntry[] = []
  scanXml(book, {
    open(name, attribute) {
      if (name !== 'sheet') return
      const path = paths.get(attribute('id') ?? '')
      const hidden = /hidden/i.test(attribute('state') ?? '')
      if (path && !hidden) sheets.push({ name: attribute('name') ?? '', path })
    },
  })
  return sheets
}

/** Texts said once for the whole workbook: runs of a rich text joined, phonetic guides left out. */
function sharedTexts(xml: string): string[] {
  const texts: string[] = []
  let [parts, inText, phonetic]: [string[], boolean, boolean] = [[], false, false]
  scanXml(xml, {
    open(name) {
      if (name === 'si') parts = []
      else if (name === 'rPh') phonetic = true
      else if (name === 't') inText = !phonetic
    },
    close(name) {
      if (name === 'si') texts.push(plain(parts.join('')))
      else if (name === 'rPh') phonetic = false
      else if (name === 't') inText = false
    },
    text(text) {
      if (inText) parts.push(text)
    },
  })
  return texts
}

/** `_x000D_` is how the format writes a character that XML cannot hold. */
const plain = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    : text

/** The formats that every workbook knows without declaring them and that show a date. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)

function dateStylesOf(xml: string): ReadonlySet<number> {
  const dateFormats = new Set<number>()
  const dateStyles = new Set<number>()
  let [inCellFormats, index] = [false, 0]
  scanXml(xml, {
    open(name, attribute) {
      if (name === 'numFmt') {
        const code = (attribute('formatCode') ?? '').replace(/"[^"]*"|\\.|\[[^\]]*\]|_./g, '')
        if (/[dy]/i.test(code) || (/m/i.test(code) && !/[hs0#]/i.test(code)))
          dateFormats.add(Number(attribute('numFmtId')))
      } else if (name === 'cellXfs') inCellFormats = true
      else if (name === 'xf' && inCellFormats) {
        const id = Number(attribute('numFmtId') ?? 0)
        if (isBuiltInDate(id) || dateFormats.has(id)) dateStyles.add(index)
        index++
      }
    },
    close(name) {
      if (name === 'cellXfs') inCellFormats = false
    },
  })
  return dateStyles
}

/** The cells of a sheet by row and column; undefined when there are too many. */
function sheetRows(xml: string, context: CellContext, onRow: () => void): RawCell[][] | undefined {
  const rows: RawCell[][] = []
  let [row, column, type, style, parts, reading]: [number, number, string, number, string[], boolean] = [
    -1,
    -1,
    'n',
    0,
    [],
    false,
  ]
  let [fits, phonetic] = [true, false]
  scanXml(xml, {
    open(name, attribute) {
      if (name === 'row') {
        const number = Number(attribute('r'))
        row = Number.isInteger(number) && number > 0 ? number - 1 : row + 1
        column = -1
        onRow()
      } else if (name === 'c') {
        column = columnOf(attribute('r')) ?? column + 1
        type = attribute('t') ?? 'n'
        style = Number(attribute('s') ?? 0)
        parts = []
      } else if (name === 'v' || name === 't') reading = !phonetic
      else if (name === 'rPh') phonetic = true
    },
    close(name) {
      if (name === 'v' || name === 't') reading = false
      else if (name === 'rPh') phonetic = false
      if (name !== 'c' || !fits) return
      const value = cellValue(parts.join(''), type, style, context)
      if (value === null) return
      fits = row < importLimits.rows && column < importLimits.columns
      if (!fits) return
      while (rows.length <= row) rows.push([])
      const cells = rows[row]
      if (!cells) return
      while (cells.length < column) cells.push(null)
      cells[column] = value
    },
    text(text) {
      if (reading) parts.push(text)
    },
  })
  return fits ? rows : undefined
}

function columnOf(reference: string | undefined): number | undefined {
  const letters = /^([A-Z]{1,3})\d+$/.exec(reference ?? '')?.[1]
  if (!letters) return undefined
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

function cellValue(raw: string, type: string, style: number, context: CellContext): RawCell {
  if (type === 's') return context.texts[Number(raw)] || null
  if (type === 'inlineStr' || type === 'str') return plain(raw) || null
  if (raw.trim() === '' || type === 'e') return null
  if (type === 'b') return raw.trim() === '1'
  if (type === 'd') return raw.slice(0, 10)
  const number = Number(raw)
  if (!Number.isFinite(number)) return raw
  return context.dateStyles.has(style) ? dateOf(number, context.since1904) : number
}

/** A serial day as `2026-11-22`; a number that is no day of our centuries stays a number. */
function dateOf(serial: number, since1904: boolean): RawCell {
  const day = Math.floor(serial) + (since1904 ? 1462 : 0)
  if (day < 1 || day > 109_574) return serial
  // Serial 60 is a 29 February 1900 that never was: days before it are one later than they look.
  return new Date(Date.UTC(1899, 11, day < 60 ? 31 : 30) + day * 86_400_000).toISOString().slice(0, 10)
}
