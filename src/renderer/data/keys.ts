import { fail, ok, type Result } from '../../core/result'
import { recoveryText } from './recoveryKey'
import { importDataKey, type DataKey, type KeyRing } from './seal'

/** The operating system's keystore, where there is one. */
export interface Keystore {
  read(name: string): Promise<Result<Uint8Array | null, string>>
  write(name: string, bytes: Uint8Array): Promise<Result<null, string>>
  remove(name: string): Promise<Result<null, string>>
}

/**
 * Where the key of a workspace is kept: `keystore`, which opens with the person's session alone, or `profile`, beside the
 * data, where whoever copies the disk finds both.
 */
export type KeyPlace = 'keystore' | 'profile'

/** Where the key of a workspace is, from the keys that are stored with its data. */
export const keyPlaceOf = (stored: readonly DataKey[]): KeyPlace =>
  stored.length > 0 ? 'profile' : 'keystore'

/** Name of a workspace's data key in the keystore. */
const secretName = (workspace: string): string => `data-key-${workspace}`

/**
 * Keeps a workspace's key: in the operating system's keystore when there is one (gives back nothing to store), else as
 * a key object that the browser itself keeps and that no page can read. Which of the two it became is never silent:
 * `keyPlaceOf` tells, and screens say it.
 */
export async function keepKey(
  keystore: Keystore | null,
  workspace: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<readonly DataKey[]> {
  const kept = await keystore?.write(secretName(workspace), bytes)
  return kept?.ok ? [] : [await importDataKey(bytes)]
}

/** The keys of a workspace, or why they cannot be had. Losing a key erases nothing: the recovery key opens the data. */
export async function keyRing(
  keystore: Keystore | null,
  workspace: string,
  stored: readonly DataKey[],
): Promise<Result<KeyRing, string>> {
  const [first, ...rest] = stored
  if (first) return ok([first, ...rest])
  const read = await keystore?.read(secretName(workspace))
  if (read?.ok && read.value) return ok([await importDataKey(new Uint8Array(read.value))])
  return fail(
    'La clé de cet espace n’est plus dans le trousseau de cet ordinateur. Rien n’est effacé\u00a0: saisissez votre clé de secours.',
  )
}

/**
 * The recovery key once more, where the operating system's keystore holds the key's bytes; null in a browser, which
 * keeps a key that nobody can read.
 */
export async function keptRecoveryKey(
  keystore: Pick<Keystore, 'read'> | null,
  workspace: string,
): Promise<string | null> {
  const read = await keystore?.read(secretName(workspace))
  return read?.ok && read.value ? recoveryText(new Uint8Array(read.value)) : null
}
