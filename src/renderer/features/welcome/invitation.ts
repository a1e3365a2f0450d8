import type { InvitationLink } from '../../../core/ipc'

/**
 * The invitation of a link that a browser was opened with: `https://serveur/#/rejoindre/CODE`. The code stands after
 * the hash, which browsers never send; the server is the one that served the page.
 */
export function invitationIn(location: Pick<Location, 'hash' | 'origin'>): InvitationLink | undefined {
  const match = /^#\/rejoindre\/([^/?#]+)$/.exec(location.hash)
  return match?.[1] === undefined
    ? undefined
    : { server: location.origin, code: decodeURIComponent(match[1]) }
}
