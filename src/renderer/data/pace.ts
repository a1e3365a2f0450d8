import type { Result } from '../../core/result'
import type { CallFailure } from './server'

/**
 * How much one exchange may carry on the line as it is: half after each request that found no way, more again once full
 * requests pass quickly. What is too much for a slow line, or for a proxy on it, would never pass.
 */
export interface Pace {
  /** Bytes of updates in one request, from which the other rooms wait for the next one. */
  request(): number
  /** Bytes of one room in a request. */
  room(): number
  /** Sends what carries so many bytes of updates, and learns from how it went. */
  carry<T>(bytes: number, send: () => Promise<Result<T, CallFailure>>): Promise<Result<T, CallFailure>>
}

const MiB = 1024 * 1024
const ROOM_BYTES = MiB
const MOST = 8 * MiB
const LEAST = 32 * 1024

/** Begins with the most: most lines take it. `patienceMs`: when a request is late; `now` in milliseconds, from anywhere. */
export function createPace(patienceMs: number, now: () => number): Pace {
  const quickMs = patienceMs / 4 // a full request that takes less would not be late at twice the size, by far
  let request = MOST
  return {
    request: () => request,
    room: () => Math.min(ROOM_BYTES, request),
    async carry(bytes, send) {
      const from = now()
      const answer = await send()
      if (answer.ok && bytes >= request / 2 && now() - from < quickMs) request = Math.min(MOST, request * 2)
      if (!answer.ok && isTooMuch(answer.error) && bytes > LEAST)
        request = Math.max(LEAST, Math.min(request, bytes) / 2)
      return answer
    },
  }
}

/** No answer, or a proxy that takes less than the server. */
const isTooMuch = (failure: CallFailure): boolean =>
  failure.is === 'unreachable' || (failure.is === 'refused' && failure.status === 413)
