import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Access, EnrolRefusal, Member } from './access'
import { readJson, refuse, sendJson } from './body'
import { watchBody } from './bodyPace'
import { type Call, type HttpSurroundings, notFound, refuseBusy, refuseToken } from './call'
import { desktopOrigin } from './config'
import { reasonOf } from './log'
import { roomsOf, tagOf } from './roomList'
import { type Transfer, takeBlob, takeExchange } from './transfers'
import { originAllowed } from './upgrade'

const enrolRefusals: Readonly<Record<EnrolRefusal, string>> = {
  unknown: 'Ce code d’invitation est inconnu. Vérifiez-le, ou demandez-en un autre.',
  used: 'Cette invitation a déjà servi. Demandez-en une autre.',
  expired: 'Cette invitation a expiré (72 h). Demandez-en une autre.',
}

const blobPath = /^\/v1\/rooms\/([^/]+)\/blobs\/([0-9a-f]{64})$/

/** Answers one request; whatever goes wrong in it ends there. */
export async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  around: HttpSurroundings,
): Promise<void> {
  response.on('finish', () => around.metrics.count('maillage_requests_total', String(response.statusCode)))
  watchBody(request, response, around.limits)
  try {
    await route({ request, response, around })
  } catch (error) {
    around.metrics.count('maillage_failures_total', 'http')
    around.log('request-failed', { method: request.method ?? '', reason: reasonOf(error) })
    if (response.headersSent) response.destroy()
    else
      refuse(response, 500, 'server', 'Le serveur a rencontré une erreur. Rien n’a été modifié ; réessayez.')
  }
}

