/** What a `mailto:` may ask of the mail program: no `attach`, which some obey. */
const mailParts: ReadonlySet<string> = new Set(['subject', 'body', 'cc', 'bcc', 'to'])

/**
 * The address to open outside, or none. Nothing but a web site over TLS or a mail: every other scheme starts a
 * program, and a name or password in an address only serves to deceive.
 */
export function safeAddress(text: string): URL | undefined {
  if (/[\s\\\p{Cc}\p{Cf}]/u.test(text) || !URL.canParse(text)) return undefined
  const url = new URL(text)
  if (url.protocol === 'mailto:') {
    const known = [...url.searchParams.keys()].every((key) => mailParts.has(key.toLowerCase()))
    return known && url.hash === '' ? url : undefined
  }
  const isSite = text.toLowerCase().startsWith('https://') && url.hostname.includes('.')
  return isSite && url.username === '' && url.password === '' ? url : undefined
}
