import type { UpdateRow, WorkspaceDatabase } from './database'
import { TakenOverError } from './storageFailure'

/** Another window that took over goes on with the same numbers: what it wrote is never written over. */
export async function refuseForeign(
  db: Pick<WorkspaceDatabase, 'updates'>,
  sealed: readonly UpdateRow[],
): Promise<void> {
  const there = await db.updates.bulkGet(sealed.map((row) => row.seq))
  for (const [at, row] of there.entries()) {
    const mine = sealed[at]?.sealed ?? new Uint8Array(0)
    // our own row is there when a write succeeded and its answer was lost
    if (row && !(row.sealed.length === mine.length && row.sealed.every((byte, i) => byte === mine[i])))
      throw new TakenOverError()
  }
}
