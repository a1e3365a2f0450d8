const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * A fresh id (ULID: time then 80 random bits); a yearly kind's carries its filing year first: `2026.01J9…`.
 * `random` fills the bytes it is given, `now` is in milliseconds since 1970.
 */
export function newId(random: (bytes: Uint8Array) => void, now: number, year?: number): string {
  let time = now
  let text = ''
  for (let i = 0; i < 10; i++) {
    text = (ALPHABET[time % 32] ?? '0') + text
    time = Math.floor(time / 32)
  }
  const bytes = new Uint8Array(16)
  random(bytes)
  for (const byte of bytes) text += ALPHABET[byte % 32] ?? '0'
  return filedUnder(text, year)
}

/** The id that a yearly kind's record has: its filing year, then what is its own. */
export const filedUnder = (own: string, year: number | undefined): string =>
  year === undefined ? own : `${String(year).padStart(4, '0')}.${own}`

/** Whether an id is the one that was made of `own`, whatever year it is filed under. */
export const isMadeOf = (id: string, own: string): boolean => id === own || id.endsWith(`.${own}`)
