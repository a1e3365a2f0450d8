import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { type Result, fail, ok } from '../../src/core/result'
import { codeOf, refusalOf } from './refusal'

/** The files of one server. */
export interface DataFolder {
  readonly path: string
  readonly database: string
  /** A restored database on its way: still being checked; then whole, while the store that was there makes place for it. */
  readonly incoming: string
  readonly restoring: string
  readonly marker: string
  readonly lock: string
  readonly pid: string
}

/** Names the files of a data folder; touches nothing. */
export function dataFolder(folder: string): DataFolder {
  const at = (name: string): string => path.join(folder, name)
  return {
    path: folder,
    database: at('maillage.sqlite'),
    incoming: at('maillage.sqlite.incoming'),
    restoring: at('maillage.sqlite.restoring'),
    marker: at('maillage.json'),
    lock: at('server.lock'),
    pid: at('server.pid'),
  }
}

/** Whether a server has kept something here: a marker without its database, or the other way round, is for whoever opens it. */
export function holdsStore(folder: DataFolder): boolean {
  return [folder.marker, folder.database, folder.restoring].some((file) => fs.existsSync(file))
}

/** What SQLite keeps beside a database: the database alone may be without what was committed last. */
export const besideDatabase = ['-wal', '-shm', '-journal'] as const

/** Removes a database that nobody needs, and what SQLite keeps beside it. */
export function removeDatabase(file: string): void {
  for (const rest of [...besideDatabase, '']) fs.rmSync(`${file}${rest}`, { force: true })
}

/** Makes the bytes of a file survive a power cut. */
export function syncFile(file: string): void {
  const descriptor = fs.openSync(file, 'r+')
  try {
    fs.fsyncSync(descriptor)
  } finally {
    fs.closeSync(descriptor)
  }
}

/**
 * Makes the names in a folder survive a power cut, as fsync of a file does for its bytes. Windows keeps them with
 * the file, and refuses to flush a folder.
 */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const descriptor = fs.openSync(folder, 'r')
  try {
    fs.fsyncSync(descriptor)
  } finally {
    fs.closeSync(descriptor)
  }
}

/** Writes a small file whole or not at all. */
export function writeDurably(file: string, text: string): void {
  const temporary = `${file}.${randomBytes(4).toString('hex')}.tmp`
  const descriptor = fs.openSync(temporary, 'wx', 0o600)
  try {
    fs.writeSync(descriptor, text)
    fs.fsyncSync(descriptor)
  } finally {
    fs.closeSync(descriptor)
  }
  fs.renameSync(temporary, file)
  syncFolder(path.dirname(file))
}

/** The identity that the marker beside the database claims; undefined without a marker. */
export function readMarker(folder: DataFolder): Result<string | undefined, string> {
  if (!fs.existsSync(folder.marker)) return ok(undefined)
  try {
    const marker: unknown = JSON.parse(fs.readFileSync(folder.marker, 'utf8'))
    if (typeof marker === 'object' && marker !== null && 'id' in marker && typeof marker.id === 'string') {
      return ok(marker.id)
    }
  } catch {
    // Falls through to the refusal: an unreadable marker and an odd one are the same to an administrator.
  }
  return fail(`Le fichier ${folder.marker} est illisible : restaurez une sauvegarde (admin restore).`)
}

/** Writes the identity beside the database, so that a database that vanished is never taken for a new one. */
export function writeMarker(folder: DataFolder, id: string): void {
  writeDurably(folder.marker, `${JSON.stringify({ format: 1, id })}\n`)
}

/**
 * Takes the folder for one process. The lock is the operating system's, on a database of its own: it goes
 * with the process, whatever ends it. The returned function gives it back.
 */
export function lockFolder(folder: DataFolder): Result<() => void, string> {
  let lock: Database.Database | undefined
  try {
    fs.mkdirSync(folder.path, { recursive: true, mode: 0o700 })
    lock = new Database(folder.lock, { timeout: 0 })
    lock.exec('BEGIN EXCLUSIVE')
    fs.writeFileSync(folder.pid, `${process.pid}\n`)
  } catch (error) {
    lock?.close()
    if (codeOf(error) !== 'SQLITE_BUSY') return fail(unusable(folder, error))
    const holder = fs.existsSync(folder.pid) ? fs.readFileSync(folder.pid, 'utf8').trim() : 'inconnu'
    return fail(
      `Un serveur utilise déjà ${folder.path} (locked by pid ${holder}). Arrêtez-le d’abord, ou choisissez un autre dossier.`,
    )
  }
  const held = lock
  return ok(() => {
    fs.rmSync(folder.pid, { force: true })
    held.close()
  })
}

/** That a folder cannot hold a store, and what to do about it. */
export function unusable(folder: DataFolder, error: unknown): string {
  const why = refusalOf(error) ?? `${String(error)} ; choisissez un autre emplacement`
  return `Le dossier des données ${folder.path} ne peut pas être utilisé : ${why} (option --data). Rien n’a été modifié.`
}
