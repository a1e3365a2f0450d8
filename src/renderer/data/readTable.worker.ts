import type { Result } from '../../core/result'
import type { RawTable } from '../../core/sheets/importTable'
import { readTables } from './readTable'

/** What the page asks of the worker. */
export interface ReadRequest {
  readonly name: string
  readonly bytes: Uint8Array
}

/** What the worker says of its work. */
export type ReadAnswer =
  | { readonly is: 'progress'; readonly rows: number }
  | { readonly is: 'read'; readonly tables: Result<RawTable[], string> }

const tell = (answer: ReadAnswer): void => self.postMessage(answer)

self.addEventListener('message', ({ data: { name, bytes } }: MessageEvent<ReadRequest>) => {
  void readTables(name, bytes, (rows) => tell({ is: 'progress', rows })).then((tables) =>
    tell({ is: 'read', tables }),
  )
})
