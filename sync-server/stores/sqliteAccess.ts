import type Database from 'better-sqlite3'
import { fail, ok } from '../../src/core/result'
import { type Role, limits } from '../../src/core/sync/protocol'
import { type Access, type Member, hashOf, newCode, newId, newToken, normalCode } from '../access'
import { askAgain, busyMs, waitingFor } from './busy'

interface DeviceRow {
  readonly device: string
  readonly person: string
  readonly role: Role
  readonly departments: string
  readonly name: string
  readonly device_name: string
  readonly at: number
  readonly seen_at: number | null
  readonly revoked_at: number | null
}

interface InvitationRow {
  readonly person: string
  readonly expires_at: number
  readonly used_at: number | null
}

const hour = 3_600_000

const selectDevices = `SELECT d.id AS device, d.person, p.role, p.departments, p.name, d.name AS device_name,
  d.at, d.seen_at, d.revoked_at FROM devices d JOIN people p ON p.id = d.person`

/**
 * People and devices in the same SQLite file as the logs, so that one backup holds both. `failed` hears of what
 * could not be written and is no reason to refuse.
 */
export function openSqliteAccess(
  db: Database.Database,
  now: () => number,
  failed: (error: unknown) => void = () => undefined,
): Access {
  // better-sqlite3 types a row as unknown; each statement's row shape stands in its query.
  const byToken = db.prepare<[Buffer], DeviceRow>(
    `${selectDevices} WHERE d.token = ? AND d.revoked_at IS NULL`,
  )
  const byId = db.prepare<[string], DeviceRow>(`${selectDevices} WHERE d.id = ? AND d.revoked_at IS NULL`)
  const all = db.prepare<[], DeviceRow>(`${selectDevices} ORDER BY d.at, d.id`)
  const see = db.prepare<[number, string]>('UPDATE devices SET seen_at = ? WHERE id = ?')
  const revoke = db.prepare<[number, string]>(
    'UPDATE devices SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?',
  )
  let version = dataVersion(db)

  const invite = db.transaction(({ role, departments, name }: Parameters<Access['invite']>[0]) => {
    const covered = JSON.stringify([...departments].sort())
    // Each invitation is a person of its own: « Coordination 50 » names a desk that several people share.
    const person = newId()
    db.prepare('INSERT INTO people (id, name, role, departments, at) VALUES (?, ?, ?, ?, ?)').run(
      person,
      name,
      role,
      covered,
      now(),
    )
    const code = newCode()
    const expires = now() + limits.invitationMs
    db.prepare('INSERT INTO invitations (code, person, expires_at) VALUES (?, ?, ?)').run(
      hashOf(normalCode(code)),
      person,
      expires,
    )
    return { code, expires }
  })

  const enrol = db.transaction((typed: string, deviceName: string) => {
    const code = hashOf(normalCode(typed))
    const invitation = db
      .prepare<[Buffer], InvitationRow>('SELECT person, expires_at, used_at FROM invitations WHERE code = ?')
      .get(code)
    if (invitation === undefined) return fail('unknown' as const)
    if (invitation.used_at !== null) return fail('used' as const)
    if (invitation.expires_at <= now()) return fail('expired' as const)
    const device = newId()
    const token = newToken()
    db.prepare('UPDATE invitations SET used_at = ? WHERE code = ?').run(now(), code)
    db.prepare('INSERT INTO devices (id, person, name, token, at) VALUES (?, ?, ?, ?, ?)').run(
      device,
      invitation.person,
      deviceName,
      hashOf(token),
      now(),
    )
    const row = byId.get(device)
    if (row === undefined) throw new Error('the device just enrolled is not there')
    return ok({ member: memberOf(row), token })
  })

  /** A full disk, or another one who writes, must not keep anybody from reading: when a device was seen is for the administrator's list alone. */
  function seen(device: string): void {
    try {
      see.run(now(), device)
    } catch (error) {
      failed(error)
    }
  }

  return {
    invite: (invited) => waitingFor(db, busyMs, () => invite.immediate(invited)),
    // Asked by the server, whose one thread must not stand still for a command that writes.
    enrol: (code, device) => askAgain(() => enrol.immediate(code, device)),
    authenticate: (token) => {
      const row = byToken.get(hashOf(token))
      if (row === undefined) return undefined
      if ((row.seen_at ?? 0) < now() - hour) seen(row.device)
      return memberOf(row)
    },
    member: (device) => {
      const row = byId.get(device)
      return row === undefined ? undefined : memberOf(row)
    },
    devices: () =>
      all.all().map((row) => ({
        ...memberOf(row),
        name: row.name,
        deviceName: row.device_name,
        enrolledAt: row.at,
        seenAt: row.seen_at,
        revokedAt: row.revoked_at,
      })),
    revoke: (device) => waitingFor(db, busyMs, () => revoke.run(now(), device).changes > 0),
    changedElsewhere: () => {
      const before = version
      version = dataVersion(db)
      return version !== before
    },
  }
}

function memberOf({ device, person, role, departments }: DeviceRow): Member {
  // Written by `invite` alone, from a list of codes.
  return { device, person, role, departments: JSON.parse(departments) as string[] }
}

const dataVersion = (db: Database.Database): unknown => db.pragma('data_version', { simple: true })
