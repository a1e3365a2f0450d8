import { parentPort, workerData } from 'node:worker_threads'
import { checkUpdate } from './checks'
import { compactRoom, diffOf, holdsErasure, ownAbove } from './compaction'
import type { Job, Request, Response, WorkerData } from './jobs'
import { DamagedRoom } from './stores/logStore'
import { dataFolder } from './stores/dataFolder'
import { watchKept } from './stores/kept'
import { codeOf } from './stores/refusal'
import { joinSqliteFile } from './stores/sqliteFile'
import { openSqliteStore } from './stores/sqlite'
import { createReader, decodeVector, unlimited } from './updates'

const port = parentPort
if (port === null) throw new Error('compaction.worker is started by the server')

// The workshop hands over nothing else.
const given = workerData as WorkerData
const folder = dataFolder(given.folder)
const file = joinSqliteFile(folder)
const store = openSqliteStore(file, Date.now)
const readV1 = createReader(unlimited)
const readIncoming = createReader(given.most)
const kept = watchKept(folder, file.db, { now: Date.now, elapsed: () => performance.now() })

/** A job's result, and what of it goes to the other side uncopied. */
interface Answer {
  readonly result: Extract<Response, { ok: true }>['result']
  readonly given?: ArrayBuffer[]
}

async function run(job: Job): Promise<Answer> {
  switch (job.do) {
    case 'diff':
      return { result: await diffOf(store, job.room, job.position, job.vector) }
    case 'own':
      return { result: await ownAbove(store, readV1, job) }
    case 'compact':
      return { result: await compactRoom(store, job.room, job.position) }
    case 'erases':
      return { result: await holdsErasure(store, readV1, job.room) }
    case 'tidy':
      await kept.drop()
      return { result: await store.tidy() }
    case 'check': {
      const result = checkUpdate(readIncoming, job.update, decodeVector(job.vector) ?? new Map())
      if (!result.ok) return { result }
      const arrays = [result.value.update, ...result.value.deletes.values()]
      return {
        result,
        given: arrays.flatMap(({ buffer }) => (buffer instanceof ArrayBuffer ? [buffer] : [])),
      }
    }
  }
}

async function answer({ id, job }: Request): Promise<void> {
  try {
    const { result, given } = await run(job)
    const response: Response = { id, ok: true, result }
    port?.postMessage(response, given)
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    const damaged = error instanceof DamagedRoom
    const response: Response = { id, ok: false, error: text, code: codeOf(error), damaged }
    port?.postMessage(response)
  }
}

port.on('message', (request: Request | 'close') => {
  if (request === 'close') {
    void store.close().then(() => port.close())
    return
  }
  void answer(request)
})
