import { type Result, fail, ok } from '../result'
import type { Access } from './protocol'
import { limits } from './protocol'

/** What a client says first. Nulls: it has never met this room on this server. */
export interface ClientHello {
  readonly version: number
  readonly epoch: string | null
  readonly incarnation: string | null
  readonly position: number | null
  /** The Yjs client id under which this replica writes. */
  readonly client: number
  /** Random for each run of the application: a newer session of a device replaces the older one. */
  readonly session: string
  /** How far the server has acknowledged this replica's own clock. */
  readonly clock: number
}

/** What the server answers, before anything else. */
export interface ServerHello {
  readonly version: number
  readonly epoch: string
  readonly incarnation: string
  /** The room's log position now. */
  readonly position: number
  /** True: rows follow and nobody sends a sync step 1. False: both sides do. */
  readonly resume: boolean
  /** How far the server holds the client's own clock; what is above the acknowledged one stands beside. */
  readonly clock: number
  readonly access: Access
  /** The server's clock in milliseconds, for a warning only: no merge asks for the time. */
  readonly time: number
}

type Json = Readonly<Record<string, unknown>>

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0
const isToken = (value: unknown): value is string =>
  typeof value === 'string' && /^[A-Za-z0-9._~-]{1,64}$/.test(value)

/** Reads a client's hello from what came over the wire. */
export function parseClientHello(json: string): Result<ClientHello, string> {
  const parsed = parseObject(json)
  if (!parsed.ok) return parsed
  const { version, epoch = null, incarnation = null, position = null, client, session, clock } = parsed.value
  if (!isCount(version)) return fail('version')
  if (epoch !== null && !isToken(epoch)) return fail('epoch')
  if (incarnation !== null && !isToken(incarnation)) return fail('incarnation')
  if (position !== null && !isCount(position)) return fail('position')
  if (!isCount(client)) return fail('client')
  if (!isToken(session)) return fail('session')
  if (!isCount(clock) || clock > limits.clock) return fail('clock')
  return ok({ version, epoch, incarnation, position, client, session, clock })
}

/** Reads a server's hello from what came over the wire. */
export function parseServerHello(json: string): Result<ServerHello, string> {
  const parsed = parseObject(json)
  if (!parsed.ok) return parsed
  const { version, epoch, incarnation, position, resume, clock, access, time } = parsed.value
  if (!isCount(version)) return fail('version')
  if (!isToken(epoch)) return fail('epoch')
  if (!isToken(incarnation)) return fail('incarnation')
  if (!isCount(position)) return fail('position')
  if (typeof resume !== 'boolean') return fail('resume')
  if (!isCount(clock)) return fail('clock')
  if (access !== 'read' && access !== 'write') return fail('access')
  if (!isCount(time)) return fail('time')
  return ok({ version, epoch, incarnation, position, resume, clock, access, time })
}

function parseObject(json: string): Result<Json, string> {
  try {
    const value: unknown = JSON.parse(json)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return fail('json')
    // An object that came out of JSON.parse has string keys and values yet to be checked: exactly `Json`.
    return ok(value as Json)
  } catch {
    return fail('json')
  }
}
