import type { SyncState } from '../../core/sync/protocol'
import type { WorkspaceDatabase } from './database'
import type { Documents } from './documents'
import type { Seal } from './seal'
import type { UpdateLog } from './updateLog'
import type { Watched } from './workspace'

/** What a workspace stands on, for sync, backup and repair; screens never see it. */
export interface Ground {
  readonly db: WorkspaceDatabase
  readonly seal: Seal
  readonly log: UpdateLog
  readonly documents: Documents
}

/** What keeps a workspace in step with its server. */
export interface Syncing {
  readonly state: Watched<SyncState>
  /** An attachment that this computer does not hold, from the server if it can be had now. */
  fetchFile(room: string, hash: string): Promise<Uint8Array | undefined>
  close(): Promise<void>
}
