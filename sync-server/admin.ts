import { type AdminCommand, readAdminArguments } from './adminArguments'
import { backupTo } from './backup'
import { compactRoom } from './compaction'
import { reasonOf } from './log'
import { type Result, fail, ok } from '../src/core/result'
import { restoreFrom } from './restore'
import { verifyAll } from './verify'
import { busyMs, waitingFor } from './stores/busy'
import { type DataFolder, dataFolder, holdsStore, lockFolder } from './stores/dataFolder'
import { DamagedRoom, type LogStore } from './stores/logStore'
import { type Place, watchPlace } from './stores/place'
import { codeOf, refusalOf } from './stores/refusal'
import { closeDatabase, openSqliteStore } from './stores/sqlite'
import { openSqliteAccess } from './stores/sqliteAccess'
import { type SqliteFile, openSqliteFile } from './stores/sqliteFile'
import { repairRoom } from './stores/sqliteRepair'

const codes = { refused: 1, arguments: 2, damaged: 3 }

process.umask(0o077) // backups hold what the server holds

/** What a command has to say; a warning is for what was done all the same. */
type Outcome = Result<unknown, string> & { readonly warning?: string }

/** Runs one command on a data folder, beside a running server wherever that is possible. */
async function run(command: AdminCommand): Promise<Outcome> {
  const folder = dataFolder(command.data)
  if (command.name === 'restore') {
    const restored = await restoreFrom(folder, command.file, {
      now: Date.now,
      takesDamaged: command.takesDamaged,
    })
    return saidOf(
      restored,
      'La sauvegarde est restaurée, et ce qui précède y est abîmé : avant de lancer le serveur, réparez chaque espace (admin repair ESPACE). Les postes rendent ce qui manque.',
    )
  }
  if (command.name !== 'invite' && !holdsStore(folder)) {
    return fail(
      `${folder.path} ne contient pas les données d’un serveur Maillage : vérifiez --data. Rien n’a été modifié.`,
    )
  }
  const place = watchPlace(folder)
  const opened = openSqliteFile(folder)
  if (!opened.ok) return opened
  const { db } = opened.value
  try {
    const outcome = await runOn(command, { folder, place, file: opened.value })
    const gone = writes.has(command.name) ? place.unwritable() : place.replaced()
    return gone === undefined ? outcome : fail(gone)
  } finally {
    closeDatabase(db)
  }
}

/** The store that a command works on, and whether it is still the folder's. */
interface Opened {
  readonly folder: DataFolder
  readonly place: Place
  readonly file: SqliteFile
}

/** The commands that leave something behind in the store. */
const writes: ReadonlySet<AdminCommand['name']> = new Set(['invite', 'revoke', 'compact', 'repair'])

async function runOn(
  command: Exclude<AdminCommand, { name: 'restore' }>,
  { folder, place, file }: Opened,
): Promise<Outcome> {
  const { db } = file
  const store = openSqliteStore(file, Date.now)
  const access = openSqliteAccess(db, Date.now)
  /** Writes once nobody else does, which may take seconds, and not where the store has been replaced since. */
  const write = (work: () => Outcome): Outcome =>
    waitingFor(db, busyMs, () =>
      db
        .transaction(() => {
          const gone = place.unwritable()
          return gone === undefined ? work() : fail(gone)
        })
        .immediate(),
    )
  switch (command.name) {
    case 'invite':
      return write(() => {
        const { code, expires } = access.invite(command.invited)
        return ok({ code, expires: new Date(expires).toISOString() })
      })
    case 'devices':
      return ok(access.devices().map(deviceLine))
    case 'revoke':
      return write(() =>
        access.revoke(command.device)
          ? ok({ revoked: command.device })
          : fail(`Aucun poste ne porte l’identifiant « ${command.device} » (voir : admin devices).`),
      )
    case 'rooms':
      return ok(await store.heads())
    case 'backup':
      return saidOf(
        await backupTo(db, command.file, Date.now),
        'La sauvegarde est faite et gardée, mais le serveur lui-même est abîmé là où il est dit, et elle avec lui : serveur arrêté, réparez (admin repair ESPACE). Ne jetez pas les sauvegardes plus anciennes.',
      )
    case 'verify':
      return await verifyAll(db, store)
    case 'repair': {
      const lock = lockFolder(folder)
      if (!lock.ok) return lock
      // From here on nobody restores; somebody may have, since it was opened.
      const gone = place.replaced()
      const repaired = gone === undefined ? repairRoom(db, command.room, Date.now) : fail(gone)
      lock.value()
      return repaired
    }
    case 'compact':
      return await compactAll(store, place, command.room)
  }
}

