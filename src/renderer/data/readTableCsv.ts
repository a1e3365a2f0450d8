import Papa from 'papaparse'
import { fail, ok, type Result } from '../../core/result'
import { importLimits, type RawTable } from '../../core/sheets/importTable'

/** Reads a CSV: UTF-8, UTF-16 or Windows-1252, separated by « ; », « , » or tabs, whichever the file says. */
export function readCsv(name: string, bytes: Uint8Array): Result<RawTable[], string> {
  const text = decodeText(bytes)
  if (text.includes('\u0000'))
    return fail('Ce fichier n’est pas un texte. Choisissez un fichier .xlsx ou .csv.')
  const declared = /^sep=(.)\r?\n/i.exec(text)
  const body = declared ? text.slice(declared[0].length) : text
  const parsed = Papa.parse<string[]>(body, {
    delimiter: declared?.[1] ?? separatorOf(body),
    skipEmptyLines: false,
  })
  const shift = declared ? 1 : 0
  const rows = [...Array<string[]>(shift).fill([]), ...parsed.data].map((row) =>
    row.map((cell) => (cell === '' ? null : cell)),
  )
  while (rows.length > 0 && rows.at(-1)?.every((cell) => cell === null)) rows.pop()
  if (rows.length > importLimits.rows || rows.some((row) => row.length > importLimits.columns))
    return fail(
      `Ce fichier est trop grand : ${importLimits.rows.toLocaleString('fr')} lignes et ${importLimits.columns} colonnes au plus.`,
    )
  return ok(rows.length === 0 ? [] : [{ name: name.replace(/\.[^.]+$/, ''), rows }])
}

/** A file that is valid UTF-8 is UTF-8; French offices write the others in Windows-1252. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
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
