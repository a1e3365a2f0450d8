import fs from 'node:fs'
import path from 'node:path'
import type Database from 'better-sqlite3'
import { askAgain } from './busy'
import { type DataFolder, removeDatabase } from './dataFolder'

/** How long what was kept apart lies: as long as a backup may, which is what the erasure of a person promises. */
const keptMs = 30 * 24 * 3_600_000

/** For how long what is dropped was found too old before, by a clock that nobody can set. */
const doubtMs = 3_600_000

/** The name under which a restore keeps the store that was there. */
export function keptName(folder: DataFolder, time: number): string {
  return `${folder.database}.before-${new Date(time).toISOString().replace(/[:.]/g, '-')}`
}

const keptStamp = /\.before-(\d{4}-\d\d-\d\dT\d\d)-(\d\d)-(\d\d)-(\d{3}Z)(?:-wal|-shm|-journal)?$/

/** What restores and repairs have kept, under the eyes of the process that holds the folder. */
export interface WatchedKept {
  /** Looks at it, and removes what has been too old for long enough; and the copy of a restore that was killed. */
  drop(): Promise<void>
}

/**
 * Watches what restores and repairs kept: it goes when it is more than 30 days old. A box that starts with a clock a
 * year ahead would say so of yesterday's: a thing is dropped only by a look that finds it too old at least an hour, by
 * the monotonic clock `elapsed`, after another one did, and none between found it otherwise. What was seen is told to
 * nobody: a new process begins anew. No restore is under way where a process holds the folder.
 */
export function watchKept(
  folder: DataFolder,
  db: Database.Database,
  { now, elapsed }: { readonly now: () => number; readonly elapsed: () => number },
): WatchedKept {
  const names = watchOld<string>()
  const times = watchOld<number>()
  return {
    async drop() {
      removeDatabase(folder.incoming)
      const before = now() - keptMs
      const at = elapsed()
      for (const name of names(oldNames(folder, before), at)) {
        fs.rmSync(path.join(folder.path, name), { force: true })
      }
      // By their times: a row of `aside` has no name of its own.
      const old = db
        .prepare<[number], number>('SELECT DISTINCT at FROM aside WHERE at < ?')
        .pluck()
        .all(before)
      for (const time of times(old, at)) {
        await askAgain(() => db.prepare('DELETE FROM aside WHERE at = ?').run(time))
      }
    },
  }
}

/** Says at each look which of what is old was so for long enough, and forgets what is not old any more. */
function watchOld<T>(): (old: readonly T[], at: number) => readonly T[] {
  let since: ReadonlyMap<T, number> = new Map()
  return (old, at) => {
    const seen = new Map(old.map((each) => [each, since.get(each) ?? at] as const))
    since = seen
    return old.filter((each) => at - (seen.get(each) ?? at) >= doubtMs)
  }
}

/** The files that were kept before a time, by their names: the file itself is as old as what was last written into it. */
function oldNames(folder: DataFolder, before: number): readonly string[] {
  const prefix = path.basename(folder.database)
  return fs.readdirSync(folder.path).filter((name) => {
    const [, hour, ...rest] = keptStamp.exec(name) ?? []
    if (hour === undefined || !name.startsWith(prefix)) return false
    return Date.parse(`${hour}:${rest[0]}:${rest[1]}.${rest[2]}`) < before
  })
}