/** Done, and what an administrator must hear of it: which rooms and attachments are damaged, and what to do. */
function saidOf(done: Result<{ readonly damaged: readonly string[] }, string>, advice: string): Outcome {
  if (!done.ok || done.value.damaged.length === 0) return done
  return { ...done, warning: [...done.value.damaged, advice].join('\n') }
}

/** Compacts one room or all of them; one that is damaged keeps no other from it. */
async function compactAll(store: LogStore, place: Place, only: string | undefined): Promise<Outcome> {
  const heads = (await store.heads()).filter(({ room }) => only === undefined || room === only)
  if (only !== undefined && heads.length === 0) return fail(`Aucun espace « ${only} ».`)
  const done = []
  const damaged: string[] = []
  for (const { room, position, bytes } of heads) {
    const gone = place.unwritable()
    if (gone !== undefined) return fail(gone)
    try {
      const compacted = await compactRoom(store, room, position)
      done.push({ room, before: bytes, after: compacted?.after ?? bytes })
    } catch (error) {
      if (!(error instanceof DamagedRoom)) throw error
      damaged.push(`${room} : ${reasonOf(error)}`)
    }
  }
  if (damaged.length === 0) return ok(done)
  return fail(
    `${damaged.join('\n')}\nCes espaces n’ont pas été compactés : serveur arrêté, réparez-les (admin repair ESPACE). Les autres, ${done.length}, l’ont été.`,
  )
}

/** A command that the disk did not let end says so in words; anything else is a fault of ours, and stays one. */
async function runInWords(command: AdminCommand): Promise<Outcome> {
  try {
    return await run(command)
  } catch (error) {
    const why = refusalOf(error)
    if (why !== undefined) return fail(`${command.name} n’a pas abouti sur ${command.data} : ${why}.`)
    if (codeOf(error)?.startsWith('SQLITE_') !== true) throw error
    return fail(
      `${command.name} n’a pas abouti : la base de ${command.data} ne se laisse pas lire (${reasonOf(error)}). Vérifiez-la (admin verify), ou restaurez une sauvegarde (admin restore).`,
    )
  }
}

function deviceLine(device: ReturnType<ReturnType<typeof openSqliteAccess>['devices']>[number]): unknown {
  const day = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString())
  return {
    device: device.device,
    deviceName: device.deviceName,
    person: device.person,
    name: device.name,
    role: device.role,
    departments: device.departments,
    enrolled: day(device.enrolledAt),
    seen: day(device.seenAt),
    revoked: day(device.revokedAt),
  }
}

const command = readAdminArguments(process.argv.slice(2))
if (!command.ok) {
  process.stderr.write(`${command.error.join('\n')}\n`)
  process.exit(codes.arguments)
}
const outcome = await runInWords(command.value)
if (outcome.ok) {
  const lines: readonly unknown[] = Array.isArray(outcome.value) ? outcome.value : [outcome.value]
  process.stdout.write(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  if (outcome.warning !== undefined) {
    process.stderr.write(`${outcome.warning}\n`)
    process.exitCode = codes.damaged
  }
} else {
  process.stderr.write(`${outcome.error}\n`)
  process.exitCode = codes.refused
}
