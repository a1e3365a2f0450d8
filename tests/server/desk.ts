import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import WebSocket from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { type Frame, readFrame } from '../../src/core/sync/frames'
import type { Role } from '../../src/core/sync/protocol'
import type { Limits } from '../../sync-server/config'
import { readConfig } from '../../sync-server/config'
import { type RunningServer, openServer } from '../../sync-server/server'
import { dataFolder } from '../../sync-server/stores/dataFolder'
import { openSqliteAccess } from '../../sync-server/stores/sqliteAccess'
import { openSqliteFile } from '../../sync-server/stores/sqliteFile'

const project = path.resolve(import.meta.dirname, '../..')

/** Waits for a fact, and fails with its name when it does not come. */
export async function until(fact: () => unknown, what: string, ms = 30_000): Promise<void> {
  const end = Date.now() + ms
  while (!(await fact())) {
    if (Date.now() > end) throw new Error(`this never came true: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/**
 * The files of a folder that hold a text. Another process reads them: closing a file of SQLite's in the
 * process that has it open would drop SQLite's locks.
 */
export function filesWith(text: string, folder: string): string[] {
  const { stdout } = spawnSync('grep', ['-rlaF', '--', text, folder], { encoding: 'utf8' })
  return stdout.split('\n').filter((name) => name !== '')
}

/** A folder that goes with the test. */
export function temporaryFolder(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'maillage-server-'))
}

/** A device that is enrolled somewhere. */
export interface Desk {
  readonly url: string
  readonly token: string
  readonly device: string
}

/** Enrols a device through the public call, with an invitation made as the administrator's command does. */
export async function enrolDesk(
  url: string,
  data: string,
  role: Role,
  departments: readonly string[] = [],
): Promise<Desk> {
  const file = openSqliteFile(dataFolder(data))
  if (!file.ok) throw new Error(file.error)
  const { code } = openSqliteAccess(file.value.db, Date.now).invite({
    role,
    departments,
    name: `${role} d’essai`,
  })
  file.value.db.close()
  const response = await post(url, '/v1/enrol', { code, device: 'Portable d’essai' })
  const enrolled: unknown = await response.json()
  if (!isEnrolled(enrolled)) throw new Error(`enrolment answered ${JSON.stringify(enrolled)}`)
  return { url, token: enrolled.token, device: enrolled.device }
}

function isEnrolled(value: unknown): value is { token: string; device: string } {
  return typeof value === 'object' && value !== null && 'token' in value && 'device' in value
}

export function post(url: string, address: string, body: unknown, token?: string): Promise<Response> {
  return fetch(url + address, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  })
}

/** The header that says who calls. */
export const bearer = (desk: Desk): Record<string, string> => ({ authorization: `Bearer ${desk.token}` })

/** The position of a room’s log, as the list of rooms says it. */
export async function headOf(desk: Desk, room: string): Promise<number | undefined> {
  const list: unknown = await (await fetch(`${desk.url}/v1/rooms`, { headers: bearer(desk) })).json()
  if (!Array.isArray(list)) throw new Error('a list of rooms')
  const line: unknown = list.find((entry: { room: string }) => entry.room === room)
  return typeof line === 'object' && line !== null && 'head' in line ? Number(line.head) : undefined
}

/** The bytes that a server keeps for sockets which have not taken them yet, by its own figures. */
export async function buffered(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  return Number(/^maillage_buffered_bytes (\d+)$/m.exec(text)?.[1])
}

/** A ticket for one socket. */
export async function ticketFor({ url, token }: Desk): Promise<string> {
  const answer: unknown = await (await post(url, '/v1/ticket', {}, token)).json()
  if (
    typeof answer === 'object' &&
    answer !== null &&
    'ticket' in answer &&
    typeof answer.ticket === 'string'
  ) {
    return answer.ticket
  }
  throw new Error(`no ticket: ${JSON.stringify(answer)}`)
}

/** The plain provider of y-websocket, as anybody would use it. */
export async function openProvider(desk: Desk, room: string, doc = new Y.Doc()): Promise<WebsocketProvider> {
  return new WebsocketProvider(`${desk.url.replace('http', 'ws')}/v1/rooms`, room, doc, {
    protocols: ['y-websocket', await ticketFor(desk)],
    // `ws` has what the provider uses of a browser's WebSocket; the two types differ in what it does not.
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  })
}

/** A socket that keeps what it hears, frame by frame. */
export class Line {
  readonly frames: Frame[] = []
  closed: { readonly code: number; readonly reason: string } | undefined

  private constructor(readonly ws: WebSocket) {
    ws.binaryType = 'arraybuffer'
    ws.on('message', (data) => {
      if (!(data instanceof ArrayBuffer)) throw new Error('the server speaks in bytes')
      const frame = readFrame(new Uint8Array(data))
      if (frame === undefined) throw new Error('the server sent a frame that cannot be read')
      this.frames.push(frame)
    })
    ws.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() }
    })
    ws.on('error', () => undefined)
  }

  static async open(
    desk: Desk,
    room: string,
    protocol = 'maillage.v1',
    options: WebSocket.ClientOptions & { ticket?: string } = {},
  ): Promise<Line> {
    const ticket = options.ticket ?? (await ticketFor(desk))
    const url = `${desk.url.replace('http', 'ws')}/v1/rooms/${room}`
    const line = new Line(new WebSocket(url, [protocol, ticket], options))
    await until(() => line.ws.readyState === WebSocket.OPEN || line.closed !== undefined, 'the socket opens')
    return line
  }

  send(frame: Uint8Array): void {
    this.ws.send(frame)
  }

  /** The next frame of a kind that has not been taken yet. */
  async next<K extends Frame['is']>(is: K): Promise<Extract<Frame, { is: K }>> {
    let found: Extract<Frame, { is: K }> | undefined
    await until(
      () => {
        const at = this.frames.findIndex((frame) => frame.is === is)
        // Found by its `is`: it is a frame of that kind.
        if (at >= 0) found = this.frames.splice(at, 1)[0] as Extract<Frame, { is: K }>
        return found !== undefined
      },
      `a frame « ${is} » comes (closed: ${JSON.stringify(this.closed)})`,
    )
    if (found === undefined) throw new Error('unreachable')
    return found
  }

  async untilClosed(code: number): Promise<string> {
    await until(() => this.closed !== undefined, `the socket is closed with ${code}`)
    if (this.closed?.code !== code)
      throw new Error(`closed with ${JSON.stringify(this.closed)} instead of ${code}`)
    return this.closed.reason
  }

  close(): void {
    this.ws.terminate()
  }
}

/** A server in this process on a port of its own. */
export interface TestServer extends RunningServer {
  readonly data: string
  readonly journal: string[]
}

/** Starts a server on a folder; limits may be lowered so that a test can meet them. */
export async function startServer(
  options: { data?: string; args?: readonly string[]; limits?: Partial<Limits> } = {},
): Promise<TestServer> {
  const data = options.data ?? temporaryFolder()
  const config = readConfig(['--port', '0', '--data', data, ...(options.args ?? [])])
  if (!config.ok) throw new Error(config.error.join('\n'))
  const journal: string[] = []
  const limits = { ...config.value.limits, ...options.limits }
  const server = await openServer(
    { ...config.value, limits },
    {
      log: (event, facts) => journal.push(JSON.stringify({ event, ...facts })),
      now: Date.now,
      fatal: (reason) => journal.push(`fatal ${reason}`),
    },
  )
  if (!server.ok) throw new Error(server.error)
  return { ...server.value, data, journal }
}

/** The server as its own process, driven by its public command alone. */
export interface ServerProcess {
  readonly url: string
  readonly pid: number
  readonly child: ChildProcess
  readonly output: () => string
  /** Sends a signal and waits for the end; the exit code, or null when the signal ended it. */
  stop(signal: NodeJS.Signals): Promise<number | null>
}

/** Starts one; `under` is a command that runs it, such as strace. */
export async function spawnServer(
  data: string,
  args: readonly string[] = [],
  under: readonly string[] = [],
): Promise<ServerProcess> {
  const server = ['--import', 'tsx', 'sync-server/main.ts', '--port', '0', '--data', data, ...args]
  const [command = process.execPath, ...rest] = [...under, process.execPath, ...server]
  const child = spawn(command, rest, { cwd: project, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  child.stdout.on('data', (text) => (output += String(text)))
  child.stderr.on('data', (text) => (output += String(text)))
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  await until(() => output.includes('"listening"') || child.exitCode !== null, 'the server listens', 30_000)
  const line = output.split('\n').find((text) => text.includes('"listening"'))
  if (line === undefined) throw new Error(output)
  // The listening line is the contract: {"event":"listening","url":…,"pid":…}.
  const { url, pid } = JSON.parse(line) as { url: string; pid: number }
  const stop = (signal: NodeJS.Signals): Promise<number | null> => {
    process.kill(pid, signal)
    return ended
  }
  return { url, pid, child, output: () => output, stop }
}

/** Runs a command line of the project and gives what it wrote and how it ended. */
export async function runCommand(
  script: 'main' | 'admin',
  args: readonly string[],
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  try {
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', `sync-server/${script}.ts`, ...args],
      { cwd: project },
    )
    return { code: 0, out: stdout, err: stderr }
  } catch (error) {
    if (error instanceof Error && 'stdout' in error && 'stderr' in error && 'code' in error) {
      return { code: Number(error.code), out: String(error.stdout), err: String(error.stderr) }
    }
    throw error
  }
}

/** An update V1 that sets one key, by a client of a given id. */
export function edit(doc: Y.Doc, key: string, value: unknown): Uint8Array {
  const updates: Uint8Array[] = []
  const listen = (update: Uint8Array): void => void updates.push(update)
  doc.on('update', listen)
  doc.getMap('essai').set(key, value)
  doc.off('update', listen)
  const [update] = updates
  if (update === undefined) throw new Error('a set gives an update')
  return update
}
