import { closeCode, type RefusalCause, type SyncState } from '../../core/sync/protocol'

/** What is known of the line to the server; the words follow from it. */
export interface LineFacts {
  readonly online: boolean
  readonly unsent: number
  readonly refusal: RefusalCause | undefined
  /** Since when nothing has answered; undefined while something does. */
  readonly silentSince: number | undefined
  /** The last time that everything was level. */
  readonly levelAt: number | undefined
  readonly attempt: number
  /** Rooms are being compared or read. */
  readonly busy: boolean
  /** The clock of this computer is more than a day off the server's. */
  readonly clockOff: boolean
}

/** One state, as a user would tell it. */
export function stateOf(facts: LineFacts, now: number): SyncState {
  const { unsent, refusal, silentSince, levelAt } = facts
  if (refusal) return { is: 'refused', unsent, cause: refusal }
  if (!facts.online)
    return { is: 'offline', unsent, since: silentSince ?? levelAt ?? now, cause: 'no-network' }
  if (silentSince !== undefined) return { is: 'offline', unsent, since: silentSince, cause: 'server-down' }
  if (levelAt === undefined) return { is: 'connecting', unsent, attempt: facts.attempt }
  const clock = facts.clockOff ? ({ clockOff: true } as const) : {}
  if (unsent > 0 || facts.busy) return { is: 'syncing', unsent, ...clock }
  return { is: 'synced', at: levelAt, ...clock }
}

/** Whether two states would be shown the same. */
export function sameState(a: SyncState, b: SyncState): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** What a final close code means to the user. */
export function causeOf(code: number): RefusalCause | undefined {
  switch (code) {
    case closeCode.token:
      return 'token'
    case closeCode.access:
      return 'access'
    case closeCode.replaced:
    case closeCode.clientTaken:
      return 'replaced'
    case closeCode.epochGone:
      return 'epoch'
    case closeCode.tooBig:
      return 'too-big'
    case closeCode.crowded:
      return 'crowded'
    case closeCode.appTooOld:
      return 'app-too-old'
    default:
      return undefined
  }
}

/** What a call that was refused means to the user. */
export function refusalOf(status: number): RefusalCause {
  switch (status) {
    case 401:
      return 'token'
    case 413:
      return 'too-big'
    case 426:
      return 'app-too-old'
    default:
      return 'access'
  }
}

/** The close code that says the same as a refused call. */
export function codeOf(status: number): number {
  switch (status) {
    case 401:
      return closeCode.token
    case 413:
      return closeCode.tooBig
    case 426:
      return closeCode.appTooOld
    default:
      return closeCode.access
  }
}
