/** A long request of a device, until it is answered. */
export interface LongRequest {
  /** So many bytes more of its body are kept; false when that is too much of one device's at once. */
  hold(bytes: number): boolean
  over(): void
}

/** The long requests of each device that are under way. */
export interface UnderWay {
  /** One more; undefined when that device has as many as it may. */
  begin(device: string): LongRequest | undefined
}

interface Held {
  requests: number
  bytes: number
}

/** Counts the requests of each device, so many at once, and the bytes of their bodies. */
export function openUnderWay(most: { readonly requests: number; readonly bytes: number }): UnderWay {
  const devices = new Map<string, Held>()
  return {
    begin(device) {
      const all = devices.get(device) ?? { requests: 0, bytes: 0 }
      if (all.requests >= most.requests) return undefined
      devices.set(device, all)
      all.requests++
      let own = 0
      let isOver = false
      return {
        hold: (bytes) => {
          own += bytes
          all.bytes += bytes
          return all.bytes <= most.bytes
        },
        over: () => {
          if (isOver) return
          isOver = true
          all.bytes -= own
          if (--all.requests === 0) devices.delete(device)
        },
      }
    },
  }
}
