import { createHash, randomBytes } from 'node:crypto'
import type { Result } from '../src/core/result'
import { type Role, limits } from '../src/core/sync/protocol'

/** Who is behind a device, and what their role covers. */
export interface Member {
  readonly device: string
  readonly person: string
  readonly role: Role
  readonly departments: readonly string[]
}

/** A device as an administrator sees it. */
export interface DeviceLine extends Member {
  readonly name: string
  readonly deviceName: string
  readonly enrolledAt: number
  readonly seenAt: number | null
  readonly revokedAt: number | null
}

/** What an invitation is bound to. */
export interface Invited {
  readonly role: Role
  readonly departments: readonly string[]
  readonly name: string
}

/** A code that was just made; it is shown once and stored as a hash. */
export interface Invitation {
  readonly code: string
  readonly expires: number
}

/** A device that was just enrolled; its token is shown once and stored as a hash. */
export interface Enrolled {
  readonly member: Member
  readonly token: string
}

/** Why a code is refused, in the user's words. */
export type EnrolRefusal = 'unknown' | 'used' | 'expired'

/** People, invitations and devices. Secrets come out once, at their making; only their hashes stay. */
export interface Access {
  invite(invited: Invited): Invitation
  enrol(code: string, device: string): Promise<Result<Enrolled, EnrolRefusal>>
  /** The member behind a token; undefined when unknown or revoked. */
  authenticate(token: string): Member | undefined
  /** The member behind a device, again: undefined when it has been revoked since. */
  member(device: string): Member | undefined
  devices(): readonly DeviceLine[]
  /** False when there is no such device. */
  revoke(device: string): boolean
  /** True once after another process has written: revocations may be among it. */
  changedElsewhere(): boolean
}

/** 256 bits for whoever holds it, in letters that any header carries. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** An opaque name, safe on a command line. */
export const newId = (): string => randomBytes(8).toString('hex')

/** What is stored of a secret. Secrets have 80 bits and more, so a fast hash hides them well. */
export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Sixteen letters without the ones that are mistaken for each other: 80 bits that can be dictated. */
export function newCode(): string {
  const code = [...randomBytes(16)].map((byte) => letters[byte % letters.length]).join('')
  return code.replace(/(.{4})(?=.)/g, '$1-')
}

/** A code as it was made, however it was typed. */
export function normalCode(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
}

/** Single-use tickets: what a socket is opened with, since nothing secret may stand in a URL. */
export interface Tickets {
  issue(device: string): { readonly ticket: string; readonly expiresIn: number }
  /** The device that a ticket was issued to, once; undefined when spent, expired or unknown. */
  redeem(ticket: string): string | undefined
}

/** Tickets live in memory: a restart makes them void, and a client simply asks for another. */
export function openTickets(now: () => number): Tickets {
  const open = new Map<string, { readonly device: string; readonly until: number }>()
  return {
    issue: (device) => {
      // Tickets are kept in the order of their end, so the dead ones are all in front.
      for (const [ticket, { until }] of open) {
        if (until > now()) break
        open.delete(ticket)
      }
      const ticket = newToken()
      open.set(ticket, { device, until: now() + limits.ticketMs })
      return { ticket, expiresIn: limits.ticketMs / 1000 }
    },
    redeem: (ticket) => {
      const found = open.get(ticket)
      open.delete(ticket)
      return found !== undefined && found.until > now() ? found.device : undefined
    },
  }
}
