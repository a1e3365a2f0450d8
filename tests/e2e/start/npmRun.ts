import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { root } from '../../support/app'

/** A command of the README that shows the workstation. */
export interface Running {
  /** All that was printed until the links were, the last line included. */
  readonly said: string
  readonly coordinator: string
  readonly committee: string
  /** The link printed beside a name. */
  link(who: string): string
  /** Ctrl C. Resolves when nothing of it runs any more. */
  stop(): Promise<void>
}

/** `npm start` or `npm run dev` as somebody types it, on a folder and a port of its own. */
export async function npmRun(command: string, data: string, ...options: readonly string[]): Promise<Running> {
  const child: ChildProcess = spawn(
    'npm',
    [...command.split(' '), '--', '--port', '0', '--data', data, ...options],
    { cwd: root, detached: true, stdio: ['ignore', 'pipe', 'inherit'] }, // a group of its own: Ctrl C reaches all of it
  )
  const ended = once(child, 'exit')
  if (!child.stdout) throw new Error('no output to read')
  const lines: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line)
    if (/^Open (?:one of|each)/.test(line)) break
  }
  const said = lines.join('\n')
  const link = (who: string): string =>
    new RegExp(`${who}\\s+(http\\S+)`).exec(said)?.[1] ?? `no link:\n${said}`
  return {
    said,
    coordinator: link('Coordinator of the Manche'),
    committee: link('National committee'),
    link,
    async stop() {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT')
      await ended
    },
  }
}
