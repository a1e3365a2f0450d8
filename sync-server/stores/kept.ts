import fs from 'node:fs'
import path from 'node:path'
import type Database from 'better-sqlite3'
import { askAgain } from './busy'
import { type DataFolder, removeDatabase } from './dataFolder'

/** How long what was kept apart lies: as long as a backup may, which is what the erasure of a person promises. */
const keptMs = 30 * 24 * 3_600_000

/** The name under which a restore keeps the store that was there. */
export function keptName(folder: DataFolder, time: number): string {
  return `${folder.database}.before-${new Date(time).toISOString().replace(/[:.]/g, '-')}`
}

const keptStamp = /\.before-(\d{4}-\d\d-\d\dT\d\d)-(\d\d)-(\d\d)-(\d{3}Z)(?:-wal|-shm|-journal)?$/

/**
 * Removes what restores and repairs kept more than 30 days ago, and the copy of a restore that was killed. Only for the
 * process that holds the folder: no restore is under way there.
 */
export async function dropKept(folder: DataFolder, db: Database.Database, now: number): Promise<void> {
  removeDatabase(folder.incoming)
  const prefix = path.basename(folder.database)
  for (const name of fs.readdirSync(folder.path).filter((each) => each.startsWith(prefix))) {
    // By its name: the file itself is as old as what was last written into it.
    const [, hour, ...rest] = keptStamp.exec(name) ?? []
    const time = hour === undefined ? NaN : Date.parse(`${hour}:${rest[0]}:${rest[1]}.${rest[2]}`)
    if (time < now - keptMs) fs.rmSync(path.join(folder.path, name), { force: true })
  }
  const old = db.prepare<[number], number>('SELECT 1 FROM aside WHERE at < ? LIMIT 1').pluck()
  if (old.get(now - keptMs) === undefined) return
  await askAgain(() => db.prepare('DELETE FROM aside WHERE at < ?').run(now - keptMs))
}
