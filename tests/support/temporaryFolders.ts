import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Gives a whole run one folder for all that its tests write beside themselves, and takes it away at the end, whatever
 * became of them. Before the first worker starts: they inherit the environment. Vitest calls it once a project.
 */
export default function ownFolder(): () => void {
  if (process.env.MAILLAGE_RUN_FOLDER) return () => undefined
  const folder = mkdtempSync(join(tmpdir(), 'maillage-run-'))
  process.env.MAILLAGE_RUN_FOLDER = folder
  process.env.TMPDIR = folder
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
