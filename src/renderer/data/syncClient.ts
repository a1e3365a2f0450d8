import Dexie from 'dexie'
import { writesIn } from '../../core/document/rights'
import { placeOf } from '../../core/document/rooms'
import type { RefusalCause, SyncState } from '../../core/sync/protocol'
import { createBackoff } from './backoff'
import { createExchange } from './exchange'
import { fetchMissing } from './fetchMissing'
import type { OpenRaw } from './liveSocket'
import { openLiveRoom, type LiveRoom } from './liveSync'
import type { Ground, Syncing } from './ground'
import { openOutbox, type Outbox } from './outbox'
import { createPace } from './pace'
import { separate } from './separate'
import { createFileQueue, fetchFile } from './fileSync'
import { PATIENCE_MS, serverCalls, type CallFailure, type Fetch, type ServerLink } from './server'
import { causeOf, refusalOf, sameState, stateOf, type LineFacts } from './syncState'
import { hold } from './watched'
import type { Identity } from './workspace'

/** The network as sync sees it; handed in, so that tests can cut it. */
export interface Network {
  readonly fetch: Fetch
  readonly openRaw: OpenRaw
  isOnline(): boolean
  /** Tells when the computer gets or loses its network. Returns the stop. */
  onOnline(listener: () => void): () => void
  /** How long rooms without a socket wait for news; fifteen seconds by default. */
  readonly pollMs?: number
  /** How long an exchange may find no answer, or an answer say nothing more; two minutes by default. */
  readonly transferMs?: number
}

const POLL_MS = 15_000

/** Refusals that no later round can change: someone must act, and the workspace is opened again then. */
const FINAL: ReadonlySet<RefusalCause> = new Set<RefusalCause>(['token', 'app-too-old', 'replaced'])

/** How soon an edit of a room without a socket is sent. */
const SOON_MS = 300

/** Within how long of the fall of a line the server is asked whether it is there. */
const FALLEN_MS = 1000

/** How long an exchange may still take when the workspace closes. */
const GRACE_MS = 1500

/** A clock more than a day off the server's is said. */
const CLOCK_MS = 24 * 3600 * 1000

