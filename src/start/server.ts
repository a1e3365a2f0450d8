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
  stop(): Promise<void>
}

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
  const listening = await firstLine(child)
  if (!listening.ok) return listening
  return ok({
    url: listening.value,
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
        if (child.exitCode !== null) return resolve()
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  })
}

/** Waits for the line that says where the server listens. */
function firstLine(child: ChildProcess): Promise<Result<string, string>> {
  return new Promise((resolve) => {
    let [out, errors] = ['', '']
    child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()))
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString()
      const line = out.split('\n').find((text) => text.includes('"listening"'))
      if (line) resolve(ok((JSON.parse(line) as { url: string }).url)) // printed by our own command
    })
    child.once('exit', (code) => resolve(fail(errors.trim() || `the server stopped with code ${code}`)))
  })
}
