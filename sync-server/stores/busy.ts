import { setTimeout as pause } from 'node:timers/promises'
import type Database from 'better-sqlite3'
import { codeOf } from './refusal'

/** How long whoever writes waits for another connection that does. */
export const busyMs = 5_000

/** How long a thread may stand still for that, and how long it then does other things before it asks again. */
const stretch = { standMs: 20, pauseMs: 30 }

/**
 * SQLite waits by standing still, and the server's one thread answers everybody: from here on a connection gives up
 * after a moment, and what it writes is asked for again (`askAgain`).
 */
export function waitBriefly(db: Database.Database): void {
  db.pragma(`busy_timeout = ${stretch.standMs}`)
}

/** Does what writes as soon as nobody is in the way, and lets the thread go on meanwhile. Throws when it takes too long. */
export async function askAgain<T>(write: () => T): Promise<T> {
  const until = performance.now() + busyMs
  for (;;) {
    try {
      return write()
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw error
    }
    await pause(stretch.pauseMs)
  }
}

/** Does something with another patience than the connection's: to stand still for what is rare, or not at all. */
export function waitingFor<T>(db: Database.Database, ms: number, work: () => T): T {
  const before = Number(db.pragma('busy_timeout', { simple: true }))
  db.pragma(`busy_timeout = ${ms}`)
  try {
    return work()
  } finally {
    db.pragma(`busy_timeout = ${before}`)
  }
}

/** The same where SQLite itself does not wait: two processes give a new database its mode at the same time. */
export function standStill(work: () => unknown): void {
  const until = performance.now() + busyMs
  for (;;) {
    try {
      work()
      return
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    }
  }
}

const isBusy = (error: unknown): boolean => codeOf(error)?.startsWith('SQLITE_BUSY') === true
