import { placeOf } from '../../core/document/rooms'
import type { Result } from '../../core/result'
import { writeBackup } from './backup'
import { compactRoom } from './compaction'
import type { Ground } from './openWorkspace'
import type { Identity } from './workspace'

/** The folder of rotating backups, where there is one. */
export interface BackupFolder {
  write(bytes: Uint8Array): Promise<Result<unknown, string>>
  list(): Promise<Result<readonly { readonly writtenAt: string }[], string>>
}

const WARM_MS = 1_500
const FIRST_MS = 20_000
const EVERY_MS = 10 * 60_000
const BACKUP_MS = 24 * 3600_000

/** What a workspace does for itself while nobody looks: shorter logs, and a sealed backup a day. Returns the stop. */
export function startUpkeep(
  ground: Ground,
  identity: Identity,
  folder: BackupFolder | null,
): () => Promise<void> {
  let stopped = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> = Promise.resolve()

  /** The first edit need not wait for the documents of the rooms that are always in use. */
  const warm = async (): Promise<void> => {
    for (const room of ground.log.rooms())
      if (placeOf(room)?.year === undefined && placeOf(room)?.space === identity.space && !stopped)
        (await ground.documents.hold(room)).release()
  }

  const turn = async (): Promise<void> => {
    for (const room of ground.log.rooms()) if (!stopped) await compactRoom(ground, room)
    if (folder && !stopped && (await isBackupDue(folder, Date.now())))
      await folder.write(await writeBackup(ground, identity, Date.now()))
  }
  const plan = (ms: number): void => {
    if (!stopped) timer = setTimeout(go, ms)
  }
  const go = (): void => {
    // a failure here is told by the log itself, or by the backup page; the next turn tries again
    running = turn()
      .catch(() => undefined)
      .then(() => plan(EVERY_MS))
  }
  timer = setTimeout(() => {
    running = warm().catch(() => undefined)
    plan(FIRST_MS)
  }, WARM_MS)
  return async () => {
    stopped = true
    clearTimeout(timer)
    await running
  }
}

async function isBackupDue(folder: BackupFolder, now: number): Promise<boolean> {
  const listed = await folder.list()
  if (!listed.ok) return false
  const newest = Math.max(0, ...listed.value.map(({ writtenAt }) => Date.parse(writtenAt) || 0))
  return now - newest > BACKUP_MS
}
