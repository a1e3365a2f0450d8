import type { OpenRaw } from './liveSocket'

/** A socket of the browser's own. */
export const openBrowserSocket: OpenRaw = (url, protocols, events) => {
  const socket = new WebSocket(url, [...protocols])
  socket.binaryType = 'arraybuffer'
  socket.onopen = () => events.open()
  socket.onmessage = ({ data }: MessageEvent<unknown>) => events.message(data)
  socket.onerror = (event) => events.error(event)
  socket.onclose = ({ code, reason }) => events.close({ code, reason })
  return {
    send(data) {
      if (socket.readyState === socket.OPEN) socket.send(data as Uint8Array<ArrayBuffer>) // never shared memory
    },
    close() {
      socket.onopen = socket.onmessage = socket.onerror = socket.onclose = null
      socket.close()
    },
  }
}
