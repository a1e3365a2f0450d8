/** The right to write a workspace: one window at a time on this computer. */
export interface WindowLock {
  /** Called once when another window has taken over: stop writing at once. */
  onLost(listener: () => void): void
  release(): void
}

/** Name under which a workspace is locked in this browser. */
const lockName = (workspace: string): string => `maillage/${workspace}`

/**
 * Takes the lock of a workspace, or tells that another window has it (undefined). With `takeOver` the other window is
 * asked to finish, and loses the lock when it does not answer.
 */
export async function lockWorkspace(
  workspace: string,
  takeOver: boolean,
  locks: LockManager = navigator.locks,
): Promise<WindowLock | undefined> {
  const channel = new BroadcastChannel(lockName(workspace))
  if (takeOver) channel.postMessage('leave')
  const patience = takeOver ? PATIENCE_MS : 0
  const lock =
    (await request(workspace, locks, patience)) ?? (takeOver ? await steal(workspace, locks) : undefined)
  if (!lock) {
    channel.close()
    return undefined
  }
  const listeners: (() => void)[] = []
  let lost = false
  const lose = (): void => {
    if (lost) return
    lost = true
    for (const listener of listeners) listener()
  }
  channel.onmessage = lose
  void lock.broken.then(lose)
  return {
    onLost(listener) {
      if (lost) listener()
      else listeners.push(listener)
    },
    release() {
      lost = true
      channel.close()
      lock.release()
    },
  }
}

/** How long a window that was asked to leave may take to write what it holds. */
const PATIENCE_MS = 4000

interface Held {
  readonly release: () => void
  /** Resolves when another window stole the lock. */
  readonly broken: Promise<void>
}

function request(workspace: string, locks: LockManager, patience: number): Promise<Held | undefined> {
  const options: LockOptions =
    patience > 0 ? { signal: AbortSignal.timeout(patience) } : { ifAvailable: true }
  return take(workspace, locks, options)
}

const steal = (workspace: string, locks: LockManager): Promise<Held | undefined> =>
  take(workspace, locks, { steal: true })

function take(workspace: string, locks: LockManager, options: LockOptions): Promise<Held | undefined> {
  return new Promise((resolve) => {
    let tellBroken: () => void = () => undefined
    const broken = new Promise<void>((tell) => (tellBroken = tell))
    locks
      .request(lockName(workspace), options, (lock) => {
        if (!lock) {
          resolve(undefined)
          return undefined
        }
        return new Promise<void>((release) => resolve({ release, broken }))
      })
      .catch(() => {
        resolve(undefined) // the wait ran out …
        tellBroken() // … or another window took the lock that was held
      })
  })
}