async function route(call: Call): Promise<void> {
  const { request, response, around } = call
  const address = request.url ?? '/'
  if (!URL.canParse(address, 'http://server')) return notFound(response)
  const { pathname } = new URL(address, 'http://server')
  const method = request.method ?? 'GET'
  if (pathname.startsWith('/v1/')) {
    if (!allowOrigin(call))
      return refuse(response, 403, 'origin', 'Cette page ne peut pas appeler ce serveur.')
    if (method === 'OPTIONS') return preflight(response)
    return routeV1(call, method, pathname)
  }
  if (method !== 'GET' && method !== 'HEAD') return notFound(response)
  if (pathname === '/healthz' || pathname === '/readyz') return answerHealth(call, pathname)
  if (pathname === '/metrics') {
    response.writeHead(200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' })
    response.end(around.metrics.text(around.gauges()))
    return
  }
  if (around.web !== undefined && (await around.web(request, response, pathname))) return
  return notFound(response)
}

async function routeV1(call: Call, method: string, pathname: string): Promise<void> {
  const { request, response, around } = call
  if (method === 'POST' && pathname === '/v1/enrol') return enrol(call)
  const account = authenticate(request, around.registry)
  if (account === undefined) return refuseToken(response)
  if (method === 'POST' && pathname === '/v1/ticket') {
    return sendJson(response, 200, around.tickets.issue(account.device))
  }
  if (method === 'GET' && pathname === '/v1/rooms') return listRooms(call, account)
  const blob = blobPath.exec(pathname)
  const isExchange = method === 'POST' && pathname === '/v1/exchange'
  if (!isExchange && blob === null) return notFound(response)
  const over = around.underWay.begin(account.device)
  if (over === undefined) return refuseBusy(response)
  const closed = new Promise<void>((resolve) => response.once('close', resolve))
  const transfer: Transfer = { ...call, account, hold: over.hold }
  try {
    if (blob === null) await takeExchange(transfer)
    else await takeBlob(transfer, method, { room: blob[1] ?? '', hash: blob[2] ?? '' })
  } finally {
    // Whoever hangs up has no other one begun before what he asked for is done with: until then it is in memory.
    void closed.then(over.over)
  }
}

function allowOrigin({ request, response, around }: Call): boolean {
  const { origin } = request.headers
  if (!originAllowed(request, around.origins)) return false
  if (origin === desktopOrigin || (origin !== undefined && around.origins.includes(origin))) {
    response.setHeader('Access-Control-Allow-Origin', origin)
    response.setHeader('Access-Control-Expose-Headers', 'etag, retry-after')
    response.setHeader('Vary', 'Origin')
  }
  return true
}

function preflight(response: ServerResponse): void {
  response.writeHead(204, {
    'Access-Control-Allow-Methods': 'GET, POST, PUT',
    'Access-Control-Allow-Headers': 'authorization, content-type, content-encoding, if-none-match',
    'Access-Control-Max-Age': '600',
  })
  response.end()
}

function answerHealth({ response, around }: Call, pathname: string): void {
  const problem = around.health() ?? (pathname === '/readyz' && !around.ready ? 'stopping' : undefined)
  sendJson(
    response,
    problem === undefined ? 200 : 503,
    problem === undefined ? { ok: true } : { ok: false, problem },
  )
}

function authenticate(request: IncomingMessage, registry: Access): Member | undefined {
  const token = /^Bearer ([\w-]{16,128})$/.exec(request.headers.authorization ?? '')?.[1]
  return token === undefined ? undefined : registry.authenticate(token)
}

async function enrol({ request, response, around }: Call): Promise<void> {
  const address = addressOf(request, around.addressHeader)
  if (!around.mayTryCode(address)) return refuseTry(response)
  const body = await readJson(request, around.limits.smallBodyMs)
  // Asked again: as many bodies as one likes may have been on their way while none was counted yet.
  if (!around.mayTryCode(address)) return refuseTry(response)
  const code = body.ok ? body.value['code'] : undefined
  const device = body.ok ? body.value['device'] : undefined
  if (typeof code !== 'string' || typeof device !== 'string' || !isDeviceName(device)) {
    return refuse(response, 400, 'request', 'Indiquez le code d’invitation et le nom de ce poste.')
  }
  const enrolled = await around.registry.enrol(code, device.trim())
  if (!enrolled.ok) {
    around.wrongCode(address)
    return refuse(response, 403, `invitation-${enrolled.error}`, enrolRefusals[enrolled.error])
  }
  const { member, token } = enrolled.value
  around.log('enrolled', { device: member.device, role: member.role })
  const rooms = roomsOf(member, await around.store.heads(), around.now())
  sendJson(response, 201, {
    token,
    device: member.device,
    person: member.person,
    role: member.role,
    departments: member.departments,
    rooms: [...rooms].map(([room, access]) => ({ room, access })),
  })
}

function refuseTry(response: ServerResponse): void {
  response.setHeader('Retry-After', '3600')
  refuse(response, 429, 'attempts', 'Trop d’essais. Réessayez dans une heure.')
}

/** Who calls. Of a list of addresses the proxy wrote the last one; those before it are what the caller claims. */
function addressOf(request: IncomingMessage, header: string | undefined): string {
  const told = header === undefined ? undefined : request.headers[header]
  const last = (typeof told === 'string' ? told : told?.at(-1))?.split(',').at(-1)?.trim()
  return last || (request.socket.remoteAddress ?? '')
}

const isDeviceName = (name: string): boolean => name.trim().length > 0 && name.length <= 100

/**
 * The tag of the answer stands for which rooms there are and what may be done in them: a client asks in each round
 * whether there is one more, and how far each has come it learns from an exchange.
 */
async function listRooms({ request, response, around }: Call, account: Member): Promise<void> {
  const written = await around.store.heads()
  const heads = new Map(written.map((head) => [head.room, head]))
  const rooms = roomsOf(account, written, around.now())
  const tag = tagOf(rooms)
  response.setHeader('ETag', tag)
  if (request.headers['if-none-match'] === tag) {
    response.writeHead(304)
    response.end()
    return
  }
  const lines = []
  for (const [room, access] of rooms) {
    const { epoch, position, bytes, savedAt } = heads.get(room) ?? (await around.store.head(room))
    lines.push({
      room,
      access,
      epoch,
      head: position,
      bytes,
      savedAt: savedAt === null ? null : new Date(savedAt).toISOString(),
    })
  }
  sendJson(response, 200, lines)
}
