import type { InvitationLink } from '../core/ipc'

/** The scheme that opens the application from an invitation. */
export const linkScheme = 'maillage'

/**
 * Reads `maillage://join?server=…&code=…` from what the system passed on, which anyone may have written: exactly these
 * two parts, a server over TLS or on this computer, a code of the shape that servers issue.
 */
export function parseLink(text: string): InvitationLink | undefined {
  if (text.length > 1000 || !/^maillage:\/\/join\/?\?/i.test(text) || !URL.canParse(text)) return undefined
  const { searchParams, hash } = new URL(text)
  const server = searchParams.get('server')
  const code = searchParams.get('code')
  if (hash !== '' || server === null || code === null || searchParams.size !== 2) return undefined
  if (!/^[A-Za-z0-9._~-]{6,200}$/.test(code) || !URL.canParse(server)) return undefined
  const url = new URL(server)
  const isLocal = url.protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(url.hostname)
  if (url.protocol !== 'https:' && !isLocal) return undefined
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return undefined
  return { server: url.href.replace(/\/$/, ''), code }
}

/** The invitation among the arguments of a start of the application, if there is one. */
export function linkAmong(args: readonly string[]): InvitationLink | undefined {
  for (const arg of args) {
    const link = parseLink(arg)
    if (link !== undefined) return link
  }
  return undefined
}
