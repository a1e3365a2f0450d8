/** The right to write a workspace: one window at a time on this computer. */
export interface WindowLock {
  /** Called once when another window asks for the workspace, or has taken it: write what is held, and leave. */
  onLost(listener: () => void): void
  /**
   * Called once when another window has taken it without waiting any longer: nothing may be written any more. At once
   * when that has happened already, as it may while the workspace is still opening.
   */
  onTaken(listener: () => void): void
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
  const whenTaken: (() => void)[] = []
  let [lost, taken] = [false, false]
  const lose = (): void => {
    if (lost) return
    lost = true
    for (const listener of listeners) listener()
  }
  channel.onmessage = lose
  void lock.broken.then(() => {
    taken = true
    for (const listener of whenTaken) listener()
    lose()
  })
  return {
    onLost(listener) {
      if (lost) listener()
      else listeners.push(listener)
    },
    onTaken(listener) {
      if (taken) listener()
      else whenTaken.push(listener)
    },
    release() {
      lost = true
      channel.close()
      lock.release()
    },
  }
}

/** Resolves once no window has a workspace any more, or at `signal`. Takes nothing. */
export async function whenFree(
  workspace: string,
  signal: AbortSignal,
  locks: LockManager = navigator.locks,
): Promise<void> {
  await locks.request(lockName(workspace), { signal, mode: 'shared' }, () => undefined).catch(() => undefined)
}

/** How long a window that was asked to leave may take to write what it holds. */
const PATIENCE_MS = 4000

/** How long a window may take to hear that its lock was taken. */
const SETTLING_MS = 500

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

async function steal(workspace: string, locks: LockManager): Promise<Held | undefined> {
  const held = await take(workspace, locks, { steal: true })
  // The other window hears of it in its own time: what it was writing is on disk, or will never be, before ours reads.
  await new Promise((resolve) => setTimeout(resolve, SETTLING_MS))
  return held
}

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
