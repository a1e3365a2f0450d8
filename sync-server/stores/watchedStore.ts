import type { LogStore } from './logStore'

/**
 * A store that also tells one place what it could not do, whoever asked: a request, a socket or a compaction.
 * Appending stays with whoever commits, who lets go of the rooms first.
 */
export function watchStore(store: LogStore, failed: (error: unknown) => void): LogStore {
  const watch = <T>(answer: Promise<T>): Promise<T> =>
    answer.catch((error: unknown) => {
      failed(error)
      throw error
    })
  return {
    head: (room) => watch(store.head(room)),
    heads: () => watch(store.heads()),
    append: (batch) => store.append(batch),
    since: (room, position, bytes) => watch(store.since(room, position, bytes)),
    parts: (room) => watch(store.parts(room)),
    snapshot: (room, form) => watch(store.snapshot(room, form)),
    compact: (room, base, snapshot) => watch(store.compact(room, base, snapshot)),
    tidy: () => watch(store.tidy()),
    putBlob: (blob) => watch(store.putBlob(blob)),
    blob: (room, hash) => watch(store.blob(room, hash)),
    close: () => store.close(),
  }
}
