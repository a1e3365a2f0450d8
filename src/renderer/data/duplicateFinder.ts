import type { RowsChange } from './duplicateSearch'
import type { FindAnswer, FindRequest } from './findDuplicates.worker'

/** Looks for duplicates beside the window: it is told of changes, and compares when asked, one time after the other. */
export interface DuplicateFinder {
  take(change: RowsChange): void
  find(): Promise<FindAnswer>
  close(): void
}

/** Starts a finder in a worker of its own. */
export function startDuplicateFinder(space: string): DuplicateFinder {
  const worker = new Worker(new URL('./findDuplicates.worker.ts', import.meta.url), { type: 'module' })
  const ask = (request: FindRequest): void => worker.postMessage(request)
  return {
    take: (change) => ask({ is: 'take', change }),
    find: () =>
      new Promise((resolve, reject) => {
        worker.onmessage = ({ data }: MessageEvent<FindAnswer>) => resolve(data)
        worker.onerror = ({ message }) => reject(new Error(`duplicates were not looked for: ${message}`))
        ask({ is: 'find', space })
      }),
    close: () => worker.terminate(),
  }
}
