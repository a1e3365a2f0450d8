import { fail, ok, type Result } from '../../core/result'
import { fitWorkbook } from '../../core/sheets/limits'
import type { Workbook } from '../../core/sheets/sheet'
import type { LongWork } from './workspace'
import type { WriteAnswer } from './writeWorkbook.worker'

/** A workbook as the bytes of a file, and what had to give way for it to be one, in words. */
export interface WrittenWorkbook {
  readonly bytes: Uint8Array
  readonly notices: readonly string[]
}

/** Writes a workbook in a worker of its own, ended when it is done or no longer wanted. */
export function writeWorkbook(
  workbook: Workbook,
  { onProgress, signal }: LongWork,
): Promise<Result<WrittenWorkbook, 'cancelled'>> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return resolve(fail('cancelled'))
    const fitted = fitWorkbook(workbook)
    const worker = new Worker(new URL('./writeWorkbook.worker.ts', import.meta.url), { type: 'module' })
    const end = (): void => {
      signal?.removeEventListener('abort', cancel)
      worker.terminate()
    }
    const cancel = (): void => {
      end()
      resolve(fail('cancelled'))
    }
    signal?.addEventListener('abort', cancel)
    worker.addEventListener('message', ({ data }: MessageEvent<WriteAnswer>) => {
      if (data.is === 'progress') return onProgress?.(data.done)
      end()
      if (data.is === 'written') resolve(ok({ bytes: data.bytes, notices: fitted.notices }))
      else reject(new Error(data.reason))
    })
    worker.addEventListener('error', (event) => {
      end()
      reject(new Error(event.message))
    })
    worker.postMessage(fitted.workbook)
  })
}
