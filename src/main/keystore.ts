import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DecryptStringAsyncReturnValue } from 'electron'
import { safeStorage } from 'electron'
import type { SecretRefusal } from '../core/ipc'
import type { Result } from '../core/result'
import { fail, ok } from '../core/result'
import { isMissing, removeUnfinished, writeDurably } from './durable'
import type { Writes } from './writes'

/**
 * Secrets kept under the operating system's own key: the data key of each workspace. What that key seals stands in the
 * page's own database, the device's token for the server among it, and needs no place here.
 */
export interface Keystore {
  isAvailable(): Promise<boolean>
  read(name: string): Promise<Result<Uint8Array | null, SecretRefusal>>
  write(name: string, bytes: Uint8Array): Promise<Result<null, SecretRefusal>>
  remove(name: string): Promise<Result<null, SecretRefusal>>
}

/** Opens the secrets of a profile. Nothing is ever wiped here because it could not be read. */
export function openKeystore(folder: string, writes: Writes): Keystore {
  const pathOf = (name: string): string => join(folder, `${name}.secret`)

  /** Without a session keyring Electron falls back on a password known to everyone: that is no keystore. */
  async function isAvailable(): Promise<boolean> {
    if (!(await safeStorage.isAsyncEncryptionAvailable().catch(() => false))) return false
    if (process.platform !== 'linux') return true
    return !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())
  }

  async function write(name: string, bytes: Uint8Array): Promise<Result<null, SecretRefusal>> {
    if (!(await isAvailable())) return fail('unavailable')
    try {
      const sealed = await safeStorage.encryptStringAsync(Buffer.from(bytes).toString('base64'))
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await removeUnfinished(pathOf(name)).catch(() => undefined)
      await writeDurably(pathOf(name), sealed)
    } catch {
      return fail('denied')
    }
    return ok(null)
  }

  async function read(name: string): Promise<Result<Uint8Array | null, SecretRefusal>> {
    let sealed: Buffer
    try {
      sealed = await readFile(pathOf(name))
    } catch (error) {
      return isMissing(error) ? ok(null) : fail('denied')
    }
    if (!(await isAvailable())) return fail('unavailable')
    let opened: DecryptStringAsyncReturnValue
    try {
      opened = await safeStorage.decryptStringAsync(sealed)
    } catch {
      return fail('unreadable')
    }
    const bytes = new Uint8Array(Buffer.from(opened.result, 'base64'))
    if (opened.shouldReEncrypt) await sealAnew(name, sealed, bytes)
    return ok(bytes)
  }

  /** Seals a secret anew, unless a newer one has taken its place. Where that fails, the one that was read goes on opening. */
  async function sealAnew(name: string, sealed: Buffer, bytes: Uint8Array): Promise<void> {
    const anew = writes.run(pathOf(name), async () => {
      if ((await readFile(pathOf(name))).equals(sealed)) await write(name, bytes)
    })
    await anew.catch(() => undefined)
  }

  async function remove(name: string): Promise<Result<null, SecretRefusal>> {
    try {
      await rm(pathOf(name), { force: true })
      await removeUnfinished(pathOf(name))
      return ok(null)
    } catch (error) {
      return isMissing(error) ? ok(null) : fail('denied')
    }
  }

  return {
    isAvailable,
    read,
    write: (name, bytes) => writes.run(pathOf(name), () => write(name, bytes)),
    remove: (name) => writes.run(pathOf(name), () => remove(name)),
  }
}
