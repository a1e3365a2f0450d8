import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { WebSocket } from 'ws'
import { IDENTITY, WorkspaceDatabase } from '../../../src/renderer/data/database'
import type { OpenRaw } from '../../../src/renderer/data/liveSocket'
import { ProfileDatabase } from '../../../src/renderer/data/profile'
import { personalPlace } from '../../../src/renderer/data/newWorkspace'
import { createSeal, openJson, sealJson } from '../../../src/renderer/data/seal'
import { startSync, type Network } from '../../../src/renderer/data/syncClient'
import { workAlone } from '../../../src/renderer/data/alone'
import { openWorkspaces } from '../../../src/renderer/data/openWorkspaces'
import type { Workspaces } from '../../../src/renderer/data/workspaces'
import type { Workspace } from '../../../src/renderer/data/workspace'
import { memoryLocks, memoryStorage } from './support'

/** A sync server of its own process, on a folder of its own. */
export interface TestServer {
  readonly url: string
  readonly data: string
  stop(signal?: NodeJS.Signals): Promise<void>
  restart(): Promise<void>
  admin(...args: string[]): Promise<string>
  invite(role: string, name: string, department?: string): Promise<string>
}

const run = (file: string, args: readonly string[]): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })

/** Starts a server; its port stays the same over restarts. */
export async function startServer(): Promise<TestServer & AsyncDisposable> {
  const data = await mkdtemp(join(tmpdir(), 'maillage-server-'))
  let child: ChildProcess | undefined
  let url = ''
  const start = async (port: string): Promise<void> => {
    const started = run('sync-server/main.ts', ['--port', port, '--data', data])
    child = started
    if (!started.stdout) throw new Error('no output')
    started.stderr?.resume()
    for await (const line of createInterface({ input: started.stdout })) {
      const said = JSON.parse(line) as { event: string; url: string } // the listening line of the contract
      if (said.event !== 'listening') continue
      url = said.url
      started.stdout.resume()
      return
    }
    throw new Error('the server did not start')
  }
  const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<void> => {
    const going = child
    if (!going || going.exitCode !== null) return
    const gone = new Promise((resolve) => going.once('exit', resolve))
    going.kill(signal)
    await gone
  }
  const admin = async (...args: string[]): Promise<string> => {
    const process = run('sync-server/admin.ts', ['--data', data, ...args])
    let text = ''
    process.stdout?.on('data', (part: Buffer) => (text += part.toString()))
    let wrong = ''
    process.stderr?.on('data', (part: Buffer) => (wrong += part.toString()))
    const code = await new Promise((resolve) => process.once('close', resolve))
    if (code !== 0) throw new Error(`admin ${args.join(' ')}: ${wrong}`)
    return text
  }
  await start('0')
  return {
    get url() {
      return url
    },
    data,
    stop,
    restart: () => start(new URL(url).port),
    admin,
    async invite(role, name, department) {
      const where = department ? ['--department', department] : []
      const said = await admin('invite', '--role', role, ...where, '--name', name)
      return (JSON.parse(said) as { code: string }).code // the line of the contract
    },
    async [Symbol.asyncDispose]() {
      await stop('SIGKILL')
      await rm(data, { recursive: true, force: true })
    },
  }
}

/** `ws` as the raw socket of a desk. Each frame has a task of its own, as in a browser: `ws` gives several in one. */
export const openNodeSocket: OpenRaw = (url, protocols, events) => {
  const socket = new WebSocket(url, [...protocols])
  let last: Promise<unknown> = Promise.resolve()
  let over = false
  const task = (run: () => void): void => {
    last = last
      .then(() => new Promise((resolve) => setImmediate(resolve)))
      .then(() => (over ? undefined : run()))
  }
  socket.binaryType = 'arraybuffer'
  socket.on('open', () => task(events.open))
  socket.on('message', (data) => task(() => events.message(data)))
  socket.on('close', (code, reason) => task(() => events.close({ code, reason: reason.toString() })))
  socket.on('error', events.error)
  return {
    send: (data) => {
      if (socket.readyState === socket.OPEN) socket.send(data)
    },
    close() {
      over = true
      socket.removeAllListeners()
      socket.on('error', () => undefined)
      socket.close()
    },
  }
}

/** One computer: its own profile, its own network, that a test can pull. */
export interface Desk {
  readonly workspaces: Workspaces
  plug(online: boolean): void
}

