import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A line to a server that breaks when told: each connection after so many bytes, in either direction. */
export interface CuttingProxy {
  readonly url: string
  /** Breaks the next connections, each once it has let through the next of these numbers of bytes; then none. */
  cut(bytes: readonly number[], direction: 'up' | 'down'): void
  /** How many were broken so far. */
  readonly broken: number
  close(): Promise<void>
}

/** Listens on a free port and passes everything on to a server. */
export async function openCuttingProxy(target: string): Promise<CuttingProxy> {
  const to = new URL(target)
  const sockets = new Set<Socket>()
  let cuts: number[] = []
  let direction: 'up' | 'down' = 'up'
  let broken = 0

  const server = createServer((near) => {
    const far = connect(Number(to.port), to.hostname)
    const limit = cuts.shift() ?? Infinity
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        sockets.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    const pass = (from: Socket, onto: Socket, most: number): void => {
      let left = most
      from.on('data', (bytes) => {
        onto.write(bytes.subarray(0, left))
        left -= bytes.length
        if (left > 0) return
        broken++
        // What was let through leaves first; then the line is dead for both.
        onto.end(() => near.destroy())
      })
    }
    pass(near, far, direction === 'up' ? limit : Infinity)
    pass(far, near, direction === 'down' ? limit : Infinity)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // a listening TCP server has one
    cut(bytes, way) {
      cuts = [...bytes]
      direction = way
      for (const socket of sockets) socket.destroy() // one that is kept alive would never be broken
    },
    get broken() {
      return broken
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
