import { ok } from '../src/core/result'
import { type BodyFault, readAsks, writeReplies } from '../src/core/sync/exchangeBody'
import { accessTo } from '../src/core/sync/protocol'
import type { Member } from './access'
import { type BodyRefusal, readBody, readPacked, refuse, sendBytes, unpack } from './body'
import { type Call, isRevoked, notFound, refuseBusy, refuseToken } from './call'
import { exchange } from './exchange'

/** A request that may be long, of a device that is known. */
export interface Transfer extends Call {
  readonly account: Member
  /** Counts what is kept of its body; false when it is too much. */
  readonly hold: (bytes: number) => boolean
}

const exchangeRefusals: Readonly<
  Record<BodyFault | BodyRefusal, readonly [status: number, error: string, message: string]>
> = {
  version: [426, 'app-too-old', 'Cette version de Maillage ne parle plus à ce serveur. Mettez-la à jour.'],
  busy: [503, 'busy', 'Ce poste a déjà plusieurs échanges en cours. Réessayez.'],
  'too-big': [413, 'too-big', 'Cet échange est trop volumineux pour être reçu en une fois.'],
  malformed: [400, 'request', 'Cet échange est illisible.'],
  rooms: [413, 'too-big', 'Cet échange porte sur trop d’espaces à la fois.'],
  updates: [413, 'too-big', 'Cet échange porte trop de modifications à la fois.'],
}

/** Answers an exchange. */
export async function takeExchange(transfer: Transfer): Promise<void> {
  const { request, response, around, account, hold } = transfer
  const { exchangeBytes, stalledMs } = around.limits
  const packed = await readPacked(request, exchangeBytes, hold)
  if (!packed.ok && packed.error === 'busy') return refuseBusy(response)
  const answered = await around.turns.take(account.device, async () => {
    // In its turn: what it is unpacked to is many times as long, and one at a time is enough of that.
    const body = packed.ok ? await unpack(packed.value, exchangeBytes) : packed
    const asks = body.ok ? readAsks(body.value, around.limits) : body
    return asks.ok ? ok(await exchange(account, asks.value, around)) : asks
  })
  if (!answered.ok) return refuse(response, ...exchangeRefusals[answered.error])
  if (isRevoked(transfer, account)) return refuseToken(response)
  await sendBytes(request, response, writeReplies(answered.value), stalledMs)
}

/** Gives an attachment, or takes one. */
export async function takeBlob(
  transfer: Transfer,
  method: string,
  { room, hash }: { readonly room: string; readonly hash: string },
): Promise<void> {
  const { request, response, around, account, hold } = transfer
  const access = accessTo(account.role, account.departments, room)
  if (access === undefined || (method === 'PUT' && access === 'read')) {
    return refuse(response, 403, 'access', 'Votre rôle ne permet pas cet accès.')
  }
  if (method === 'GET') {
    const bytes = await around.attachments.get(room, hash)
    if (isRevoked(transfer, account)) return refuseToken(response)
    if (bytes === undefined)
      return refuse(response, 404, 'blob', 'Cette pièce jointe n’est pas encore arrivée.')
    response.setHeader('Content-Disposition', 'attachment')
    response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox")
    return sendBytes(request, response, bytes, around.limits.stalledMs)
  }
  if (method !== 'PUT') return notFound(response)
  const body = await readBody(request, around.limits.blobBytes, hold)
  if (!body.ok && body.error === 'busy') return refuseBusy(response)
  if (isRevoked(transfer, account)) return refuseToken(response)
  if (!body.ok && body.error === 'too-big') {
    return refuse(response, 413, 'too-big', 'Cette pièce jointe dépasse 20 Mo.')
  }
  if (!body.ok || !(await around.attachments.put({ room, hash, bytes: body.value }))) {
    return refuse(response, 400, 'hash', 'Cette pièce jointe est arrivée abîmée : envoyez-la de nouveau.')
  }
  response.writeHead(204)
  response.end()
}
