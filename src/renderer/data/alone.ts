import type { SyncState } from '../../core/sync/protocol'
import type { Syncing } from './ground'
import { hold } from './watched'

/** The state of a workspace that has no server: nothing waits to be sent. */
export function workAlone(now: number): Syncing {
  const state = hold<SyncState>({ is: 'offline', unsent: 0, since: now, cause: 'no-server' })
  return { state, fetchFile: () => Promise.resolve(undefined), close: () => Promise.resolve() }
}
