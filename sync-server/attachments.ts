import { createHash } from 'node:crypto'
import type { Log } from './log'
import type { Blob, LogStore } from './stores/logStore'

/** The attachments of all rooms, each known by the hash of its bytes: others than these are never given out. */
export interface Attachments {
  /** Undefined when it is not there, or not whole any more: whoever holds it may send it again. */
  get(room: string, hash: string): Promise<Uint8Array | undefined>
  /** False, and nothing stored, when the bytes are not those that the hash names. */
  put(blob: Blob): Promise<boolean>
  /** How many were found damaged and have not come again. */
  readonly damaged: number
}

/** Whether bytes are those that a hash names. */
export const isWhole = ({ hash, bytes }: Pick<Blob, 'hash' | 'bytes'>): boolean =>
  createHash('sha256').update(bytes).digest('hex') === hash

/** Opens the attachments that a store keeps. */
export function openAttachments(store: LogStore, log: Log): Attachments {
  const damaged = new Set<string>()
  const nameOf = (room: string, hash: string): string => `${room}/${hash}`
  return {
    get: async (room, hash) => {
      const bytes = await store.blob(room, hash)
      if (bytes === undefined || isWhole({ hash, bytes })) return bytes
      if (!damaged.has(nameOf(room, hash))) log('attachment-damaged', { room, hash })
      damaged.add(nameOf(room, hash))
      return undefined
    },
    put: async (blob) => {
      if (!isWhole(blob)) return false
      await store.putBlob(blob)
      damaged.delete(nameOf(blob.room, blob.hash))
      return true
    },
    get damaged() {
      return damaged.size
    },
  }
}
