import Dexie from 'dexie'

const A_MOMENT = 1000

/**
 * Reads, and for as long as the database does not read now, again a moment later. `onFailure` is called each time; a
 * failure that is none of the database's is thrown as well. Returns the stop, after which nothing is handed over.
 */
export function readAgain<T>(
  read: () => Promise<T>,
  done: (value: T) => void,
  onFailure: () => void = () => undefined,
): () => void {
  let stopped = false
  let next: ReturnType<typeof setTimeout> | undefined
  const attempt = async (): Promise<void> => {
    try {
      const value = await read()
      if (!stopped) done(value)
    } catch (error) {
      if (stopped) return
      onFailure()
      if (!(error instanceof Dexie.DexieError)) throw error
      next = setTimeout(() => void attempt(), A_MOMENT)
    }
  }
  void attempt()
  return () => {
    stopped = true
    clearTimeout(next)
  }
}
