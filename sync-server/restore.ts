import fs from 'node:fs'
import Database from 'better-sqlite3'
import { type Result, fail, ok } from '../src/core/result'
import { damageOf } from './backup'
import {
  type DataFolder,
  besideDatabase,
  lockFolder,
  readMarker,
  removeDatabase,
  syncFile,
  syncFolder,
  writeMarker,
} from './stores/dataFolder'
import { keptName } from './stores/kept'
import { refusalOf } from './stores/refusal'
import { closeDatabase } from './stores/sqlite'
import { newIncarnation, openCopy } from './stores/sqliteFile'

/** A restore that was done. */
export interface Restored {
  readonly restored: string
  readonly incarnation: string
  /** Where the store that was there is kept; null where there was none. */
  readonly kept: string | null
  /** False when it is not known who was revoked since the backup. */
  readonly revocationsKept: boolean
  /** What of the backup is damaged: each names its room. */
  readonly damaged: readonly string[]
}

/**
 * Puts a backup in the place of the store. The log goes back in time, so its incarnation changes: every
 * replica then compares everything and gives back what the backup lacks. Devices that were revoked since
 * stay revoked, and invitations not used in the backup are void. The store that was there is kept beside it.
 * A backup of which something is damaged is restored only where that is said to be wanted.
 */
export async function restoreFrom(
  folder: DataFolder,
  file: string,
  { now, takesDamaged }: { readonly now: () => number; readonly takesDamaged: boolean },
): Promise<Result<Restored, string>> {
  if (!fs.existsSync(file)) return fail(`${file} n’existe pas.`)
  if (!fs.statSync(file).isFile())
    return fail(`${file} n’est pas un fichier : indiquez la sauvegarde elle-même.`)
  // Either is replaced by what is restored from it: nothing of it would be left to read.
  if ([folder.incoming, folder.restoring].some((own) => isSameFile(file, own))) {
    return fail(
      `${file} est la copie de travail d’une restauration interrompue. Rien n’a été modifié : relancez la restauration depuis la sauvegarde elle-même ou, s’il n’y en a plus, copiez d’abord ce fichier ailleurs.`,
    )
  }
  const lock = lockFolder(folder)
  if (!lock.ok) return lock
  try {
    // A restore that was killed has left its own there, whose log would be taken for that of this one.
    removeDatabase(folder.incoming)
    fs.copyFileSync(file, folder.incoming)
    // What a restore kept, or a killed server left, may have its last commits there alone.
    if (fs.existsSync(`${file}-wal`)) fs.copyFileSync(`${file}-wal`, `${folder.incoming}-wal`)
    const whole = openCopy(folder.incoming)
    if (!whole.ok) return fail(`${file} : ${whole.error} Rien n’a été modifié.`)
    const damaged = await damageOf(whole.value, now)
    if (damaged.length > 0 && !takesDamaged) return fail(refusedAsDamaged(file, damaged))
    const revoked = revokedHere(folder)
    const keptAt = keptTime(folder, now())
    const incarnation = prepare(folder.incoming, { revoked: revoked.devices, keptAt, now })
    const kept = putInPlace(folder, whole.value.id, keptName(folder, keptAt))
    const wrong = wrongAfterwards(folder, incarnation)
    if (wrong !== undefined) {
      return fail(
        `${file} a pris la place de la base de ${folder.path}, et ne s’y ouvre pas : ${wrong} Restaurez une autre sauvegarde ; la base d’avant est gardée (${kept ?? 'il n’y en avait pas'}).`,
      )
    }
    return ok({ restored: file, incarnation, kept, revocationsKept: revoked.known, damaged })
  } catch (error) {
    const why = refusalOf(error)
    if (why === undefined) throw error
    return fail(`${file} n’a pas été restauré dans ${folder.path} : ${why}.`)
  } finally {
    removeDatabase(folder.incoming)
    lock.value()
  }
}

const refusedAsDamaged = (file: string, damaged: readonly string[]): string =>
  [
    `${file} est abîmé :`,
    ...damaged,
    'Rien n’a été modifié. Restaurez une autre sauvegarde si vous en avez une. Sinon, celle-ci : admin restore FICHIER --damaged accept ; ce qui est entier sert aussitôt, le reste se répare ensuite (admin repair ESPACE).',
  ].join('\n')

/** Whether two paths lead to one file, by whatever names. */
function isSameFile(a: string, b: string): boolean {
  const [one, other] = [a, b].map((file) => fs.statSync(file, { bigint: true, throwIfNoEntry: false }))
  return one !== undefined && other !== undefined && one.dev === other.dev && one.ino === other.ino
}

