/** An id that no replica has: 32 random bits, as Yjs draws them. */
export const newClientId = (): number => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0
