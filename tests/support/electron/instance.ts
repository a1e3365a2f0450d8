import type { FSWatcher } from 'node:fs'
import { mkdirSync, readFileSync, readdirSync, rmSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The lock that lets one process hold a profile; a second one leaves its arguments to the first. */
export class Instance {
  #folder: string | undefined
  #watcher: FSWatcher | undefined

  take(profile: string, onSecond: (args: string[]) => void): boolean {
    const folder = join(profile, 'instance')
    const lock = join(folder, 'lock')
    mkdirSync(folder, { recursive: true })
    if (isAlive(lock)) {
      writeFileSync(join(folder, `${process.pid}.args`), JSON.stringify(process.argv))
      return false
    }
    writeFileSync(lock, String(process.pid))
    this.#folder = folder
    this.#watcher = watch(folder, () => {
      for (const name of readdirSync(folder).filter((found) => found.endsWith('.args'))) {
        const args = readArgs(join(folder, name))
        if (args === undefined) continue
        rmSync(join(folder, name), { force: true })
        onSecond(args)
      }
    })
    return true
  }

  free(): void {
    this.#watcher?.close()
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true })
  }
}

function isAlive(lock: string): boolean {
  try {
    return process.kill(Number(readFileSync(lock, 'utf8')), 0)
  } catch {
    return false
  }
}

/** The file may be seen before it is whole: the next look finds it. */
function readArgs(path: string): string[] | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}
