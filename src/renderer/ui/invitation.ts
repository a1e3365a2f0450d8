import type { InvitationLink } from '../../core/ipc'

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

/** The invitation of a whole link that was typed or pasted where one of its two parts was asked for. */
export function invitationOf(text: string): InvitationLink | undefined {
  const match = /^(https?:\/\/[^\s#]+?)\/*#\/rejoindre\/([^\s/?#]+)$/i.exec(text.trim())
  return match?.[1] === undefined || match[2] === undefined ? undefined : { server: match[1], code: match[2] }
}

/** Why an invitation is not accepted, and which of its fields is to be mended: null where none is. */
export interface InvitationRefusal {
  readonly about: 'server' | 'code' | 'name' | null
  readonly message: string
}

/** Sees what is missing, or stands in the other's place, before a server is asked. */
export function misplaced({ server, code }: InvitationLink): InvitationRefusal | undefined {
  if (server.trim() === '')
    return {
      about: 'server',
      message: 'Écrivez l’adresse du serveur, telle qu’elle figure dans votre invitation.',
    }
  if (isCode(server))
    return {
      about: 'server',
      message: isAddress(code)
        ? 'L’adresse et le code sont inversés\u00a0: échangez-les.'
        : 'C’est un code d’invitation\u00a0: sa place est dans l’autre champ. Écrivez ici l’adresse du serveur.',
    }
  if (code.trim() === '') return { about: 'code', message: 'Écrivez le code de votre invitation.' }
  if (isAddress(code))
    return {
      about: 'code',
      message:
        'C’est une adresse\u00a0: sa place est dans l’autre champ. Écrivez ici le code de votre invitation.',
    }
  return undefined
}

/** Sixteen letters and digits in fours, however they are typed. */
const isCode = (text: string): boolean => /^([a-z0-9]{4}[\s-]*){4}$/i.test(text.trim())

const isAddress = (text: string): boolean =>
  /^[a-z]+:\/\//i.test(text.trim()) || /^[\w-]+(\.[\w-]+)+(:\d+)?(\/|$)/.test(text.trim())

/** The part of an address that says whose server it is. */
export const hostOf = (server: string): string =>
  server
    .trim()
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/\/.*$/, '')
