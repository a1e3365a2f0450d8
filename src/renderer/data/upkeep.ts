import { placeOf } from '../../core/document/rooms'
import type { Result } from '../../core/result'
import { writeBackup } from './backup'
import { compactRoom } from './compaction'
import type { Ground } from './ground'
import { hold } from './watched'
import type { Identity, Watched } from './workspace'

/** The folder of rotating backups, where there is one; it is shared by the workspaces of this computer. */
export interface BackupFolder {
  write(workspace: string, bytes: Uint8Array): Promise<Result<unknown, string>>
  list(): Promise<Result<readonly { readonly workspace: string; readonly writtenAt: string }[], string>>
}

const WARM_MS = 1_500
const FIRST_MS = 20_000
const EVERY_MS = 10 * 60_000
const BACKUP_MS = 24 * 3600_000

/** What is done behind an open workspace. */
export interface Upkeep {
  /** What could not be done, in the user's words with what to do; undefined when all is well. */
  readonly trouble: Watched<string | undefined>
  close(): Promise<void>
}

/** What a workspace does for itself while nobody looks: a sealed backup a day, and shorter logs. */
export function startUpkeep(
  ground: Ground,
  workspace: string,
  identity: Identity,
  folder: BackupFolder | null,
): Upkeep {
  const trouble = hold<string | undefined>(undefined)
  let stopped = false
  let backedUpAt = -Infinity
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> = Promise.resolve()

  /** The first edit need not wait for the documents of the rooms that are always in use. */
  const warm = async (): Promise<void> => {
    for (const room of ground.log.rooms())
      if (placeOf(room)?.year === undefined && placeOf(room)?.space === identity.space && !stopped)
        (await ground.documents.hold(room)).release()
  }

  /** The backup comes first, and each room stands alone: a log that cannot be made shorter costs nothing else. */
  const turn = async (): Promise<void> => {
    const backedUp = !folder || (await succeeds(() => backUp(folder)))
    let compacted = true
    for (const room of ground.log.rooms())
      if (!stopped && !(await succeeds(() => compactRoom(ground, room).then(() => true)))) compacted = false
    if (!stopped) trouble.set(!backedUp ? NO_BACKUP : compacted ? undefined : NOT_COMPACTED)
  }

  const backUp = async (folder: BackupFolder): Promise<boolean> => {
    // The folder dates each one after the one before, which a clock may have put far ahead: this run knows its own.
    if (stopped || performance.now() - backedUpAt < BACKUP_MS) return true
    if (!(await isBackupDue(folder, workspace, Date.now()))) return true
    const written = await folder.write(workspace, await writeBackup(ground, identity, Date.now()))
    if (written.ok) backedUpAt = performance.now()
    return written.ok
  }

  const plan = (ms: number): void => {
    if (!stopped) timer = setTimeout(go, ms)
  }
  const go = (): void => {
    running = turn().then(() => plan(EVERY_MS))
  }
  timer = setTimeout(() => {
    running = warm().catch(() => undefined)
    plan(FIRST_MS)
  }, WARM_MS)
  return {
    trouble,
    async close() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}

const NO_BACKUP =
  'La sauvegarde du jour n’a pas pu être faite\u00a0: faites-en une à la main dans «\u00a0Sauvegarde\u00a0», sur un autre disque.'
const NOT_COMPACTED =
  'La base de cet ordinateur n’a pas pu être allégée\u00a0: faites une sauvegarde, puis rouvrez l’espace.'

/** Whether something was done; a failure of any kind is a no. */
async function succeeds(run: () => Promise<boolean>): Promise<boolean> {
  try {
    return await run()
  } catch {
    return false
  }
}

/** A day after the last one. What a clock that ran ahead has dated in the future says nothing of today. */
async function isBackupDue(folder: BackupFolder, of: string, now: number): Promise<boolean> {
  const listed = await folder.list()
  if (!listed.ok) return false
  const own = listed.value.filter(({ workspace }) => workspace === of)
  const written = own.map(({ writtenAt }) => Date.parse(writtenAt) || 0).filter((at) => at <= now)
  return now - Math.max(0, ...written) > BACKUP_MS
}
