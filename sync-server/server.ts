import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Result, fail, ok } from '../src/core/result'
import { closeCode } from '../src/core/sync/protocol'
import { openTickets } from './access'
import { openAnswers } from './answers'
import { openAttachments } from './attachments'
import { openAttempts } from './attempts'
import { openCheck } from './checking'
import { openCommits } from './commits'
import type { Config } from './config'
import { answerRequest } from './http'
import { type Log, reasonOf } from './log'
import { openLoopDelay } from './loopDelay'
import { openLoopTurn } from './loopTurn'
import { createMetrics } from './metrics'
import { openNewcomers } from './newcomers'
import type { Room } from './room'
import { openRooms } from './rooms'
import { dataFolder, lockFolder, removeDatabase } from './stores/dataFolder'
import { DamagedRoom } from './stores/logStore'
import { codeOf } from './stores/refusal'
import { openSqliteStore } from './stores/sqlite'
import { openSqliteAccess } from './stores/sqliteAccess'
import { checkSize, openSqliteFile } from './stores/sqliteFile'
import { watchAccess } from './stores/watchedAccess'
import { watchStore } from './stores/watchedStore'
import { openTurns } from './turns'
import { openUnderWay } from './underWay'
import { createReader, unlimited } from './updates'
import { listenForSockets } from './upgrade'
import { openUpkeep } from './upkeep'
import { openWeb } from './web'
import { openWorkshop } from './workshop'

/** A server that accepts connections. */
export interface RunningServer {
  readonly url: string
  /** Stores what was accepted, acknowledges it, closes every socket, then the store. */
  close(): Promise<void>
}

/** What a server needs of the process around it. */
export interface ServerSurroundings {
  readonly log: Log
  readonly now: () => number
  /** The disk has failed in a way that no retry mends: the process should end, without a further word. */
  fatal(reason: string): void
}

const beatMs = 2_500
const revokeMs = 500
const foldMs = 3_600_000
const drainMs = 2_000

/** What SQLite says when the disk can no longer be trusted; a full disk is not among it, nor shared memory that cannot grow there. */
const untrusted = /^SQLITE_(?:IOERR(?!_SHMSIZE)|CORRUPT|NOTADB)/

