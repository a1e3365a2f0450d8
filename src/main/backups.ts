import { mkdir, readFile, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { BackupInfo } from '../core/ipc'
import { backupName } from '../core/ipc'
import type { Result } from '../core/result'
import { fail, ok } from '../core/result'
import { clockSlack, noteTime } from './clock'
import { isMissing, refusalOf, writeDurably } from './durable'
import type { Writes } from './writes'

/** The last ones whatever their day, then the last of each day before: a busy hour never pushes a good week out. */
const keptLast = 3
const keptDays = 7

/**
 * What was erased from a workspace must be gone from its backups within 30 days, even where it is opened no more. They
 * are counted to the last time that stands, which is four days late, and seven over a week-end: a clock that jumps a
 * year ahead would end every backup at once, and those of the other workspaces are replaced by none. After an absence,
 * which looks the same, the old ones go with this delay.
 */
const keptFor = 23 * 24 * 3_600_000

/** What an application that was killed while it wrote has left. */
const unfinished = /\.partial$/

/** The rotating backups of a profile's workspaces, each on its own, sealed by the page before they come here. */
export interface Backups {
  write(workspace: string, bytes: Uint8Array): Promise<Result<BackupInfo, 'denied' | 'full'>>
  list(): Promise<Result<readonly BackupInfo[], 'denied'>>
  read(name: string): Promise<Result<Uint8Array, 'denied' | 'missing'>>
}

/** Opens the backups of a profile. One is written at a time, so that rotation sees them all. */
export function openBackups(folder: string, writes: Writes, now: () => number): Backups {
  async function names(): Promise<readonly string[]> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const found = await readdir(folder)
    return found
      .filter((name) => backupName.test(name) && timeOf(name) >= 0)
      .sort((a, b) => timeOf(b) - timeOf(a))
  }

  /** One that rotation has ended since it was seen is none. */
  async function info(name: string): Promise<BackupInfo | undefined> {
    try {
      return infoOf(name, (await stat(join(folder, name))).size, now())
    } catch (error) {
      if (isMissing(error)) return undefined
      throw error
    }
  }

  /**
   * Names what a wrong clock has named after a time to come as of now, in their order: they would outlive every other.
   * Only once the time stands, for it takes their days from good ones where it is this clock that is wrong. One that
   * another program holds keeps its name until the next time.
   */
  async function redate(): Promise<void> {
    const all = await names()
    for (const workspace of new Set(all.map(workspaceOf))) {
      const mine = all.filter((name) => workspaceOf(name) === workspace)
      const early = mine.filter((name) => timeOf(name) > now() + clockSlack)
      let time = Math.max(now(), timeOf(mine[early.length]) + 1)
      for (const name of early.reverse())
        await rename(join(folder, name), join(folder, nameOf(workspace, time++))).catch(() => undefined)
    }
  }

  async function removeUnfinished(): Promise<void> {
    const found = await readdir(folder)
    await remove(found.filter((name) => unfinished.test(name)))
  }

  /** What another program holds goes with the next backup: it makes no refusal of the one that is written. */
  async function remove(names: readonly string[]): Promise<void> {
    for (const name of names) await rm(join(folder, name), { force: true }).catch(() => undefined)
  }

  async function add(workspace: string, bytes: Uint8Array): Promise<Result<BackupInfo, 'denied' | 'full'>> {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await removeUnfinished()
      const stood = await noteTime(join(folder, 'clock.json'), now()).catch(() => undefined)
      if (stood !== undefined) await redate()
      const all = await names()
      const before = all.filter((name) => workspaceOf(name) === workspace)
      const name = nameOf(workspace, Math.max(now(), timeOf(before[0]) + 1))
      await writeDurably(join(folder, name), bytes)
      const ended = (stood ?? 0) - keptFor
      const kept = keptOf([name, ...before], ended)
      const others = all.filter((one) => workspaceOf(one) !== workspace && timeOf(one) <= ended)
      await remove([...before.filter((one) => !kept.has(one)), ...others])
      return ok(infoOf(name, bytes.byteLength, timeOf(name)))
    } catch (error) {
      return fail(refusalOf(error))
    }
  }

  return {
    write: (workspace, bytes) => writes.run(folder, () => add(workspace, bytes)),
    list: async () => {
      try {
        const infos = await Promise.all((await names()).map(info))
        return ok(infos.filter((found) => found !== undefined))
      } catch {
        return fail('denied')
      }
    },
    read: async (name) => {
      try {
        if (!(await names()).includes(name)) return fail('missing')
        return ok(new Uint8Array(await readFile(join(folder, name))))
      } catch (error) {
        return fail(isMissing(error) ? 'missing' : 'denied')
      }
    },
  }
}

/** Which backups of a workspace stay, of names sorted from the newest: at most ten, none that has ended. */
export function keptOf(newestFirst: readonly string[], ended: number): ReadonlySet<string> {
  const recent = newestFirst.filter((name) => timeOf(name) > ended)
  const kept = new Set(recent.slice(0, keptLast))
  const days = new Set<string>()
  for (const name of recent.slice(keptLast)) {
    const day = new Date(timeOf(name)).toISOString().slice(0, 10)
    if (days.has(day) || days.size === keptDays) continue
    days.add(day)
    kept.add(name)
  }
  return kept
}

const infoOf = (name: string, size: number, latest: number): BackupInfo => ({
  name,
  workspace: workspaceOf(name),
  writtenAt: new Date(Math.min(timeOf(name), latest)).toISOString(),
  size,
})

/** `maillage-w0123456789abcdef-2026-11-22T14-05-09-123Z.maillage-backup`: nothing that a file system refuses. */
function nameOf(workspace: string, time: number): string {
  return `maillage-${workspace}-${new Date(time).toISOString().replace(/[:.]/g, '-')}.maillage-backup`
}

const workspaceOf = (name: string): string => name.split('-')[1] ?? ''

function timeOf(name: string | undefined): number {
  const found = /-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z/.exec(name ?? '')
  return found ? Date.parse(`${found[1]}T${found[2]}:${found[3]}:${found[4]}.${found[5]}Z`) : 0
}
