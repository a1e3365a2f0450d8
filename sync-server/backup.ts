import fs from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { type Result, fail, ok } from '../src/core/result'
import { type DataFolder, lockFolder, readMarker, syncFolder, writeMarker } from './stores/dataFolder'
import { refusalOf } from './stores/refusal'
import { checkFile, newIncarnation, openConnection } from './stores/sqliteFile'

/** What a copy is called until it has been checked, and how long one may take. */
const unfinished = { name: /\.maillage-partial(?:-wal|-shm|-journal)?$/, ms: 24 * 3_600_000 }

/** More pages than any store has. */
const allPages = 2 ** 30

/** Copies the whole store into one file while the server goes on; the copy is checked before it counts. */
export async function backupTo(db: Database.Database, file: string): Promise<Result<unknown, string>> {
  if (fs.existsSync(file)) return fail(`${file} existe déjà : choisissez un autre nom.`)
  if (!fs.existsSync(path.dirname(file))) return fail(`Le dossier ${path.dirname(file)} n’existe pas.`)
  const temporary = `${file}.maillage-partial`
  try {
    removeUnfinished(temporary, Date.now())
    // In one step, which reads one moment of the store: between two, SQLite begins again when somebody wrote.
    await db.backup(temporary, { progress: () => allPages })
    const checked = checkCopy(temporary)
    if (!checked.ok) return fail(`La copie n’est pas bonne : ${checked.error}`)
    const descriptor = fs.openSync(temporary, 'r+')
    fs.fsyncSync(descriptor)
    fs.closeSync(descriptor)
    fs.renameSync(temporary, file)
    syncFolder(path.dirname(file))
    return ok({ backup: file, bytes: fs.statSync(file).size })
  } catch (error) {
    const why = refusalOf(error)
    if (why === undefined) throw error
    return fail(`La sauvegarde ${file} n’a pas été faite : ${why}.`)
  } finally {
    removeCopy(temporary)
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

/**
 * Puts a backup in the place of the store. The log goes back in time, so its incarnation changes: every
 * replica then compares everything and gives back what the backup lacks. Devices that were revoked since
 * stay revoked, and invitations not used in the backup are void. The store that was there is kept beside it.
 */
export function restoreFrom(folder: DataFolder, file: string, now: () => number): Result<unknown, string> {
  if (!fs.existsSync(file)) return fail(`${file} n’existe pas.`)
  if (!fs.statSync(file).isFile())
    return fail(`${file} n’est pas un fichier : indiquez la sauvegarde elle-même.`)
  const lock = lockFolder(folder)
  if (!lock.ok) return lock
  const incoming = `${folder.database}.incoming`
  try {
    fs.copyFileSync(file, incoming)
    const checked = checkCopy(incoming)
    if (!checked.ok) return fail(`${file} : ${checked.error} Rien n’a été modifié.`)
    const incarnation = newIncarnation()
    const revoked = revokedHere(folder)
    const db = openConnection(incoming)
    db.transaction(() => {
      db.prepare("UPDATE about SET value = ? WHERE key = 'incarnation'").run(incarnation)
      db.prepare('UPDATE rooms SET incarnation = NULL').run()
      // which of them were used since the backup is not known: all are void, and new ones are a command away
      db.prepare('UPDATE invitations SET used_at = ? WHERE used_at IS NULL').run(now())
      const revoke = db.prepare('UPDATE devices SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?')
      for (const device of revoked.devices) revoke.run(now(), device)
    })()
    db.pragma('wal_checkpoint(TRUNCATE)')
    db.pragma('journal_mode = DELETE')
    db.close()
    const kept = keepOld(folder, now())
    fs.renameSync(incoming, folder.database)
    writeMarker(folder, checked.value.id)
    syncFolder(folder.path)
    return ok({ restored: file, incarnation, kept, revocationsKept: revoked.known })
  } catch (error) {
    const why = refusalOf(error)
    if (why === undefined) throw error
    return fail(`${file} n’a pas été restauré dans ${folder.path} : ${why}.`)
  } finally {
    removeCopy(incoming)
    lock.value()
  }
}

/** Removes a copy, and what SQLite keeps beside one that is open. */
function removeCopy(file: string): void {
  for (const rest of ['', '-wal', '-shm', '-journal']) fs.rmSync(`${file}${rest}`, { force: true })
}

function checkCopy(file: string): Result<{ readonly id: string }, string> {
  let db: Database.Database | undefined
  try {
    db = new Database(file)
    return checkFile(db, undefined)
  } catch {
    return fail('ce fichier n’est pas une sauvegarde de Maillage.')
  } finally {
    db?.close()
  }
}

/** The devices revoked in the store that is there now, when it can still be read. */
function revokedHere(folder: DataFolder): { readonly devices: readonly string[]; readonly known: boolean } {
  if (!fs.existsSync(folder.database) || !readMarker(folder).ok) return { devices: [], known: false }
  try {
    const db = new Database(folder.database)
    try {
      const ids = db.prepare<[], string>('SELECT id FROM devices WHERE revoked_at IS NOT NULL').pluck().all()
      return { devices: ids, known: true }
    } finally {
      db.close()
    }
  } catch {
    return { devices: [], known: false }
  }
}

function keepOld(folder: DataFolder, time: number): string | null {
  if (!fs.existsSync(folder.database)) return null
  const kept = `${folder.database}.before-${new Date(time).toISOString().replace(/[:.]/g, '-')}`
  fs.renameSync(folder.database, kept)
  for (const rest of ['-wal', '-shm']) {
    if (fs.existsSync(`${folder.database}${rest}`))
      fs.renameSync(`${folder.database}${rest}`, `${kept}${rest}`)
  }
  return kept
}