/** Opens the data and listens; a refusal says what is wrong and what to do about it. */
export async function openServer(
  config: Config,
  { log, now, fatal }: ServerSurroundings,
): Promise<Result<RunningServer, string>> {
  const folder = dataFolder(config.data)
  const lock = lockFolder(folder)
  if (!lock.ok) return lock
  // Of a restore that was killed. While it is there and the folder is held, commands take it for one that goes on.
  removeDatabase(folder.incoming)
  const file = openSqliteFile(folder)
  if (!file.ok) {
    lock.value()
    return file
  }
  const whole = checkSize(file.value.db, folder)
  if (!whole.ok) {
    file.value.db.close()
    lock.value()
    return whole
  }
  const { limits } = config
  /** What could not be read or written, whoever asked for it. */
  function failed(error: unknown): void {
    if (untrusted.test(codeOf(error) ?? '')) fatal(reasonOf(error))
    if (!(error instanceof DamagedRoom) || rooms.damaged.has(error.room)) return
    rooms.damage(error.room)
    log('room-damaged', { room: error.room, reason: reasonOf(error) })
  }
  const store = watchStore(openSqliteStore(file.value, now), failed)
  const attachments = openAttachments(store, log)
  const registry = watchAccess(openSqliteAccess(file.value.db, now, failed), failed)
  const tickets = openTickets(now)
  const metrics = createMetrics()
  const attempts = openAttempts(now)
  const underWay = openUnderWay({ requests: limits.requestsPerDevice, bytes: limits.bodyBytesPerDevice })
  const turns = openTurns()
  const turn = openLoopTurn()
  const workers = {
    died: (error: Error) => {
      metrics.count('maillage_failures_total', 'worker')
      log('worker-died', { reason: reasonOf(error) })
      failed(error)
    },
    failed,
  }
  const workshop = openWorkshop(config.data, workers)
  // Of its own: what is checked would wait for compactions, and what ends the worker that reads it ends nothing else.
  const checking = openWorkshop(config.data, workers, limits)
  const upkeep = openUpkeep(store, workshop, { metrics, log, now })
  const rooms = openRooms(store, createReader(unlimited), {
    awarenessBytes: limits.awarenessBytes,
    turn,
    now,
    grown: upkeep.grown,
    flush: () => commits.flush(),
  })
  const commits = openCommits<Room>(store, metrics, (touched, error, at) => {
    log(`${at}-failed`, { rooms: touched.size, reason: reasonOf(error) })
    for (const room of touched) rooms.discard(room)
    failed(error)
  })
  const answers = openAnswers(store, workshop, commits, limits, turn)
  const check = openCheck(createReader(limits), checking)
  const newcomers = openNewcomers(limits, now)
  const surroundings = { check, newcomers, limits, metrics, now, log, turn }
  const shared = { store, registry, tickets, rooms, commits, answers, ...surroundings }
  const lag = openLoopDelay()
  let ready = true

  const web = config.web === undefined ? undefined : openWeb(config.web)
  const http = createServer(
    {
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      keepAliveTimeout: 5_000,
      connectionsCheckingInterval: 2_000,
    },
    (request, response) => {
      void answerRequest(request, response, {
        ...shared,
        origins: config.origins,
        addressHeader: config.addressHeader,
        web,
        mayTryCode: attempts.mayTry,
        wrongCode: attempts.wrong,
        attachments,
        underWay,
        turns,
        health,
        get ready() {
          return ready
        },
        gauges: () => ({
          maillage_sockets: sockets.open.size,
          maillage_buffered_bytes: sockets.buffered,
          maillage_rooms_loaded: [...rooms.all()].length,
          maillage_rooms_damaged: rooms.damaged.size,
          maillage_attachments_damaged: attachments.damaged,
          maillage_jobs_waiting: workshop.waiting + checking.waiting,
          maillage_event_loop_p99_seconds: lag.p99,
          maillage_resident_bytes: process.memoryUsage.rss(),
        }),
      })
    },
  )
  http.maxConnections = 20_000
  const sockets = listenForSockets(http, { ...shared, origins: config.origins })

  /** From time to time; what fails in one round is written down, and the next one comes all the same. */
  const every = (ms: number, name: string, work: () => Promise<void>): NodeJS.Timeout =>
    setInterval(() => {
      work().catch((error: unknown) => {
        metrics.count('maillage_failures_total', name)
        log(`${name}-failed`, { reason: reasonOf(error) })
      })
    }, ms)
  let membersChanged = false
  const timers = [
    every(beatMs, 'beat', async () => {
      for (const socket of sockets.open) socket.beat(beatMs)
      rooms.sweep()
    }),
    every(beatMs, 'retry', () => upkeep.retry()),
    every(revokeMs, 'revoke', async () => {
      // Told once: what could not be looked up in this round is looked up in the next.
      membersChanged = registry.changedElsewhere() || membersChanged
      if (!membersChanged) return
      for (const socket of sockets.open) {
        if (registry.member(socket.device) === undefined) socket.close(closeCode.token)
      }
      membersChanged = false
    }),
    every(foldMs, 'fold', () => upkeep.fold()),
  ]

  function health(): string | undefined {
    if (commits.failure !== undefined) return commits.failure
    if (rooms.damaged.size > 0) return 'damaged-room'
    return attachments.damaged > 0 ? 'damaged-attachment' : undefined
  }

  async function release(): Promise<void> {
    for (const timer of timers) clearInterval(timer)
    lag.close()
    upkeep.stop()
    await workshop.close()
    await checking.close()
    await store.close()
    if (lock.ok) lock.value()
  }

  const listening = await listen()
  if (!listening.ok) {
    await release()
    return listening
  }

  function listen(): Promise<Result<AddressInfo, string>> {
    return new Promise((resolve) => {
      http.once('error', (error) => {
        resolve(fail(`Impossible d’écouter sur ${config.host}:${config.port} : ${whyDeaf(error)}`))
      })
      http.listen(config.port, config.host, () => {
        const address = http.address()
        if (address === null || typeof address === 'string') throw new Error('a TCP server has an address')
        resolve(ok(address))
      })
    })
  }

  async function close(): Promise<void> {
    ready = false
    sockets.stop()
    const closed = new Promise((resolve) => http.close(resolve))
    await commits.flush()
    for (const socket of sockets.open) socket.close(closeCode.leaving)
    const forced = setTimeout(() => {
      for (const socket of sockets.open) socket.terminate()
      http.closeAllConnections()
    }, drainMs)
    http.closeIdleConnections()
    await closed
    clearTimeout(forced)
    await commits.flush()
    await release()
  }

  upkeep.resume().catch((error: unknown) => log('resume-failed', { reason: reasonOf(error) }))
  const host = config.host.includes(':') ? `[${config.host}]` : config.host
  return ok({ url: `http://${host}:${listening.value.port}`, close })
}

/** Why an address cannot be listened on, and which option to change. */
function whyDeaf(error: Error): string {
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return 'un autre programme occupe ce port. Choisissez-en un autre avec --port (0 prend un port libre).'
    case 'EACCES':
      return 'ce port est réservé au système. Choisissez-en un au-dessus de 1023 avec --port.'
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return 'cette machine n’a pas cette adresse. Choisissez-en une autre avec --host.'
    default:
      return `${error.message}. Vérifiez --host et --port.`
  }
}
