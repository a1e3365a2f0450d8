import { readFrame } from '../../../src/core/sync/frames'
import type { OpenRaw, RawSocket } from '../../../src/renderer/data/liveSocket'
import { openNodeSocket } from './desks'

/** A line whose frames a test may keep back or wait for. */
export interface Tap {
  readonly openRaw: OpenRaw
  /** Frames that are not let through to the client. */
  drops(frame: Uint8Array): boolean
  /** Told of each frame before the client is. */
  sees(url: string, frame: Uint8Array): void
  open: number
}

/** Opens one that lets everything through until a test says otherwise. */
export function tapped(): Tap {
  const tap: Tap = {
    open: 0,
    drops: () => false,
    sees: () => undefined,
    openRaw(url, protocols, events): RawSocket {
      tap.open++
      return openNodeSocket(url, protocols, {
        ...events,
        message(data) {
          const frame = new Uint8Array(data as ArrayBuffer) // the socket's binary type
          if (tap.drops(frame)) return
          tap.sees(url, frame)
          events.message(data)
        },
      })
    },
  }
  return tap
}

/** Exchanges that can be kept out: one may make a room level first, and then nothing asks for step 2. */
export function refusable() {
  const way = {
    pass: true,
    fetch: (...[url, init]: Parameters<typeof fetch>): ReturnType<typeof fetch> =>
      way.pass || !String(url).endsWith('/v1/exchange')
        ? fetch(url, init)
        : Promise.reject(new Error('no exchange')),
  }
  return way
}

/** A line that takes some kilobytes a second upwards, and says what passes. */
export function narrow(bytesPerMs: number): { readonly openRaw: OpenRaw; live: number; updates: number } {
  const line = {
    live: 0,
    updates: 0,
    openRaw(...[url, protocols, events]: Parameters<OpenRaw>): RawSocket {
      let last: Promise<unknown> = Promise.resolve()
      let open = true
      const raw = openNodeSocket(url, protocols, {
        ...events,
        message(data) {
          if (url.endsWith('/dep-50') && readFrame(new Uint8Array(data as ArrayBuffer))?.is === 'at')
            line.live++
          events.message(data)
        },
      })
      return {
        send(data) {
          if (readFrame(data)?.is === 'update') line.updates++
          last = last
            .then(() => new Promise((resolve) => setTimeout(resolve, data.length / bytesPerMs)))
            .then(() => (open ? raw.send(data) : undefined))
        },
        close() {
          open = false
          raw.close()
        },
      }
    },
  }
  return line
}
