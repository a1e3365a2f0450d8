import fs from 'node:fs'
import path from 'node:path'
import type Database from 'better-sqlite3'
import { type Result, fail, ok } from '../src/core/result'
import { removeDatabase, syncFile, syncFolder } from './stores/dataFolder'
import { refusalOf } from './stores/refusal'
import { closeDatabase, openSqliteStore } from './stores/sqlite'
import { type SqliteFile, openCopy } from './stores/sqliteFile'
import { examine } from './verify'

/** What a copy is called until it has been checked, and how long one may take. */
const unfinished = { name: /\.maillage-partial(?:-wal|-shm|-journal)?$/, ms: 24 * 3_600_000 }

/** More pages than any store has. */
const allPages = 2 ** 30

/** A backup that was made. */
export interface Backup {
  readonly backup: string
  readonly bytes: number
  /** What of it is damaged, as it is in the store: each names its room. */
  readonly damaged: readonly string[]
}

/**
 * Copies the whole store into one file while the server goes on; every byte of the copy is read before it counts. Where
 * a room is damaged the copy is kept all the same, and says so: of the other rooms it may soon be the only one.
 */
export async function backupTo(
  db: Database.Database,
  file: string,
  now: () => number,
): Promise<Result<Backup, string>> {
  if (fs.existsSync(file)) return fail(`${file} existe déjà : choisissez un autre nom.`)
  if (!fs.existsSync(path.dirname(file))) return fail(`Le dossier ${path.dirname(file)} n’existe pas.`)
  const temporary = `${file}.maillage-partial`
  try {
    removeUnfinished(temporary, now())
    // In one step, which reads one moment of the store: between two, SQLite begins again when somebody wrote.
    await db.backup(temporary, { progress: () => allPages })
    const copy = openCopy(temporary)
    if (!copy.ok) return fail(`La copie n’est pas bonne : ${copy.error}`)
    const damaged = await damageOf(copy.value, now)
    syncFile(temporary)
    fs.renameSync(temporary, file)
    syncFolder(path.dirname(file))
    return ok({ backup: file, bytes: fs.statSync(file).size, damaged })
  } catch (error) {
    const why = refusalOf(error)
    if (why === undefined) throw error
    return fail(`La sauvegarde ${file} n’a pas été faite : ${why}.`)
  } finally {
    removeDatabase(temporary)
  }
}

/** Reads every byte of a copy, says what of it is damaged, and closes it. */
export async function damageOf(copy: SqliteFile, now: () => number): Promise<readonly string[]> {
  try {
    const { rooms, attachments } = await examine(copy.db, openSqliteStore(copy, now))
    return [...rooms, ...attachments]
  } finally {
    closeDatabase(copy.db)
  }
}

/** Copies that were cut short hold what the store held: nobody would miss them, and they would outlive the promise of erasure. */
function removeUnfinished(temporary: string, now: number): void {
  const folder = path.dirname(temporary)
  for (const name of fs.readdirSync(folder).filter((each) => unfinished.name.test(each))) {
    const file = path.join(folder, name)
    // A younger one of another name may be another backup that is being made.
    const isOld = now - (fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? now) > unfinished.ms
    if (isOld || file.startsWith(temporary)) fs.rmSync(file, { force: true })
  }
}
