import type { Access } from '../access'

/** People and devices, from which one place also hears what could not be read or written, whoever asked. */
export function watchAccess(access: Access, failed: (error: unknown) => void): Access {
  const watch = <T>(ask: () => T): T => {
    try {
      return ask()
    } catch (error) {
      failed(error)
      throw error
    }
  }
  return {
    invite: (invited) => watch(() => access.invite(invited)),
    enrol: (code, device) =>
      access.enrol(code, device).catch((error: unknown) => {
        failed(error)
        throw error
      }),
    authenticate: (token) => watch(() => access.authenticate(token)),
    member: (device) => watch(() => access.member(device)),
    devices: () => watch(() => access.devices()),
    revoke: (device) => watch(() => access.revoke(device)),
    changedElsewhere: () => watch(() => access.changedElsewhere()),
  }
}
