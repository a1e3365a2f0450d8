import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The number is that of the process that made it. */
const runFolder = /^maillage-run-(\d+)-/

/**
 * Gives a whole run one folder for all that its tests write beside themselves, and takes it away at the end, whatever
 * became of them. Before the first worker starts: they inherit the environment. Vitest calls it once a project.
 */
export default function ownFolder(): () => void {
  if (process.env.MAILLAGE_RUN_FOLDER) return () => undefined
  removeLeft(tmpdir())
  const folder = mkdtempSync(join(tmpdir(), `maillage-run-${process.pid}-`))
  process.env.MAILLAGE_RUN_FOLDER = folder
  process.env.TMPDIR = folder
  return () => remove(folder)
}

/** Removes the folders of runs that were interrupted, whose process is no more, but for those that are somebody else's. */
export function removeLeft(parent: string): void {
  for (const name of readdirSync(parent)) {
    const [, pid] = runFolder.exec(name) ?? []
    if (pid === undefined || isAlive(Number(pid))) continue
    try {
      remove(join(parent, name))
    } catch {
      continue
    }
  }
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

/** A process of somebody else's, which may not be asked, is alive. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}
