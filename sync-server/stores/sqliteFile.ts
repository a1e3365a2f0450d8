import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import Database from 'better-sqlite3'
import { type Result, fail, ok } from '../../src/core/result'
import { busyMs, standStill, waitingFor } from './busy'
import { type DataFolder, readMarker, syncFolder, unusable, writeMarker } from './dataFolder'
import { refusalOf } from './refusal'

/** The layout of the tables below; a newer one is refused by an older server. */
export const databaseFormat = 1

const schema = `
CREATE TABLE IF NOT EXISTS about (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS rooms (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, epoch INTEGER NOT NULL DEFAULT 1, incarnation TEXT,
  head INTEGER NOT NULL DEFAULT 0, base INTEGER NOT NULL DEFAULT 0,
  tail_bytes INTEGER NOT NULL DEFAULT 0, snapshot_bytes INTEGER NOT NULL DEFAULT 0, saved_at INTEGER,
  tail_since INTEGER
) STRICT;
CREATE TABLE IF NOT EXISTS log (
  room INTEGER NOT NULL, position INTEGER NOT NULL, crc INTEGER NOT NULL, bytes BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS log_position ON log (room, position);
CREATE TABLE IF NOT EXISTS snapshots (
  room INTEGER PRIMARY KEY, position INTEGER NOT NULL,
  parts_crc INTEGER NOT NULL, v1_crc INTEGER NOT NULL, v2_crc INTEGER NOT NULL,
  vector BLOB NOT NULL, deletes BLOB NOT NULL, v1 BLOB NOT NULL, v2 BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS aside (
  room TEXT NOT NULL, position INTEGER NOT NULL, what TEXT NOT NULL, at INTEGER NOT NULL, bytes BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS blobs (
  room TEXT NOT NULL, hash TEXT NOT NULL, at INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (room, hash)
) STRICT;
CREATE TABLE IF NOT EXISTS people (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, departments TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS devices (
  id TEXT PRIMARY KEY, person TEXT NOT NULL REFERENCES people (id), name TEXT NOT NULL,
  token BLOB NOT NULL UNIQUE, at INTEGER NOT NULL, seen_at INTEGER, revoked_at INTEGER
) STRICT;
CREATE TABLE IF NOT EXISTS invitations (
  code BLOB PRIMARY KEY, person TEXT NOT NULL REFERENCES people (id), expires_at INTEGER NOT NULL, used_at INTEGER
) STRICT;
`

/** What a connection must say of itself before it may hold anything (D2): a default is never trusted. */
const pragmas: readonly (readonly [name: string, value: string, expected: unknown])[] = [
  ['journal_mode', 'WAL', 'wal'],
  ['synchronous', 'FULL', 2],
  ['secure_delete', 'ON', 1],
  ['busy_timeout', String(busyMs), busyMs],
  ['trusted_schema', 'OFF', 0],
  ['foreign_keys', 'ON', 1],
  ['cell_size_check', 'ON', 1],
  ['fullfsync', '1', 1],
  ['checkpoint_fullfsync', '1', 1],
]

