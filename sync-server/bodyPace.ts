import type { IncomingMessage } from 'node:http'
import type { Limits } from './config'

/**
 * Lets go of whoever sends nothing more of a body that was begun. A body that moves is waited for, however slow its
 * line: 20 MB take three quarters of an hour at 64 kbit/s.
 */
export function watchBody(
  request: IncomingMessage,
  { bodyPauseMs, bodyPauseBytes }: Pick<Limits, 'bodyPauseMs' | 'bodyPauseBytes'>,
): void {
  const { headers, socket } = request
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return
  let seen = socket.bytesRead
  const timer = setInterval(() => {
    if (request.complete) return clearInterval(timer)
    const moved = socket.bytesRead - seen
    seen = socket.bytesRead
    if (moved < bodyPauseBytes) request.destroy()
  }, bodyPauseMs)
  timer.unref()
  request.once('close', () => clearInterval(timer))
}
