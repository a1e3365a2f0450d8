/** One line of the server's own journal: JSON on stderr, ids and codes only, never content or a secret. */
export type Log = (event: string, facts?: Readonly<Record<string, string | number | boolean | null>>) => void

/** Writes the journal to a stream. */
export function openLog(write: (line: string) => void, now: () => number): Log {
  return (event, facts = {}) =>
    write(`${JSON.stringify({ at: new Date(now()).toISOString(), event, ...facts })}\n`)
}

/** What may be said of an error in the journal: its message, as ours and SQLite's hold no content. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
