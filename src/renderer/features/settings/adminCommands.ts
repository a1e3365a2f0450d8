/** The commands of the person who keeps the server; `DOSSIER` is where the server keeps its data. */
const admin = 'npm run -s admin -- --data DOSSIER'

/** Whom an invitation is for. */
export type Invited = 'coordinator' | 'reader'

/** Makes an invitation: one use, 72 hours. */
export function inviteCommand(role: Invited, department: string, name: string): string {
  return `${admin} invite --role ${role} --department ${department} --name "${name.replace(/["\\$`]/g, '')}"`
}

/** Makes an invitation to the committee's own workstation. */
export function inviteCommittee(name: string): string {
  return `${admin} invite --role national --name "${name.replace(/["\\$`]/g, '')}"`
}

/** Lists the devices that the server knows. */
export const devicesCommand = `${admin} devices`

/** Shuts a device out; `POSTE` is the one that `devices` lists. */
export const revokeCommand = `${admin} revoke POSTE`
