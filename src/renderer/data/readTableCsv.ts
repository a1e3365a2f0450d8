import Papa from 'papaparse'
import { fail, ok, type Result } from '../../core/result'
import { importLimits, type RawTable } from '../../core/sheets/importTable'

/** Reads a CSV: UTF-8, UTF-16 or Windows-1252, separated by « ; », « , » or tabs, whichever the file says. */
export function readCsv(name: string, bytes: Uint8Array): Result<RawTable[], string> {
  const text = decodeText(bytes)
  if (text.includes('\u0000'))
    return fail(
      'Ce fichier n’est ni un classeur Excel ni un fichier .csv, quel que soit son nom. Choisissez un fichier .xlsx ou .csv.',
    )
  const declared = /^sep=(.)\r?\n/i.exec(text)
  const body = declared ? text.slice(declared[0].length) : text
  const lines = cutLines(body, declared?.[1] ?? separatorOf(body))
  const shift = declared ? 1 : 0
  if (!lines.ok)
    return fail(
      `Ligne ${lines.error + shift}\u00a0: un guillemet (") y commence un texte et ne le finit pas, si bien que les lignes suivantes s’y perdraient. Enlevez ce guillemet, ou enregistrez le fichier en .xlsx, puis recommencez.`,
    )
  const rows = [...Array<string[]>(shift).fill([]), ...lines.value].map((row) =>
    row.map((cell) => (cell === '' ? null : cell)),
  )
  while (rows.length > 0 && rows.at(-1)?.every((cell) => cell === null)) rows.pop()
  if (rows.length > importLimits.rows || rows.some((row) => row.length > importLimits.columns))
    return fail(
      `Ce fichier est trop grand : ${importLimits.rows.toLocaleString('fr')} lignes et ${importLimits.columns} colonnes au plus.`,
    )
  return ok(rows.length === 0 ? [] : [{ name: name.replace(/\.[^.]+$/, ''), rows }])
}

/**
 * Cuts a text into cells. A name may begin with a quotation mark that means only itself (« "Le Phare" espace jeunes »),
 * which a reader of quotes takes for a text that runs on through the lines below: the marks are then read as they
 * stand, where that gives a regular table. Fails with the number of the line otherwise.
 */
function cutLines(text: string, delimiter: string): Result<string[][], number> {
  const quoted = Papa.parse<string[]>(text, { delimiter, skipEmptyLines: false })
  const error = quoted.errors.find(({ type }) => type === 'Quotes')
  if (!error) return ok(quoted.data)
  const plain = Papa.parse<string[]>(text, { delimiter, skipEmptyLines: false, fastMode: true })
  if (isRegular(plain.data)) return ok(plain.data.map((row) => row.map(unquoted)))
  return fail(text.slice(0, error.index ?? 0).split(/\r\n?|\n/).length)
}

/** Whether all lines have as many cells, blank ones apart and the titles at the top, which may have fewer. */
function isRegular(rows: readonly (readonly string[])[]): boolean {
  const widths = rows.filter((row) => row.some((cell) => cell !== '')).map((row) => row.length)
  const width = widths.reduce((most, each) => Math.max(most, each), 0)
  return width > 1 && widths.slice(widths.indexOf(width)).every((each) => each === width)
}

/** A cell that its marks enclose as a whole, without them. */
const unquoted = (cell: string): string =>
  /^"[^"]*(?:""[^"]*)*"$/.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell

/** A file that is valid UTF-8 is UTF-8; French offices write the others in Windows-1252. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return decodeWindows1252(bytes)
  }
}

/** What Windows-1252 puts where Latin-1 has control characters: `€` at 0x80, `œ` at 0x9C, `Ÿ` at 0x9F. */
const FROM_0X80 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** By hand, since Node's `TextDecoder` takes Windows-1252 for Latin-1 and loses « œ » and « ’ ». */
function decodeWindows1252(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += 8192)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)))
  return parts
    .join('')
    .replace(/[\u0080-\u009f]/g, (letter) => FROM_0X80[letter.charCodeAt(0) - 0x80] ?? letter)
}

/** The separator that cuts the first lines the most evenly; « ; » where nothing speaks against it. */
function separatorOf(text: string): string {
  const lines = text.split(/\r\n?|\n/, 40).filter((line) => line.trim() !== '')
  const score = (separator: string): number => {
    const counts = lines.map((line) => line.replace(/"[^"]*"/g, '').split(separator).length - 1)
    const usual = counts.toSorted((a, b) => a - b)[counts.length >> 1] ?? 0
    return usual * counts.filter((count) => count === usual).length
  }
  return [';', '\t', ','].reduce((best, next) => (score(next) > score(best) ? next : best))
}
