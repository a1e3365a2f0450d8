import { fail, type Result } from '../../core/result'
import type { RawTable } from '../../core/sheets/importTable'
import type { ReadAnswer, ReadRequest } from './readTable.worker'

/** Long enough for the biggest file allowed on a slow laptop; a file that needs more is not read. */
const MAX_MS = 15_000

const unreadable =
  'Ce fichier n’a pas pu être lu. Gardez-en seulement les feuilles à importer, enregistrez-le de nouveau en .xlsx ou .csv, puis recommencez.'

/** Reads a file in a worker of its own, ended when it is done, too slow, or no longer wanted. */
export function readTableFile(
  name: string,
  bytes: Uint8Array,
  signal: AbortSignal,
  onRows: (rows: number) => void,
): Promise<Result<RawTable[], string>> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./readTable.worker.ts', import.meta.url), { type: 'module' })
    const end = (answer: Result<RawTable[], string>): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
      worker.terminate()
      resolve(answer)
    }
    const abort = (): void => end(fail('Lecture interrompue.'))
    const timer = setTimeout(() => end(fail(unreadable)), MAX_MS)
    signal.addEventListener('abort', abort)
    // What comes back was made by `readTables` in our own worker.
    worker.addEventListener('message', ({ data }: MessageEvent<ReadAnswer>) => {
      if (data.is === 'progress') onRows(data.rows)
      else end(data.tables)
    })
    worker.addEventListener('error', () => end(fail(unreadable)))
    const request: ReadRequest = { name, bytes }
    worker.postMessage(request)
  })
}
