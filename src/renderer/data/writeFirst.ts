import type { StorageState, Watched, Workspace } from './workspace'
import type { Workspaces } from './workspaces'

/** What is done with the workspaces of this computer while one is being founded. */
export type Ways = Pick<Workspaces, 'open' | 'remove'>

/** What is said when nothing stays of what was being founded. */
export const NOT_WRITTEN =
  'Le disque de cet ordinateur refuse d’enregistrer\u00a0: rien n’y a été créé. Libérez de la place, puis recommencez.'

/** How long a disk may refuse before what is being founded on it is given up: nobody sees the state of its storage yet. */
const PATIENCE_MS = 4000

/**
 * Opens a space that has just been founded, writes in it and closes it. Gives back why it could not be, in words: nothing
 * of the space stays then.
 */
export async function writeFirst(
  { open, remove }: Ways,
  id: string,
  write: (workspace: Workspace) => Promise<void>,
): Promise<string | undefined> {
  const opened = await open(id)
  if (!opened.ok) {
    await remove(id)
    return opened.error.message
  }
  const workspace = opened.value
  const written = write(workspace).then(() => workspace.close())
  if (await comesBefore(written, workspace.storage)) return undefined
  await remove(id) // its window then has nothing left to write, and closes
  await workspace.close()
  return NOT_WRITTEN
}

/** Whether something ends before the disk has refused for too long. */
async function comesBefore(work: Promise<unknown>, storage: Watched<StorageState>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined
  let stop = (): void => undefined
  const refused = new Promise<false>((resolve) => {
    stop = storage.subscribe(() => {
      if (storage.get().is === 'failing') timer ??= setTimeout(() => resolve(false), PATIENCE_MS)
      else {
        clearTimeout(timer)
        timer = undefined
      }
    })
  })
  try {
    return await Promise.race([work.then(() => true), refused])
  } finally {
    stop()
    clearTimeout(timer)
  }
}
