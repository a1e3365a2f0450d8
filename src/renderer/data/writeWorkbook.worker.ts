import type { Workbook } from '../../core/sheets/sheet'
import { workbookBytes } from './workbookFile'

/** What the worker says of its work. */
export type WriteAnswer =
  | { readonly is: 'progress'; readonly done: number }
  | { readonly is: 'written'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly is: 'failed'; readonly reason: string }

const tell = (answer: WriteAnswer, moved: Transferable[] = []): void => {
  self.postMessage(answer, { transfer: moved })
}

self.addEventListener('message', (event: MessageEvent<Workbook>) => {
  workbookBytes(event.data, (done) => tell({ is: 'progress', done })).then(
    (bytes) => tell({ is: 'written', bytes }, [bytes.buffer]),
    (error: unknown) => tell({ is: 'failed', reason: String(error) }),
  )
})
