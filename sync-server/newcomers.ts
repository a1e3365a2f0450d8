import type { Limits } from './config'

const day = 24 * 3_600_000

/** How many client ids each device has brought into rooms that have many already. */
export interface Newcomers {
  /** Whether a device may bring so many ids that are new to a room of so many; counted when it may. */
  take(device: string, room: { readonly name: string; readonly clients: number }, ids: number): boolean
}

/** Counts by the day, in memory: whoever is here for honest work never comes near, and nobody else restarts the server. */
export function openNewcomers(
  limits: Pick<Limits, 'roomClients' | 'crowdedClients'>,
  now: () => number,
): Newcomers {
  let today = 0
  const brought = new Map<string, number>()
  return {
    take: (device, { name, clients }, ids) => {
      const beyond = Math.min(ids, clients + ids - limits.roomClients)
      if (beyond <= 0) return true
      const date = Math.floor(now() / day)
      if (date !== today) brought.clear()
      today = date
      const key = `${device}/${name}`
      const sum = (brought.get(key) ?? 0) + beyond
      if (sum > limits.crowdedClients) return false
      brought.set(key, sum)
      return true
    },
  }
}
