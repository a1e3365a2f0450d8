import { spawn, execFile, type ChildProcess } from 'node:child_process'
import { promisify } from 'node:util'
import { fail, ok, type Result } from '../core/result'

const run = promisify(execFile)
const NODE = ['--import', 'tsx']

/** A server that runs as a process of its own and is driven by its public commands and addresses alone. */
export interface RunningServer {
  readonly url: string
  /** Issues a one-use invitation and returns its code. */
  invite(
    role: 'coordinator' | 'reader' | 'national',
    name: string,
    departments: readonly string[],
  ): Promise<string>
  /** Resolves when it has ended without being asked to, with its last words. */
  readonly died: Promise<string>
  stop(): Promise<void>
}

/** How much of what the server says is kept, to be shown if it ends. */
const KEPT_LINES = 20

/**
 * Starts the server on a data folder; `web` is the folder of pages that it serves, if any. Fails with the server's own
 * words when it refuses to start.
 */
export async function startServer(
  root: string,
  data: string,
  port: number,
  web?: string,
): Promise<Result<RunningServer, string>> {
  const args = [
    ...NODE,
    'sync-server/main.ts',
    '--port',
    String(port),
    '--host',
    '127.0.0.1',
    '--data',
    data,
    ...(web === undefined ? [] : ['--web', web]),
  ]
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  const lastWords = keepLastWords(child)
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    // Not `exit`: its last words may still be on their way then.
    child.once('close', (code, signal) => resolve(endOf(lastWords(), code, signal)))
  })
  const listening = await Promise.race([firstLine(child), ended.then((words) => fail(words))])
  if (!listening.ok) return listening
  let stopping = false
  return ok({
    url: listening.value,
    died: new Promise((resolve) => void ended.then((words) => (stopping ? undefined : resolve(words)))),
    async invite(role, name, departments) {
      const department = departments.length > 0 ? ['--department', departments.join(',')] : []
      const invite = [
        'sync-server/admin.ts',
        '--data',
        data,
        'invite',
        '--role',
        role,
        '--name',
        name,
        ...department,
      ]
      const { stdout } = await run(process.execPath, [...NODE, ...invite], { cwd: root })
      return (JSON.parse(stdout) as { code: string }).code // printed by our own command
    },
    stop: () =>
      new Promise((resolve) => {
        stopping = true
        if (child.exitCode !== null || child.signalCode !== null) return resolve()
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  })
}

/** Reads all that the server says of itself, so that it never waits for a reader, and remembers the end of it. */
function keepLastWords(child: ChildProcess): () => string {
  let kept = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    kept = (kept + text)
      .split('\n')
      .slice(-KEPT_LINES - 1)
      .join('\n')
  })
  return () => kept.trim()
}

function endOf(words: string, code: number | null, signal: NodeJS.Signals | null): string {
  const how = signal === null ? `it stopped with code ${code ?? 0}` : `it was ended by ${signal}`
  return words === '' ? how : `${how}:\n${words}`
}

/** Waits for the line that says where the server listens. */
function firstLine(child: ChildProcess): Promise<Result<string, never>> {
  return new Promise((resolve) => {
    let out = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString()
      const line = out.split('\n').find((text) => text.includes('"listening"'))
      if (line) resolve(ok((JSON.parse(line) as { url: string }).url)) // printed by our own command
    })
  })
}
