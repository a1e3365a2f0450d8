/**
 * How long the event loop has been held in its present turn, whoever holds it. SQLite answers within the turn, so a
 * loop that awaits nothing else goes on for as long as its work lasts, and no socket, timer or health check comes in
 * between: whoever works through what others sent asks here after each piece, and rests when it has been long enough.
 */
export interface LoopTurn {
  isLong(): boolean
  /** Resolves in the next turn, once what waited for this one has had its own. */
  rest(): Promise<void>
}

/** Turns that are long after so many milliseconds. */
export function openLoopTurn(longMs = 8): LoopTurn {
  let from: number | undefined
  return {
    isLong: () => {
      const now = performance.now()
      if (from === undefined) {
        from = now
        setImmediate(() => (from = undefined))
      }
      return now - from >= longMs
    },
    rest: () => new Promise((resolve) => setImmediate(resolve)),
  }
}
