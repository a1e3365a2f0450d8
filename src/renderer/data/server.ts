import { fail, ok, type Result } from '../../core/result'
import type { Access, Role } from '../../core/sync/protocol'
import { packed } from './packed'
import type { JoinRefusal } from './workspaces'

/** Where a workspace's server is and how this device is known there. Sealed in the workspace's database. */
export interface ServerLink {
  readonly url: string
  readonly token: string
  readonly device: string
  /** How this computer was called when it joined; links of earlier versions do not say. */
  readonly deviceName?: string
}

/** What enrolment gives. */
export interface Enrolled {
  readonly token: string
  readonly device: string
  readonly person: string
  readonly role: Role
  readonly rooms: readonly { readonly room: string; readonly access: Access }[]
}

/** Why a call failed: no answer at all, an answer that asks to come back, or a refusal that only a person can change. */
export type CallFailure =
  | { readonly is: 'unreachable' }
  | { readonly is: 'busy'; readonly retryAfterMs: number }
  | { readonly is: 'refused'; readonly status: number; readonly message: string }

/** The rooms of this device, and the tag under which the server knows that it was told of them. */
export interface RoomList {
  readonly rooms: readonly { readonly room: string; readonly access: Access }[]
  readonly tag: string | undefined
}

/** The calls of one server. */
export interface ServerCalls {
  ticket(): Promise<Result<string, CallFailure>>
  /** `unchanged` when the rooms are those of the answer that had this tag. */
  rooms(tag?: string): Promise<Result<RoomList | 'unchanged', CallFailure>>
  /** `isWhole`: it can be cut no shorter, and is waited for however slow the line is. */
  exchange(body: Uint8Array, isWhole?: boolean): Promise<Result<Uint8Array, CallFailure>>
  putBlob(room: string, hash: string, bytes: Uint8Array): Promise<Result<null, CallFailure>>
  getBlob(room: string, hash: string): Promise<Result<Uint8Array, CallFailure>>
}

/** How the page asks the network; handed in, so that tests and Node can. */
export type Fetch = typeof globalThis.fetch

/**
 * Nothing stays silent for longer than this: until an answer begins, then from one piece of it to the next. An exchange
 * may carry megabytes over a slow line.
 */
export const PATIENCE_MS = { call: 15_000, transfer: 120_000 }

/** What the slowest line carries in a second, for what goes in one piece: half of 64 kbit. */
const SLOWEST = 4_000

/** Reads the address that was typed or came with a link; plain http is for this computer alone. */
export function serverUrl(typed: string): Result<string, string> {
  const text = /^[a-z]+:\/\//i.test(typed.trim()) ? typed.trim() : `https://${typed.trim()}`
  try {
    const url = new URL(text)
    const local = ['localhost', '127.0.0.1'].includes(url.hostname)
    if (url.protocol === 'https:' || (url.protocol === 'http:' && local))
      return ok(`${url.origin}${url.pathname.replace(/\/+$/, '')}`)
    return fail('L’adresse du serveur doit commencer par https://.')
  } catch {
    return fail('Cette adresse de serveur n’est pas lisible\u00a0: copiez celle de votre invitation.')
  }
}

/** Trades an invitation for this device's own token. */
export async function enrol(
  url: string,
  code: string,
  device: string,
  fetch: Fetch,
): Promise<Result<Enrolled, JoinRefusal>> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: code.trim(), device }),
  }
  const answer = await call(fetch, `${url}/v1/enrol`, init, jsonOf)
  if (!answer.ok) return fail(enrolRefusal(answer.error, url))
  return isEnrolled(answer.value)
    ? ok(answer.value)
    : fail({ about: 'server', message: 'Ce serveur n’a pas répondu comme un serveur Maillage.' })
}

function enrolRefusal(failure: CallFailure, url: string): JoinRefusal {
  if (failure.is === 'unreachable') return { about: 'server', message: unreachable(url) }
  if (failure.is === 'busy') return { about: null, message: busy(failure.retryAfterMs) }
  const message = failure.message || 'Cette invitation n’est pas acceptée\u00a0: demandez-en une nouvelle.'
  return { about: 'code', message }
}

/** In a browser the page's own policy lets it speak to the server that gave it, and to no other. */
function unreachable(url: string): string {
  const own = 'location' in globalThis ? globalThis.location : undefined
  return own?.protocol.startsWith('http') && new URL(url).origin !== own.origin
    ? `Dans un navigateur, un espace ne se relie qu’au serveur qui a donné cette page (${own.origin}). Pour un autre serveur, ouvrez son adresse dans le navigateur, ou utilisez l’application de bureau.`
    : 'Le serveur ne répond pas\u00a0: vérifiez son adresse et votre réseau.'
}

/** A server that has no time is back in a moment; one that was given too many wrong codes says when it takes any again. */
function busy(retryAfterMs: number): string {
  const minutes = Math.ceil(retryAfterMs / 60_000)
  if (minutes <= 1) return 'Le serveur est occupé\u00a0: réessayez dans un instant.'
  const delay = minutes < 60 ? `${minutes} minutes` : 'une heure'
  return `Le serveur ne prend plus de code pour le moment\u00a0: réessayez dans ${delay}.`
}

