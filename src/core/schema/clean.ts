// Control characters, lone surrogates and U+FFFE/U+FFFF break XML workbooks; the others are invisible and fool comparison.
const junk = /[\p{Cc}\p{Cs}\uFFFE\uFFFF\u200B\uFEFF\u00AD]/gu

/** One line of text fit to be stored: composed (NFC), trimmed, spaces collapsed, nothing invisible or invalid. */
export function cleanLine(text: string): string {
  return text
    .replace(/[\s\u0085]+/gu, ' ')
    .replace(junk, '')
    .normalize('NFC')
    .replace(/ {2,}/g, ' ')
    .trim()
}

/** Several lines of text fit to be stored: each clean, at most one empty line between two paragraphs. */
export function cleanLines(text: string): string {
  return text
    .split(/\r\n?|[\n\u0085\u2028\u2029]/)
    .map(cleanLine)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '')
}

/** The line that an untrusted input stands for, or null when it is not a thing one could type. */
export function written(input: unknown): string | null {
  if (typeof input === 'string') return cleanLine(input)
  if (typeof input === 'number' && Number.isFinite(input)) return String(input)
  if (typeof input === 'boolean') return input ? 'oui' : 'non'
  return null
}

/** Whether an input says nothing: such a field is cleared. */
export function isBlank(input: unknown): boolean {
  if (input === null || input === undefined) return true
  if (typeof input === 'string') return cleanLine(input) === ''
  return Array.isArray(input) && input.length === 0
}