/** What is not as usual on a computer's way to the server. */
export interface Line {
  /** False: an office whose proxy blocks sockets. */
  readonly sockets?: boolean
  readonly fetch?: Network['fetch']
  readonly openRaw?: OpenRaw
  /** How long an exchange may take to be answered. */
  readonly transferMs?: number
}

/** A computer with nothing on it. */
export function newDesk(name: string, { sockets = true, ...way }: Line = {}): Desk {
  const ask = way.fetch ?? fetch
  const openRaw = way.openRaw ?? openNodeSocket
  let online = true
  const listeners = new Set<() => void>()
  const open = new Set<{ close(code: number): void }>()
  const network: Network = {
    fetch: (...args) => (online ? ask(...args) : Promise.reject(new Error('no network'))),
    openRaw(url, protocols, events) {
      if (!online || !sockets) {
        queueMicrotask(() => events.close({ code: 1006, reason: '' }))
        return { send: () => undefined, close: () => undefined }
      }
      const raw = openRaw(url, protocols, events)
      const line = {
        close(code: number) {
          raw.close()
          events.close({ code, reason: '' })
        },
      }
      open.add(line)
      return raw
    },
    ...(sockets ? {} : { pollMs: 400 }), // whoever has sockets must not need the poll
    ...(way.transferMs === undefined ? {} : { transferMs: way.transferMs }),
    isOnline: () => online,
    onOnline(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
  return {
    workspaces: openWorkspaces({
      profile: new ProfileDatabase(`profile-${name}`),
      memory: memoryStorage(),
      keystore: null,
      fetch: network.fetch,
      locks: memoryLocks(),
      backups: null,
      sync: (ground, identity, link) => (link ? startSync(ground, identity, link, network) : workAlone(0)),
    }),
    plug(on) {
      online = on
      if (!on) for (const line of [...open]) line.close(1006)
      if (!on) open.clear()
      for (const listener of [...listeners]) listener()
    },
  }
}

/** Joins a server as a fresh computer would, and opens the workspace. */
export async function joined(
  desk: Desk,
  server: TestServer,
  role = 'coordinator',
  name = 'Léa',
): Promise<Workspace> {
  const code = await server.invite(role, name, role === 'national' ? undefined : '50')
  const made = await desk.workspaces.join({ server: server.url, code, device: `Poste de ${name}`, name })
  if (!made.ok) throw new Error(made.error.message)
  const opened = await desk.workspaces.open(made.value.spaces[0].id)
  if (!opened.ok) throw new Error(opened.error.message)
  return opened.value
}

/**
 * A computer that was given a copy of another's profile, as a disk image or a synchronised folder would: everything of its
 * workspace, client ids and token with it. In one process two databases need two names, so its marker is renamed too.
 */
export async function copyOf(desk: string, name: string, line: Line = {}): Promise<Desk> {
  const from = new ProfileDatabase(`profile-${desk}`)
  const [row] = await from.workspaces.toArray()
  from.close()
  const [key, ...rest] = row?.keys ?? []
  if (!row || !key) throw new Error(`nothing to copy from ${desk}`)
  const id = `${row.id}-${name}`
  const [original, copy] = [new WorkspaceDatabase(row.id), new WorkspaceDatabase(id)]
  await copy.found()
  for (const table of (await original.open()) && original.tables)
    await copy.table(table.name).bulkPut(await table.toArray())
  await copy.meta.put({ key: IDENTITY, value: id })
  original.close()
  copy.close()
  const seal = createSeal([key, ...rest])
  const personal = await sealJson(
    seal,
    personalPlace(id),
    await openJson(seal, personalPlace(row.id), row.personal),
  )
  const to = new ProfileDatabase(`profile-${name}`)
  await to.workspaces.put({ ...row, id, personal })
  to.close()
  return newDesk(name, line)
}

/** Opens the one workspace of a computer. */
export async function reopened({ workspaces }: Desk): Promise<Workspace> {
  const [entry] = await workspaces.list()
  const opened = await workspaces.open(entry?.id ?? '')
  if (!opened.ok) throw new Error(opened.error.message)
  return opened.value
}

/** Waits for a fact. */
export async function until(fact: () => boolean, what: string, ms = 15_000): Promise<void> {
  const end = Date.now() + ms
  while (!fact()) {
    if (Date.now() > end) throw new Error(`never came true: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 15))
  }
}
