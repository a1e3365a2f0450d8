import type { Room } from '../../core/document/room'
import type { Documents } from './documents'

/** Rooms that are kept in memory together. */
export interface HeldRooms {
  readonly rooms: readonly Room[]
  release(): void
}

/** Loads rooms and keeps them until `release`. When one of them does not load, none is held. */
export async function holdAll(
  documents: Pick<Documents, 'hold'>,
  names: Iterable<string>,
): Promise<HeldRooms> {
  const asked = await Promise.allSettled([...names].map((name) => documents.hold(name)))
  const held = asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const release = (): void => held.forEach((one) => one.release())
  const failed = asked.find((one) => one.status === 'rejected')
  if (failed) {
    release()
    throw failed.reason
  }
  return { rooms: held.map(({ loaded }) => loaded.room), release }
}
