/** The writes that are under way. The application ends after them: one that is cut leaves half a file where the user put it. */
export interface Writes {
  /** Runs a write after those that were asked before it on the same thing; what hangs on a share holds up nothing else. */
  run<T>(thing: string, write: () => Promise<T>): Promise<T>
  areDone(): boolean
  /** Waits for all of them, those asked meanwhile too. */
  done(): Promise<void>
}

/** Opens the count of the writes of one application. */
export function openWrites(): Writes {
  const last = new Map<string, Promise<void>>()
  return {
    run: (thing, write) => {
      const turn = (last.get(thing) ?? Promise.resolve()).then(write)
      const forget = (): void => {
        if (last.get(thing) === ended) last.delete(thing)
      }
      const ended = turn.then(forget, forget)
      last.set(thing, ended)
      return turn
    },
    areDone: () => last.size === 0,
    done: async () => {
      while (last.size > 0) await Promise.all(last.values())
    },
  }
}
