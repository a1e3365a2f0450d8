import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { limits } from '../src/core/sync/protocol'
import type { Job, JobResult, Request, Response, WorkerData } from './jobs'
import { DamagedRoom } from './stores/logStore'
import type { ReadLimits } from './updates'

/** A worker thread that does the long work: diffs of large rooms, compaction, checks of long updates. */
export interface Workshop {
  run<J extends Job>(job: J): Promise<JobResult<J>>
  /** How many jobs are waiting or under way. */
  readonly waiting: number
  close(): Promise<void>
}

interface Waiting {
  readonly job: Job
  resolve(result: unknown): void
  reject(error: Error): void
}

/** Who is told what went wrong in the worker, beside whoever asked for the job. */
export interface WorkshopSurroundings {
  died(error: Error): void
  failed(error: Error): void
}

/** Starts the worker on a data folder. A worker that dies fails its jobs and is replaced at the next one. */
export function openWorkshop(
  folder: string,
  around: WorkshopSurroundings,
  most: ReadLimits = limits,
): Workshop {
  const workerData: WorkerData = { folder, most }
  const jobs = new Map<number, Waiting>()
  let worker: Worker | undefined
  let closed = false
  let next = 0

  function start(): Worker {
    const started = new Worker(bootstrap, { eval: true, execArgv: [], workerData })
    started.unref()
    started.on('message', (response: Response) => {
      const waiting = jobs.get(response.id)
      jobs.delete(response.id)
      if (jobs.size === 0) started.unref()
      if (waiting === undefined) return
      if (response.ok) return waiting.resolve(response.result)
      const error = failure(waiting.job, response)
      around.failed(error)
      waiting.reject(error)
    })
    const died = (error: Error): void => {
      if (worker !== started) return
      worker = undefined
      for (const waiting of jobs.values()) waiting.reject(error)
      jobs.clear()
      around.died(error)
    }
    started.on('error', died)
    started.on('exit', (code) => died(new Error(`worker ended with ${code}`)))
    return started
  }

  return {
    run: <J extends Job>(job: J) =>
      new Promise<JobResult<J>>((resolve, reject) => {
        if (closed) return reject(new Error('the workshop is closed'))
        worker ??= start()
        worker.ref()
        const request: Request = { id: next++, job }
        // The worker answers each job with what `JobResult` says of it (see `run` there).
        jobs.set(request.id, { job, resolve: (result) => resolve(result as JobResult<J>), reject })
        worker.postMessage(request)
      }),
    get waiting() {
      return jobs.size
    },
    close: async () => {
      closed = true
      const closing = worker
      worker = undefined
      if (closing === undefined) return
      closing.ref()
      const ended = new Promise((resolve) => closing.once('exit', resolve))
      // Nobody is there any more for what it was asked; a compaction that is cut off is done again.
      if (jobs.size > 0) await closing.terminate()
      else closing.postMessage('close')
      await ended
      for (const waiting of jobs.values()) waiting.reject(new Error('the workshop is closed'))
      jobs.clear()
    },
  }
}

function failure(job: Job, { error, code, damaged }: Extract<Response, { ok: false }>): Error {
  if (damaged && 'room' in job) return new DamagedRoom(job.room, error)
  return code === undefined ? new Error(error) : Object.assign(new Error(error), { code })
}

// Node 20 does not hand `--import tsx` on to worker threads: the worker registers it before its own file.
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx/esm/api')).href
const file = new URL('./compaction.worker.ts', import.meta.url).href
const bootstrap = `import(${JSON.stringify(tsx)}).then(({ register }) => { register(); return import(${JSON.stringify(file)}) })`
