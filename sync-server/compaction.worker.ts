import { parentPort, workerData } from 'node:worker_threads'
import { compactRoom, diffOf, holdsErasure, ownAbove } from './compaction'
import type { Job, Request, Response } from './jobs'
import { DamagedRoom } from './stores/logStore'
import { dataFolder } from './stores/dataFolder'
import { watchKept } from './stores/kept'
import { codeOf } from './stores/refusal'
import { joinSqliteFile } from './stores/sqliteFile'
import { openSqliteStore } from './stores/sqlite'
import { createReader, unlimited } from './updates'

const port = parentPort
if (port === null) throw new Error('compaction.worker is started by the server')

const folder = dataFolder(String(workerData))
const file = joinSqliteFile(folder)
const store = openSqliteStore(file, Date.now)
const readV1 = createReader(unlimited)
const kept = watchKept(folder, file.db, { now: Date.now, elapsed: () => performance.now() })

async function run(job: Job): Promise<Extract<Response, { ok: true }>['result']> {
  switch (job.do) {
    case 'diff':
      return diffOf(store, job.room, job.position, job.vector)
    case 'own':
      return ownAbove(store, readV1, job)
    case 'compact':
      return compactRoom(store, job.room, job.position)
    case 'erases':
      return holdsErasure(store, readV1, job.room)
    case 'tidy':
      await kept.drop()
      return store.tidy()
  }
}

async function answer({ id, job }: Request): Promise<Response> {
  try {
    return { id, ok: true, result: await run(job) }
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    return { id, ok: false, error: text, code: codeOf(error), damaged: error instanceof DamagedRoom }
  }
}

port.on('message', (request: Request | 'close') => {
  if (request === 'close') {
    void store.close().then(() => port.close())
    return
  }
  void answer(request).then((response) => port.postMessage(response))
})