/** Makes a copy what the server is to open, in one file, on the disk; it says when what was there began to be kept. */
function prepare(
  incoming: string,
  {
    revoked,
    keptAt,
    now,
  }: { readonly revoked: readonly string[]; readonly keptAt: number; readonly now: () => number },
): string {
  const copy = openCopy(incoming)
  if (!copy.ok) throw new Error(`${incoming} was whole a moment ago: ${copy.error}`)
  const { db } = copy.value
  const incarnation = newIncarnation()
  try {
    db.transaction(() => {
      db.prepare("UPDATE about SET value = ? WHERE key = 'incarnation'").run(incarnation)
      db.prepare("INSERT OR REPLACE INTO about (key, value) VALUES ('kept', ?)").run(String(keptAt))
      db.prepare('UPDATE rooms SET incarnation = NULL').run()
      // which of them were used since the backup is not known: all are void, and new ones are a command away
      db.prepare('UPDATE invitations SET used_at = ? WHERE used_at IS NULL').run(now())
      const revoke = db.prepare('UPDATE devices SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?')
      for (const device of revoked) revoke.run(now(), device)
    })()
    db.pragma('wal_checkpoint(TRUNCATE)')
    db.pragma('journal_mode = DELETE')
  } finally {
    db.close()
  }
  syncFile(incoming)
  return incarnation
}

/**
 * Puts the incoming database in the place of the store, and returns where that is kept. While `restoring` is there
 * nobody opens the folder: cut short at any step, what stands there is half of the one and half of the other.
 */
function putInPlace(folder: DataFolder, id: string, name: string): string | null {
  fs.renameSync(folder.incoming, folder.restoring)
  syncFolder(folder.path)
  const kept = keepOld(folder, name)
  writeMarker(folder, id)
  // What was moved is out of the way for good before the new one takes its name: SQLite would take the old one's log for its own.
  syncFolder(folder.path)
  fs.renameSync(folder.restoring, folder.database)
  syncFolder(folder.path)
  return kept
}

/** Opens what was put in place, and says why it is not what was to be there; undefined when it is. */
function wrongAfterwards(folder: DataFolder, incarnation: string): string | undefined {
  const marker = readMarker(folder)
  const opened = openCopy(folder.database)
  if (!opened.ok) return opened.error
  closeDatabase(opened.value.db)
  const isRight = marker.ok && opened.value.id === marker.value && opened.value.incarnation === incarnation
  return isRight ? undefined : 'ce n’est pas celle qui a été restaurée.'
}

/**
 * Moves the store away, the database last: what SQLite keeps beside one is only of use to that one. Where a restore that
 * was cut short has moved something, that is the store's own: what stands beside the rest since was made by reading it.
 */
function keepOld(folder: DataFolder, kept: string): string | null {
  const all = [...besideDatabase, '']
  for (const rest of all.filter((each) => fs.existsSync(`${folder.database}${each}`))) {
    if (fs.existsSync(`${kept}${rest}`)) fs.rmSync(`${folder.database}${rest}`)
    else fs.renameSync(`${folder.database}${rest}`, `${kept}${rest}`)
  }
  return all.some((rest) => fs.existsSync(`${kept}${rest}`)) ? kept : null
}

/**
 * The time by which to name what is kept. Where a restore was cut short that is its own: the rest of the store goes under
 * one name with what was moved already, unless that is whole and another database has come since.
 */
function keptTime(folder: DataFolder, now: number): number {
  const isThere = (time: number, rest: string): boolean => fs.existsSync(`${keptName(folder, time)}${rest}`)
  const said = readFrom(folder.restoring, "SELECT value FROM about WHERE key = 'kept'")?.[0]
  const begun = Number(said)
  const isBegun = said !== undefined && Number.isSafeInteger(begun)
  if (isBegun && !(isThere(begun, '') && fs.existsSync(folder.database))) return begun
  let free = now
  while ([...besideDatabase, ''].some((rest) => isThere(free, rest))) free++
  return free
}

/**
 * The devices revoked in the store that is there now, when it can still be read; reading it also folds its log into it.
 * A restore that was cut short has taken them along into what it was about to put there.
 */
function revokedHere(folder: DataFolder): { readonly devices: readonly string[]; readonly known: boolean } {
  const begun = revokedIn(folder.restoring)
  const here = readMarker(folder).ok ? revokedIn(folder.database) : undefined
  return {
    devices: [...(begun ?? []), ...(here ?? [])],
    known: here !== undefined && !fs.existsSync(folder.restoring),
  }
}

const revokedIn = (file: string): readonly string[] | undefined =>
  readFrom(file, 'SELECT id FROM devices WHERE revoked_at IS NOT NULL')

/** The texts that a query finds in a database; undefined where that cannot be read. */
function readFrom(file: string, query: string): readonly string[] | undefined {
  if (!fs.existsSync(file)) return undefined
  try {
    const db = new Database(file)
    try {
      return db.prepare<[], string>(query).pluck().all()
    } finally {
      db.close()
    }
  } catch {
    return undefined
  }
}
