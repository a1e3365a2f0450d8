import fs from 'node:fs'
import { type DataFolder, lockFolder } from './dataFolder'

/** Whether the store that a command has opened is still the one of its folder. */
export interface Place {
  /** Why what was read is not what the server has; undefined while it is. */
  replaced(): string | undefined
  /** Why what is written, or was, would not be in what the server has; undefined when it is. */
  unwritable(): string | undefined
}

/**
 * Watches the place of a folder's store. Made before the store is opened: a restore renames what is there, and whoever
 * has it open goes on in what is kept of it, told nothing by the system.
 */
export function watchPlace(folder: DataFolder): Place {
  const identity = (): string | undefined => {
    if (!fs.existsSync(folder.database)) return undefined
    const file = fs.statSync(folder.database, { bigint: true, throwIfNoEntry: false })
    return file === undefined ? undefined : `${file.dev}/${file.ino}`
  }
  // A new folder has none yet: the first that is seen there is the one that was made.
  let opened = identity()
  const replaced = (): string | undefined => {
    if (fs.existsSync(folder.restoring)) return underWay
    opened ??= identity()
    return identity() === opened ? undefined : done
  }
  return {
    replaced,
    // A restore takes along what was revoked before its copy was made, and nothing of what comes while it is checked.
    unwritable: () => replaced() ?? (isRestoring(folder) ? underWay : undefined),
  }
}

/** A restore that was killed has left its copy as well, and nobody who holds the folder. */
function isRestoring(folder: DataFolder): boolean {
  if (!fs.existsSync(folder.incoming)) return false
  const lock = lockFolder(folder)
  if (lock.ok) lock.value()
  return !lock.ok
}

const underWay =
  'Une restauration est en cours dans ce dossier : relancez cette commande quand elle sera finie. Rien n’est entré dans la base restaurée.'
const done =
  'Une restauration a remplacé la base pendant cette commande, qui n’a vu que celle d’avant : relancez-la. Rien n’est entré dans la base restaurée.'
