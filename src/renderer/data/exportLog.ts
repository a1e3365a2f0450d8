import type { WorkspaceDatabase } from './database'
import { openJson, type Seal } from './seal'
import type { UpdateLog } from './updateLog'
import { hold } from './watched'
import type { ExportEntry, ExportLog } from './workspace'

interface Kept {
  readonly key: string
  readonly entry: ExportEntry
}

const PREFIX = 'exported/'
const KEPT_MONTHS = 13

/** Reads the log and lets what is too old go. A line that does not open stays where it is: its key may come back. */
export async function openExportLog(
  db: WorkspaceDatabase,
  seal: Seal,
  log: UpdateLog,
  author: string,
  now: () => number,
): Promise<ExportLog> {
  const stored = await db.meta.where('key').startsWith(PREFIX).toArray()
  const opened = await Promise.all(stored.map(({ key, value }) => read(seal, key, value)))
  let kept = opened.filter((one) => one !== undefined).sort((a, b) => newestFirst(a.entry, b.entry))
  // A number and no time: a key is not sealed.
  let last = Math.max(0, ...stored.map(({ key }) => Number(key.slice(PREFIX.length)) || 0))
  const entries = hold<readonly ExportEntry[]>([])
  const show = (): void => entries.set(kept.map(({ entry }) => entry))

  /** What falls out of the log, and is to be deleted with the next write. */
  const outdated = (): readonly string[] => {
    const since = monthsBefore(now(), KEPT_MONTHS)
    const old = kept.filter(({ entry }) => entry.at < since).map(({ key }) => key)
    if (old.length > 0) kept = kept.filter(({ key }) => !old.includes(key))
    return old
  }
  const write = async (added: readonly ExportEntry[]): Promise<void> => {
    const lines = added.map((entry): Kept => ({ key: `${PREFIX}${(last += 1)}`, entry }))
    kept = [...lines, ...kept].sort((a, b) => newestFirst(a.entry, b.entry))
    const old = outdated()
    show()
    await log.write({
      sealed: lines.map(({ key, entry }) => ({ key, json: entry })),
      also: ({ meta }) => meta.bulkDelete([...old]),
    })
  }

  const old = outdated()
  if (old.length > 0) void log.attempt({ also: ({ meta }) => meta.bulkDelete([...old]) })
  show()
  return {
    entries,
    // A workspace that was closed while a file was being written takes nothing any more.
    add: (entry) => write([{ at: new Date(now()).toISOString(), author, ...entry }]).catch(() => undefined),
    async take(former) {
      const isKnown = ({ at, what }: ExportEntry): boolean =>
        kept.some(({ entry }) => entry.at === at && entry.what === what)
      const fresh = former.filter((entry) => !isKnown(entry))
      if (fresh.length > 0) await write(fresh)
    },
  }
}

const newestFirst = (a: ExportEntry, b: ExportEntry): number => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)

function monthsBefore(now: number, months: number): string {
  const day = new Date(now)
  day.setMonth(day.getMonth() - months)
  return day.toISOString()
}

async function read(seal: Seal, key: string, value: unknown): Promise<Kept | undefined> {
  if (!(value instanceof Uint8Array)) return undefined
  try {
    return { key, entry: (await openJson(seal, key, value)) as ExportEntry } // written by `write` alone
  } catch {
    return undefined
  }
}