/** Opens a connection with the settings that make a commit durable, and reads each of them back. */
export function openConnection(file: string): Database.Database {
  const db = new Database(file, { timeout: busyMs })
  try {
    for (const [name, value, expected] of pragmas) {
      standStill(() => db.pragma(`${name} = ${value}`))
      const actual: unknown = db.pragma(name, { simple: true })
      if (actual !== expected)
        throw new Error(`SQLite refuses ${name} = ${value} (answers ${String(actual)})`)
    }
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** An opened database and who it is. */
export interface SqliteFile {
  readonly db: Database.Database
  readonly id: string
  readonly incarnation: string
}

/**
 * Opens the database of a data folder, or makes it when the folder is new. What the marker says must be
 * there is never made anew: a lost or emptied database is refused, with what to do about it.
 */
export function openSqliteFile(folder: DataFolder): Result<SqliteFile, string> {
  if (fs.existsSync(folder.restoring)) {
    return fail(
      `Une restauration de ${folder.path} a été interrompue : la base qui s’y trouve n’est plus entière. Relancez la même commande (admin restore FICHIER).`,
    )
  }
  const marker = readMarker(folder)
  if (!marker.ok) return marker
  // Asked before SQLite opens it: SQLite takes an empty file for a new database, and writes into it.
  if (
    marker.value !== undefined &&
    !(fs.existsSync(folder.database) && fs.statSync(folder.database).size > 0)
  ) {
    return fail(`La base ${folder.database} a disparu. ${whatToDo}`)
  }
  let db: Database.Database | undefined
  try {
    fs.mkdirSync(folder.path, { recursive: true, mode: 0o700 })
    db = openConnection(folder.database)
    if (marker.value === undefined && readAbout(db, 'id') === undefined) create(db, folder)
    const checked = checkFile(db, marker.value)
    if (!checked.ok) {
      db.close()
      return fail(`${folder.database} : ${checked.error} ${whatToDo}`)
    }
    addTailSince(db)
    if (marker.value === undefined) writeMarker(folder, checked.value.id)
    return ok({ db, ...checked.value })
  } catch (error) {
    db?.close()
    if (refusalOf(error) !== undefined) return fail(unusable(folder, error))
    const detail = error instanceof Error ? error.message : String(error)
    return fail(`La base ${folder.database} ne peut pas être ouverte (${detail}). ${whatToDo}`)
  }
}

/** Opens a copy of a store, by itself: a backup that was just made, or one that is to be restored. */
export function openCopy(file: string): Result<SqliteFile, string> {
  let db: Database.Database | undefined
  try {
    db = openConnection(file)
    const checked = checkFile(db, undefined)
    if (checked.ok) {
      addTailSince(db)
      return ok({ db, ...checked.value })
    }
    db.close()
    return checked
  } catch (error) {
    db?.close()
    if (refusalOf(error) !== undefined) throw error
    return fail('ce fichier n’est pas une sauvegarde de Maillage.')
  }
}

/**
 * Folds the write-ahead log into the file and empties it: what was deleted, and is overwritten in the file
 * (secure_delete), leaves the log too. False when a reader needs what stands in it. Such a reader, who may be a
 * command that reads everything, is never waited for: all who write would wait with us.
 */
export function foldLog(db: Database.Database): boolean {
  return checkpoint(db).busy === 0
}

interface Checkpoint {
  readonly busy: number
  /** Pages in the write-ahead log, and those of them that stand in the file as well. */
  readonly log: number
  readonly checkpointed: number
}

function checkpoint(db: Database.Database): Checkpoint {
  // Three numbers in one row, says SQLite of this pragma.
  const done = waitingFor(db, 0, () => db.prepare<[], Checkpoint>('PRAGMA wal_checkpoint(TRUNCATE)').get())
  return done ?? { busy: 1, log: 0, checkpointed: 0 }
}

/**
 * Folds the write-ahead log in and compares the file's size with what it says of itself: SQLite reads a last
 * page that was cut short as zeros. Only for the one process that holds the folder.
 */
export function checkSize(db: Database.Database, folder: DataFolder): Result<true, string> {
  let folded: Checkpoint
  try {
    folded = checkpoint(db)
  } catch (error) {
    if (refusalOf(error) !== undefined) return fail(unusable(folder, error))
    return fail(`La base ${folder.database} ne peut pas être lue (${String(error)}). ${whatToDo}`)
  }
  const { log, checkpointed } = folded
  // What a command beside still reads past stays in the log: a file that lacks it is not cut short.
  if (log !== checkpointed) {
    return fail(
      `${folder.database} est en train d’être lue par une commande (admin verify, admin backup…). Relancez le serveur quand elle aura fini.`,
    )
  }
  const pages = Number(db.pragma('page_count', { simple: true }))
  const expected = pages * Number(db.pragma('page_size', { simple: true }))
  const { size } = fs.statSync(folder.database)
  if (size === expected) return ok(true)
  return fail(
    `${folder.database} : la base est tronquée (${size} octets au lieu de ${expected}). ${whatToDo}`,
  )
}

/** Opens a database that this server has opened and checked a moment ago, for another thread of it. */
export function joinSqliteFile(folder: DataFolder): SqliteFile {
  const db = openConnection(folder.database)
  const [id, incarnation] = [readAbout(db, 'id'), readAbout(db, 'incarnation')]
  if (id === undefined || incarnation === undefined) throw new Error(`${folder.database} has no identity`)
  return { db, id, incarnation }
}

const whatToDo =
  'Rien n’a été modifié. Restaurez une sauvegarde : npm run -s admin -- --data DOSSIER restore FICHIER.'

/** Says whether a database is one of ours, whole, and of the identity that was expected. */
function checkFile(
  db: Database.Database,
  expectedId: string | undefined,
): Result<{ readonly id: string; readonly incarnation: string }, string> {
  const id = readAbout(db, 'id')
  const incarnation = readAbout(db, 'incarnation')
  if (id === undefined || incarnation === undefined) {
    return fail('la base est vide ou n’est pas celle d’un serveur Maillage.')
  }
  if (expectedId !== undefined && id !== expectedId) return fail('la base est celle d’un autre serveur.')
  if (Number(readAbout(db, 'format')) > databaseFormat) {
    return fail('la base a été écrite par une version plus récente : mettez le serveur à jour.')
  }
  const state: unknown = db.pragma('quick_check(1)', { simple: true })
  return state === 'ok' ? ok({ id, incarnation }) : fail(`la base est abîmée (${String(state)}).`)
}

function create(db: Database.Database, folder: DataFolder): void {
  const insert = (key: string, value: string): void => {
    db.prepare('INSERT INTO about (key, value) VALUES (?, ?)').run(key, value)
  }
  db.transaction(() => {
    if (readAbout(db, 'id') !== undefined) return // another process was first
    db.exec(schema)
    insert('format', String(databaseFormat))
    insert('id', randomBytes(16).toString('hex'))
    insert('incarnation', newIncarnation())
  }).immediate()
  syncFolder(folder.path)
}

/** Rooms that were made before the column was take the time of their last row for that of the first one above the snapshot. */
function addTailSince(db: Database.Database): void {
  const isThere = db.prepare("SELECT 1 FROM pragma_table_info('rooms') WHERE name = 'tail_since'")
  if (isThere.get() !== undefined) return
  db.transaction(() => {
    if (isThere.get() !== undefined) return // another process was first
    db.exec('ALTER TABLE rooms ADD COLUMN tail_since INTEGER')
    db.exec('UPDATE rooms SET tail_since = saved_at WHERE head > base')
  }).immediate()
}

/** A name for a log that has not been seen before; short, because every exchange carries it for every room. */
export const newIncarnation = (): string => randomBytes(6).toString('base64url')

function readAbout(db: Database.Database, key: string): string | undefined {
  const tables = db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'about'").get()
  if (tables === undefined) return undefined
  const value: unknown = db.prepare('SELECT value FROM about WHERE key = ?').pluck().get(key)
  return typeof value === 'string' ? value : undefined
}
