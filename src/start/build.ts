import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fail, ok, type Result } from '../core/result'

/** When the newest file below a folder was written, in milliseconds since 1970; 0 when there is none. */
function newest(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return 0
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))))
}

/** Builds the workstation when its sources are newer than what was built. */
export function buildWorkstation(root: string): Result<void, string> {
  const built = statSync(join(root, 'out', 'renderer', 'index.html'), { throwIfNoEntry: false })?.mtimeMs ?? 0
  const sources = ['src', 'resources', 'electron.vite.config.ts', 'package.json'].map((name) =>
    join(root, name),
  )
  if (Math.max(...sources.map(newest)) < built) return ok(undefined)
  console.log('Building the workstation…')
  const vite = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const build = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    encoding: 'utf8',
  })
  return build.status === 0 ? ok(undefined) : fail(`the build failed:\n${build.stdout}${build.stderr}`)
}
