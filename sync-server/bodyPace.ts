import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Limits } from './config'

/**
 * Lets go of whoever sends nothing more of a body that was begun. A body that moves is waited for, however slow its
 * line: 20 MB take three quarters of an hour at 64 kbit/s. One that was answered before all of it came, as a stranger's
 * is, has the time to hear the answer and no more: nobody reads it, and it could move for hours.
 */
export function watchBody(
  request: IncomingMessage,
  response: ServerResponse,
  {
    bodyPauseMs,
    bodyPauseBytes,
    smallBodyMs,
  }: Pick<Limits, 'bodyPauseMs' | 'bodyPauseBytes' | 'smallBodyMs'>,
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
  response.once('finish', () => {
    if (request.complete) return
    const late = setTimeout(() => {
      // By then the line may carry another request.
      if (!request.complete) socket.destroy()
    }, smallBodyMs)
    late.unref()
    socket.once('close', () => clearTimeout(late))
  })
}