/** The calls that this device makes with its token, until `leaving`. The token goes in a header, never in an address. */
export function serverCalls(
  link: ServerLink,
  fetch: Fetch,
  leaving?: AbortSignal,
  transferMs: number = PATIENCE_MS.transfer,
): ServerCalls {
  const authorized = { authorization: `Bearer ${link.token}` }
  const ask = <T>(path: string, read: Read<T>, init: RequestInit = {}, patience = PATIENCE_MS.call) =>
    call(
      fetch,
      `${link.url}${path}`,
      { ...init, headers: { ...authorized, ...init.headers }, ...(leaving ? { signal: leaving } : {}) },
      read,
      patience,
    )
  const inOnePiece = (bytes: Uint8Array): number => transferMs + (bytes.length / SLOWEST) * 1000
  return {
    async ticket() {
      const answer = await ask('/v1/ticket', jsonOf, { method: 'POST' })
      if (!answer.ok) return answer
      return isTicket(answer.value) ? ok(answer.value.ticket) : fail({ is: 'unreachable' })
    },
    async rooms(known) {
      const init = known === undefined ? {} : { headers: { 'if-none-match': known } }
      const answer = await ask('/v1/rooms', roomsOf, init)
      if (!answer.ok) return answer
      return answer.value === undefined ? fail({ is: 'unreachable' }) : ok(answer.value)
    },
    async exchange(body, isWhole = false) {
      const { bytes, encoding } = await packed(body)
      const headers = { ...BYTES, ...(encoding ? { 'content-encoding': encoding } : {}) }
      const init = { method: 'POST', headers, body: bodyOf(bytes) }
      return ask('/v1/exchange', bytesOf, init, isWhole ? inOnePiece(bytes) : transferMs)
    },
    async putBlob(room, hash, bytes) {
      const init = { method: 'PUT', headers: BYTES, body: bodyOf(bytes) }
      const answer = await ask(`/v1/rooms/${room}/blobs/${hash}`, bytesOf, init, inOnePiece(bytes))
      return answer.ok ? ok(null) : answer
    },
    getBlob: (room, hash) => ask(`/v1/rooms/${room}/blobs/${hash}`, bytesOf, {}, transferMs),
  }
}

const BYTES = { 'content-type': 'application/octet-stream' }

/** Never shared memory, which the type of a body asks for. */
const bodyOf = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => bytes as Uint8Array<ArrayBuffer>

/** Takes what is wanted of an answer, and tells each time that something of it came. */
type Read<T> = (answer: Response, heard: () => void) => Promise<T>

const jsonOf: Read<unknown> = (answer) => answer.json().catch(() => undefined)

const roomsOf: Read<RoomList | 'unchanged' | undefined> = async (answer, heard) => {
  if (answer.status === 304) return 'unchanged'
  const lines = await jsonOf(answer, heard)
  if (!Array.isArray(lines)) return undefined
  return { rooms: lines.filter(isRoom), tag: answer.headers.get('etag') ?? undefined }
}

const bytesOf: Read<Uint8Array> = async (answer, heard) => {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  const reader = answer.body?.getReader()
  for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
    heard()
    pieces.push(piece.value)
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer())
}

async function call<T>(
  fetch: Fetch,
  url: string,
  init: RequestInit,
  read: Read<T>,
  patience = PATIENCE_MS.call,
): Promise<Result<T, CallFailure>> {
  const late = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const heard = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => late.abort(), patience)
  }
  try {
    heard()
    // `error`: a portal that redirects must never be handed the token
    const options: RequestInit = { redirect: 'error', credentials: 'omit', cache: 'no-store' }
    const signal = init.signal ? AbortSignal.any([init.signal, late.signal]) : late.signal
    const answer = await fetch(url, { ...init, ...options, signal })
    heard()
    if (answer.ok || answer.status === 304) return ok(await read(answer, heard))
    if (answer.status === 429 || answer.status >= 500) {
      const seconds = Number(answer.headers.get('retry-after') ?? 0)
      return fail({ is: 'busy', retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : 0 })
    }
    const { code, message } = await refusal(answer)
    // A proxy or a portal on the way knows nothing of our tokens: the server itself has not been heard.
    if (answer.status === 401 && code !== 'token') return fail({ is: 'unreachable' })
    return fail({ is: 'refused', status: answer.status, message })
  } catch {
    return fail({ is: 'unreachable' })
  } finally {
    clearTimeout(timer)
  }
}

/** The server's own code and sentence, where it is the server that answers. */
async function refusal(answer: Response): Promise<{ readonly code: string; readonly message: string }> {
  const body: unknown = await answer.json().catch(() => undefined)
  const said: { readonly error?: unknown; readonly message?: unknown } =
    typeof body === 'object' && body !== null ? body : {}
  const code = typeof said.error === 'string' ? said.error : ''
  return { code, message: typeof said.message === 'string' ? said.message : code }
}

const isTicket = (body: unknown): body is { ticket: string } =>
  typeof body === 'object' && body !== null && 'ticket' in body && typeof body.ticket === 'string'

const isRoom = (value: unknown): value is { room: string; access: Access } =>
  typeof value === 'object' &&
  value !== null &&
  'room' in value &&
  typeof value.room === 'string' &&
  'access' in value &&
  (value.access === 'read' || value.access === 'write')

function isEnrolled(body: unknown): body is Enrolled {
  if (typeof body !== 'object' || body === null) return false
  const { token, device, person, role, rooms } = body as Partial<Enrolled> // each is checked here
  return (
    typeof token === 'string' &&
    typeof device === 'string' &&
    typeof person === 'string' &&
    (role === 'coordinator' || role === 'reader' || role === 'national') &&
    Array.isArray(rooms) &&
    rooms.every(isRoom)
  )
}
