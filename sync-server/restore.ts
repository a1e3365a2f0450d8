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
  const lock = lockFolder(folder)
  if (!lock.ok) return lock
  try {
    // A restore that was killed has left its own there, whose log would be taken for that of this one.
    removeDatabase(folder.incoming)
    fs.copyFileSync(file, folder.incoming)
    const whole = openCopy(folder.incoming)
    if (!whole.ok) return fail(`${file} : ${whole.error} Rien n’a été modifié.`)
    const damaged = await damageOf(whole.value, now)
    if (damaged.length > 0 && !takesDamaged) return fail(refusedAsDamaged(file, damaged))
    const revoked = revokedHere(folder)
    const incarnation = prepare(folder.incoming, revoked.devices, now)
    const kept = putInPlace(folder, whole.value.id, now())
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

/** Makes a copy what the server is to open, in one file, on the disk. */
function prepare(incoming: string, revoked: readonly string[], now: () => number): string {
  const copy = openCopy(incoming)
  if (!copy.ok) throw new Error(`${incoming} was whole a moment ago: ${copy.error}`)
  const { db } = copy.value
  const incarnation = newIncarnation()
  try {
    db.transaction(() => {
      db.prepare("UPDATE about SET value = ? WHERE key = 'incarnation'").run(incarnation)
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
function putInPlace(folder: DataFolder, id: string, time: number): string | null {
  fs.renameSync(folder.incoming, folder.restoring)
  syncFolder(folder.path)
  const kept = keepOld(folder, time)
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

/** Moves the store away, the database last: what SQLite keeps beside one is only of use to that one. */
function keepOld(folder: DataFolder, time: number): string | null {
  const there = [...besideDatabase, ''].filter((rest) => fs.existsSync(`${folder.database}${rest}`))
  if (there.length === 0) return null
  const kept = keptName(folder, time)
  for (const rest of there) fs.renameSync(`${folder.database}${rest}`, `${kept}${rest}`)
  return kept
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

function revokedIn(file: string): readonly string[] | undefined {
  if (!fs.existsSync(file)) return undefined
  try {
    const db = new Database(file)
    try {
      return db.prepare<[], string>('SELECT id FROM devices WHERE revoked_at IS NOT NULL').pluck().all()
    } finally {
      db.close()
    }
  } catch {
    return undefined
  }
}
