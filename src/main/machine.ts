import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { hostname } from 'node:os'

/**
 * A mark that changes when the profile is copied to another computer, restored from an image or moved: a replica that
 * sees it change takes a new client id before it writes. A change for nothing costs one id; none is worth a lost edit.
 */
export async function machineMark(profile: string): Promise<string> {
  const { ino, birthtimeNs } = await stat(profile, { bigint: true })
  const system = await readFile('/etc/machine-id', 'utf8').catch(() => '')
  return createHash('sha256')
    .update([process.platform, hostname(), system.trim(), ino, birthtimeNs].join('\n'))
    .digest('hex')
    .slice(0, 32)
}