/** Keeps a workspace in step with its server: sockets for the rooms in use, exchange for all others. */
export function startSync(ground: Ground, identity: Identity, link: ServerLink, network: Network): Syncing {
  const leaving = new AbortController()
  const { transferMs = PATIENCE_MS.transfer } = network
  const calls = serverCalls(link, network.fetch, leaving.signal, transferMs)
  const backoff = createBackoff(Math.random)
  const files = createFileQueue(ground, calls, () => performance.now())
  const pace = createPace(transferMs, () => performance.now())
  const session = crypto.randomUUID()
  const state = hold<SyncState>({ is: 'connecting', unsent: 0, attempt: 1 })
  const live = new Map<string, { readonly line: LiveRoom; readonly release: () => void }>()
  const readable = new Set<string>()
  /** Rooms that a copy of this profile writes too, until they are parted from it: nothing of them is sent meanwhile. */
  const forked = new Set<string>()
  let facts: LineFacts = {
    online: network.isOnline(),
    unsent: 0,
    refusal: undefined,
    silentSince: undefined,
    levelAt: undefined,
    attempt: 1,
    busy: true,
    clockOff: false,
  }
  let outbox: Outbox | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined
  let again = false
  let closed = false
  /** The server has asked to be left alone until then, whatever is typed meanwhile; in the time that this page has run. */
  let notBefore = 0
  /** Of the server's last list of rooms. */
  let listed: string | undefined
  /** The server's clock when it was last told, and how long this page had run. */
  let clock = { server: Date.now(), at: performance.now() }

  /** A clock that was set right is noticed without a new hello: how long a page runs does not depend on it. */
  const isClockOff = (): boolean =>
    Math.abs(clock.server + performance.now() - clock.at - Date.now()) > CLOCK_MS

  const show = (change: Partial<LineFacts> = {}): void => {
    facts = { ...facts, ...change, unsent: (outbox?.unsent.get() ?? 0) + files.unsent.get() }
    const next = stateOf(facts, Date.now())
    if (!sameState(state.get(), next)) state.set(next)
  }

  /** Rooms of this device: those the server names, and those that this computer holds already. */
  const rooms = (): string[] => [...new Set([...readable, ...ground.log.rooms()])].sort()

  const refuse = (code: number): void => {
    const refusal = causeOf(code)
    if (refusal) show({ refusal })
  }

  const turnAfter = async (ms: number): Promise<void> => {
    await wait(ms)
    while (notBefore > performance.now()) await wait(notBefore - performance.now())
  }

  /** A room that was just refused waits for a round that is not: on a socket it would be refused again at once. */
  const openLines = async (box: Outbox, refused: ReadonlySet<string>): Promise<void> => {
    for (const room of liveRooms(identity, new Date().getFullYear())) {
      if (live.has(room) || closed || !readable.has(room) || forked.has(room) || refused.has(room)) continue
      const { loaded, release } = await ground.documents.hold(room)
      if (closed || live.has(room)) {
        release()
        continue
      }
      const turns = createBackoff(Math.random)
      let wasUp = false
      const line = openLiveRoom(
        ground,
        box,
        loaded,
        {
          url: link.url,
          calls,
          openRaw: network.openRaw,
          session,
          turn: () => turnAfter(turns.attempts === 0 ? (turns.next(), 0) : turns.next()),
        },
        {
          changed() {
            const isUp = live.get(room)?.line.isLive() ?? false
            if (isUp) turns.reset()
            // A line that fell is asked about at once, each client in its own moment: « À jour » must not outlive it.
            else if (wasUp && live.has(room) && !running) plan(Math.random() * FALLEN_MS)
            wasUp = isUp
            levelled()
          },
          forked: () => void part(room),
          oversized() {
            leaveLine(room)
            plan(SOON_MS)
          },
          refused(code) {
            leaveLine(room) // y-websocket does not come back after it: the next round that is not refused opens another
            refuse(code)
          },
          serverTime(ms) {
            clock = { server: ms, at: performance.now() }
            show({ clockOff: isClockOff() })
          },
        },
      )
      live.set(room, { line, release })
    }
  }

  /** Takes a room off its socket: the next round exchanges it, then opens its line again. */
  const leaveLine = (room: string): void => {
    const known = live.get(room)
    live.delete(room)
    known?.line.close()
    known?.release()
  }

  /** Parts a room from a copy of this profile. An editor that is open holds it: each round tries again until it is closed. */
  const part = async (room: string): Promise<void> => {
    forked.add(room)
    leaveLine(room)
    const fetchTheirs = (name: string, vector: Uint8Array) => fetchMissing(calls, name, vector)
    if (!outbox || !(await separate(ground, outbox, room, fetchTheirs))) return
    forked.delete(room)
    plan(SOON_MS)
  }

  const levelled = (): void => {
    const answering = [...live.values()].some(({ line }) => line.isLive())
    if (answering) show({ silentSince: undefined, busy: running !== undefined, levelAt: Date.now() })
    else show()
  }

  /** A colleague may have written the first record of another year since: a room that nobody here has heard of. */
  const refreshRooms = async (): Promise<void> => {
    const answer = await calls.rooms(listed)
    if (!answer.ok || answer.value === 'unchanged') return
    listed = answer.value.tag
    for (const { room } of answer.value.rooms) if (placeOf(room)) readable.add(room)
    for (const room of liveRooms(identity, new Date().getFullYear())) readable.add(room)
  }

  const round = async (box: Outbox): Promise<void> => {
    await refreshRooms()
    for (const room of [...forked]) await part(room)
    const exchange = createExchange(ground, box, calls, identity.role, pace, part)
    const quiet = rooms().filter((room) => !forked.has(room) && !live.get(room)?.line.isLive())
    const result = await exchange.run(quiet)
    if (result.is === 'failed') return troubled(result.failure)
    backoff.reset()
    const refusal = result.is === 'refused' ? result.cause : undefined
    show({ silentSince: undefined, levelAt: Date.now(), refusal, clockOff: isClockOff() })
    if (!refusal || !FINAL.has(refusal)) {
      await openLines(box, result.is === 'refused' ? result.rooms : new Set())
      void files.send().catch(unlessUnread)
    }
    plan((network.pollMs ?? POLL_MS) * (0.8 + 0.4 * Math.random()))
  }

  const troubled = (failure: CallFailure): void => {
    if (failure.is === 'refused') show({ refusal: refusalOf(failure.status) })
    else show({ silentSince: facts.silentSince ?? Date.now(), attempt: facts.attempt + 1 })
    const ms = Math.max(backoff.next(), failure.is === 'busy' ? failure.retryAfterMs : 0)
    if (failure.is === 'busy') notBefore = performance.now() + ms
    plan(ms)
  }

  const plan = (ms: number): void => {
    clearTimeout(timer)
    if (!closed) timer = setTimeout(go, Math.max(ms, notBefore - performance.now()))
  }

  const go = (): void => {
    if (closed || !outbox) return
    if (running) {
      again = true
      return
    }
    if (!facts.online) return
    if (facts.refusal && FINAL.has(facts.refusal)) return
    running = round(outbox)
      .catch((error: unknown) => {
        show({ levelAt: undefined, attempt: facts.attempt + 1 })
        plan(backoff.next())
        unlessUnread(error)
      })
      .finally(() => {
        running = undefined
        show({ busy: false })
        if (again) plan(SOON_MS)
        again = false
      })
  }

  const stops = [
    network.onOnline(() => {
      show({ online: network.isOnline() })
      if (network.isOnline()) plan(Math.random() * SOON_MS)
    }),
    files.unsent.subscribe(() => show()),
    ground.documents.onStored((rows) => {
      show()
      void files.recount().catch(unlessUnread)
      if (rows.some((row) => !live.get(row.room)?.line.isLive())) plan(SOON_MS)
    }),
  ]
  void files.recount().catch(unlessUnread)
  const begun = openOutbox(ground, (room) => writesIn(identity, room)).then((box) => {
    outbox = box
    stops.push(
      box.unsent.subscribe(() => show()),
      box.close,
    )
    show()
    go()
  })

  return {
    state,
    fetchFile: (room, hash) => fetchFile(ground, calls, room, hash),
    async close() {
      closed = true
      clearTimeout(timer)
      await begun
      for (const stop of stops) stop()
      for (const { line, release } of live.values()) {
        line.close()
        release()
      }
      // What was sent and not answered is sent again next time; nobody waits two minutes for a window to close.
      const cut = setTimeout(() => leaving.abort(), GRACE_MS)
      await Promise.all([running, files.close()])
      clearTimeout(cut)
    },
  }
}

/** The rooms that are in use from the first screen on. */
function liveRooms({ space, role }: Identity, year: number): readonly string[] {
  if (role === 'national') return ['national', 'national-private']
  const shared = [`dep-${space}`, `dep-${space}-${year}`]
  return role === 'reader' ? shared : [...shared, `dep-${space}-private`, `dep-${space}-private-${year}`]
}

/** A database that does not read now may read later; what else goes wrong is ours. */
function unlessUnread(error: unknown): void {
  if (!(error instanceof Dexie.DexieError)) throw error
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
