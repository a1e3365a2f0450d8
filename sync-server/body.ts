import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { type Result, fail, ok } from '../src/core/result'

const inflate = promisify(gunzip)
const deflate = promisify(gzip)

/** Why a request's body was not taken. */
export type BodyRefusal = 'too-big' | 'malformed' | 'busy'

/** A body as it came. */
export interface PackedBody {
  readonly bytes: Buffer
  readonly encoding: 'identity' | 'gzip'
}

/**
 * Reads a whole body, plain or gzip, never more than `limit` bytes of it; `hold` is told of each piece that is kept, and
 * says when it is one too many for now.
 */
export async function readPacked(
  request: IncomingMessage,
  limit: number,
  hold: (bytes: number) => boolean = () => true,
): Promise<Result<PackedBody, BodyRefusal>> {
  const encoding = request.headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity' && encoding !== 'gzip') return fail('malformed')
  if (Number(request.headers['content-length'] ?? 0) > limit) return fail('too-big')
  const chunks: Buffer[] = []
  let size = 0
  // Left where it is when it is too much: whoever sends it is told so before the line is cut.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!(chunk instanceof Buffer)) throw new Error('a request without an encoding gives buffers')
    size += chunk.length
    if (size > limit) return fail('too-big')
    if (!hold(chunk.length)) return fail('busy')
    chunks.push(chunk)
  }
  return ok({ bytes: Buffer.concat(chunks), encoding })
}

/** A body as it was meant, never more than `limit` bytes of it. */
export async function unpack(
  { bytes, encoding }: PackedBody,
  limit: number,
): Promise<Result<Uint8Array, Exclude<BodyRefusal, 'busy'>>> {
  // A copy in memory of its own: decoders take views, and a view must not reach into other requests.
  if (encoding === 'identity') return ok(new Uint8Array(bytes))
  try {
    return ok(new Uint8Array(await inflate(bytes, { maxOutputLength: limit })))
  } catch (error) {
    const isTooBig = error instanceof RangeError
    return fail(isTooBig ? 'too-big' : 'malformed')
  }
}

/** Reads a whole body, never more than `limit` bytes of it in either form. */
export async function readBody(
  request: IncomingMessage,
  limit: number,
  hold?: (bytes: number) => boolean,
): Promise<Result<Uint8Array, BodyRefusal>> {
  const packed = await readPacked(request, limit, hold)
  return packed.ok ? unpack(packed.value, limit) : packed
}

/** Reads a small JSON object. One that takes longer than `withinMs` ends with its connection, and throws. */
export async function readJson(
  request: IncomingMessage,
  withinMs: number,
): Promise<Result<Readonly<Record<string, unknown>>, BodyRefusal>> {
  const late = setTimeout(() => request.destroy(new Error('the body took too long')), withinMs)
  const body = await readBody(request, 4096).finally(() => clearTimeout(late))
  if (!body.ok) return body
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(body.value))
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return fail('malformed')
    // An object that came out of JSON.parse has string keys; its values are checked by whoever reads them.
    return ok(value as Readonly<Record<string, unknown>>)
  } catch {
    return fail('malformed')
  }
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  })
  response.end(JSON.stringify(value))
}

/** Refuses in words: a code for programs, a sentence for the person in front of one. */
export function refuse(response: ServerResponse, status: number, error: string, message: string): void {
  if (status === 413 || status === 503) response.setHeader('Connection', 'close')
  sendJson(response, status, { error, message })
}

/**
 * Answers with bytes, compressed when that is wanted and worth it. Whoever takes nothing of them for `stalledMs` is
 * let go: until then they stay in memory.
 */
export async function sendBytes(
  request: IncomingMessage,
  response: ServerResponse,
  bytes: Uint8Array,
  stalledMs: number,
): Promise<void> {
  const packs = bytes.length > 512 && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  response.setHeader('Content-Type', 'application/octet-stream')
  response.setHeader('Cache-Control', 'no-store')
  response.setHeader('X-Content-Type-Options', 'nosniff')
  if (packs) response.setHeader('Content-Encoding', 'gzip')
  const body = packs ? await deflate(bytes) : bytes
  response.setHeader('Content-Length', body.length)
  response.setTimeout(stalledMs, () => response.destroy())
  response.writeHead(200)
  response.end(body)
}
