import { fail, ok, type Result } from '../../core/result'
import type { ImportPreview } from '../../core/sheets/importPlan'
import type { PlanAnswer, PlanRequest } from './planImport.worker'

/** How many lines of a file have been taken up. */
export interface LinesDone {
  readonly done: number
  readonly of: number
}

/** Plans imports beside the window, one at a time: a new request ends the one before it. */
export interface ImportPlanner {
  plan(
    request: PlanRequest,
    onLines: (lines: LinesDone) => void,
  ): Promise<Result<ImportPreview, 'ended' | 'failed'>>
  /** Ends what is under way and lets the worker go. */
  close(): void
}

/** Makes a planner; its worker starts with the first request and stays for the next ones. */
export function createImportPlanner(): ImportPlanner {
  let worker: Worker | undefined
  let end: ((why: 'ended' | 'failed') => void) | undefined

  return {
    plan(request, onLines) {
      end?.('ended')
      const at = (worker ??= new Worker(new URL('./planImport.worker.ts', import.meta.url), {
        type: 'module',
      }))
      return new Promise((resolve) => {
        const listening = new AbortController()
        const { signal } = listening
        const settle = (result: Result<ImportPreview, 'ended' | 'failed'>): void => {
          listening.abort()
          end = undefined
          resolve(result)
        }
        end = (why) => {
          // A plan cannot be interrupted: the worker goes with it.
          at.terminate()
          worker = undefined
          settle(fail(why))
        }
        at.addEventListener(
          'message',
          ({ data }: MessageEvent<PlanAnswer>) => {
            if (data.is === 'progress') onLines({ done: data.done, of: data.of })
            else if (data.is === 'planned') settle(ok(data.preview))
            else end?.('failed')
          },
          { signal },
        )
        at.addEventListener('error', () => end?.('failed'), { signal })
        at.postMessage(request)
      })
    },
    close() {
      end?.('ended')
      worker?.terminate()
      worker = undefined
    },
  }
}
