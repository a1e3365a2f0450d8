const hour = 3_600_000
const most = { perAddress: 20, together: 200 }

/** Counts wrong invitation codes: a code cannot be guessed, and trying must not cost the server anything. */
export interface Attempts {
  mayTry(address: string): boolean
  wrong(address: string): void
}

/** Remembers the wrong codes of the last hour. */
export function openAttempts(now: () => number): Attempts {
  const wrong: { readonly address: string; readonly at: number }[] = []
  const recent = (): typeof wrong => {
    while ((wrong[0]?.at ?? Number.POSITIVE_INFINITY) < now() - hour) wrong.shift()
    return wrong
  }
  return {
    mayTry: (address) => {
      const tries = recent()
      if (tries.length >= most.together) return false
      return tries.filter((attempt) => attempt.address === address).length < most.perAddress
    },
    wrong: (address) => {
      recent().push({ address, at: now() })
    },
  }
}
