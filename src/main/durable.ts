import { constants } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { access, open, readdir, readlink, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { randomBytes } from 'node:crypto'

/**
 * Writes a file of the application's own, for its user's eyes alone. The whole file or nothing: beside it first, on the
 * disk, then in its place. A power cut leaves the file of before or the new one, never half of one.
 */
export async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  await replace(path, bytes, { mode: 0o600 })
  await syncFolder(dirname(path))
}

/**
 * Writes a file that the user chose, as whole: behind a link that stands there, for those who may read and write what
 * stands there, and in the place of what an application that was killed has left of it.
 */
export async function writeChosen(chosen: string, bytes: Uint8Array): Promise<void> {
  const access = await accessOf(chosen)
  const path = await targetOf(chosen)
  // A folder that may not be listed can be written in, and one on a share need not be synced: the file stands there.
  await removeUnfinished(path).catch(() => undefined)
  await replace(path, bytes, access)
  await syncFolder(dirname(path)).catch(() => undefined)
}

/** Removes what an application that was killed while it wrote a file has left of it. Nothing may be writing it. */
export async function removeUnfinished(path: string): Promise<void> {
  const start = `${shortened(basename(path))}.`
  for (const name of await readdir(dirname(path)))
    if (name.startsWith(start) && /^[0-9a-f]{12}\.partial$/.test(name.slice(start.length)))
      await rm(join(dirname(path), name), { force: true })
}

/** Who may do what with a file; `gid` is the group that the mode speaks of, where it is not the user's own. */
interface Access {
  readonly mode: number
  readonly gid?: number
}

/** Without an access, the one that this user's new files have. */
async function replace(path: string, bytes: Uint8Array, access: Access | undefined): Promise<void> {
  const name = `${shortened(basename(path))}.${randomBytes(6).toString('hex')}.partial`
  const beside = join(dirname(path), name)
  try {
    const file = await open(beside, 'wx', access?.mode ?? 0o666)
    try {
      await file.writeFile(bytes)
      if (access !== undefined) await grant(file, access)
      await file.sync()
    } finally {
      await file.close()
    }
    await putInPlace(beside, path)
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined)
    throw error
  }
}

/**
 * On Windows nobody renames what another program has open, nor onto it: an antivirus reads whatever was just written,
 * and lets go within a second or two. Who holds it for longer is a program with the file open, which the user closes.
 */
const heldMs = [25, 50, 100, 200, 400, 800, 1600]

async function putInPlace(beside: string, path: string): Promise<void> {
  for (const ms of heldMs) {
    try {
      return await rename(beside, path)
    } catch (error) {
      if (!isHeld(error)) throw error
    }
    await pause(ms)
  }
  await rename(beside, path)
}

const isHeld = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'EPERM' || error.code === 'EBUSY' || error.code === 'EACCES')

/**
 * Gives a file that was just opened all that the umask kept from it. Where the group cannot be given, this user's own may
 * do what all may; where groups and modes are none of the disk's, it is as good.
 */
async function grant(file: FileHandle, { mode, gid }: Access): Promise<void> {
  const isGiven =
    gid === undefined ||
    (await file.stat()).gid === gid ||
    (await file.chown(-1, gid).then(
      () => true,
      () => false,
    ))
  await file.chmod(isGiven ? mode : (mode & 0o707) | ((mode & 0o007) << 3)).catch(() => undefined)
}

/** The beginning of a name: all of a name that is as long as the disk takes leaves no room for an ending. */
function shortened(name: string): string {
  // As a stream, in which a letter that was cut in two is not ended.
  return new TextDecoder().decode(Buffer.from(name).subarray(0, 100), { stream: true })
}

/** Refuses a link that leads to itself, which `targetOf` would follow for ever. */
async function accessOf(path: string): Promise<Access | undefined> {
  try {
    const { mode, gid } = await stat(path)
    return { mode: mode & 0o777, gid }
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** What a link leads to, whether it is there or not; a path that is no link is its own. */
async function targetOf(path: string): Promise<string> {
  const target = await readlink(path).catch(() => undefined)
  return target === undefined ? path : targetOf(resolve(await realpath(dirname(path)), target))
}

/** Makes the names in a folder durable. Windows keeps them with the file, and cannot open a folder. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, constants.O_RDONLY)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Whether a folder can be written in. */
export async function isWritable(folder: string): Promise<boolean> {
  return access(folder, constants.W_OK).then(
    () => true,
    () => false,
  )
}

/** Whether an error says that there is no such file. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

/** Why the system refused, in the terms of the calls. What is not the disk's or the user's doing goes on being thrown. */
export function refusalOf(error: unknown): 'denied' | 'full' {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'full'
  if (typeof code === 'string') return 'denied'
  throw error
}
