/** One thing after the other for each device; devices do not wait for each other. */
export interface Turns {
  /** Does something when what that device asked for before is done, however it went. */
  take<T>(device: string, make: () => Promise<T>): Promise<T>
}

/** Nobody has asked for anything yet. */
export function openTurns(): Turns {
  /** The last thing that each device waits for. */
  const last = new Map<string, Promise<unknown>>()
  return {
    take: async (device, make) => {
      const mine = (last.get(device) ?? Promise.resolve()).then(make, make)
      last.set(device, mine)
      try {
        return await mine
      } finally {
        if (last.get(device) === mine) last.delete(device)
      }
    },
  }
}
