import { fail, type Result } from '../../core/result'
import { importLimits, type RawTable } from '../../core/sheets/importTable'
import { readCsv } from './readTableCsv'
import { readXlsx } from './readTableXlsx'

/**
 * Reads a file that a user chose, whatever it holds: its sheets, or a sentence that says what to do. The first bytes
 * decide, not the name. Runs in a worker (`readTableFile`), and as it is in tests. `onRows` is
 * told how many rows have been read.
 */
export async function readTables(
  name: string,
  bytes: Uint8Array,
  onRows?: (rows: number) => void,
): Promise<Result<RawTable[], string>> {
  if (bytes.length === 0) return fail('Ce fichier est vide.')
  if (bytes.length > importLimits.fileBytes)
    return fail(`Ce fichier est trop volumineux : ${importLimits.fileBytes / 1024 / 1024} Mo au plus.`)
  const start = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  if (start === 'd0cf11e0')
    return fail(
      'Ce classeur est protégé par un mot de passe, ou dans un ancien format (.xls). Ouvrez-le dans votre tableur, enlevez le mot de passe et enregistrez-le en .xlsx.',
    )
  if (start === '25504446')
    return fail(
      'Ce fichier est un PDF, quel que soit son nom\u00a0: ses tableaux ne se lisent pas. Choisissez le classeur (.xlsx) ou le fichier .csv d’où il vient.',
    )
  const tables = start === '504b0304' ? await readXlsx(bytes, onRows) : readCsv(name, bytes)
  return tables.ok && tables.value.length === 0 ? fail('Ce fichier ne contient aucune ligne.') : tables
}
