import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Member, Tickets } from './access'
import type { Attachments } from './attachments'
import { refuse } from './body'
import type { ExchangeSurroundings } from './exchange'
import type { Log } from './log'
import type { Turns } from './turns'
import type { UnderWay } from './underWay'
import type { ServeWeb } from './web'

/** What the HTTP side needs of the server around it. */
export interface HttpSurroundings extends ExchangeSurroundings {
  readonly tickets: Tickets
  readonly attachments: Attachments
  readonly underWay: UnderWay
  /** A device's exchanges, one at a time. */
  readonly turns: Turns
  readonly origins: readonly string[]
  readonly addressHeader: string | undefined
  readonly now: () => number
  readonly log: Log
  readonly web: ServeWeb | undefined
  /** Counts a refused code; false when this address, or everyone together, has tried too often. */
  mayTryCode(address: string): boolean
  wrongCode(address: string): void
  /** What is wrong, for the health check; undefined while all is well. */
  health(): string | undefined
  readonly ready: boolean
  gauges(): Readonly<Record<string, number>>
}

/** One request, and what answers it. */
export interface Call {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly around: HttpSurroundings
}

/** Who calls has no token that is known, or none any more. */
export function refuseToken(response: ServerResponse): void {
  response.setHeader('WWW-Authenticate', 'Bearer')
  refuse(response, 401, 'token', 'Ce poste n’est plus reconnu par le serveur. Demandez une invitation.')
}

/** Asked again after each wait on the caller's own pace: a body may take minutes, a revocation takes effect in seconds. */
export const isRevoked = ({ around }: Call, account: Member): boolean =>
  around.registry.member(account.device) === undefined

/** The address is none of ours. */
export const notFound = (response: ServerResponse): void =>
  refuse(response, 404, 'address', 'Cette adresse n’existe pas sur ce serveur.')

/** This device has as much under way as it may. */
export function refuseBusy(response: ServerResponse): void {
  response.setHeader('Retry-After', '5')
  refuse(response, 503, 'busy', 'Ce poste a déjà plusieurs échanges en cours. Réessayez.')
}
