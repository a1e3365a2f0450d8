import * as Y from 'yjs'
import { reasonOf } from './log'

/** A row that a document cannot take on top of those before it. */
export interface BadRow {
  readonly position: number
  readonly reason: string
}

/**
 * Puts rows on a document in their order, each as a replica that was there would: what was checked without
 * the document can still be what Yjs cannot integrate, such as an item between two of different parents.
 * Stops at the first that fails; the document is then of no use any more.
 */
export function integrateRows(
  doc: Y.Doc,
  rows: readonly { readonly position: number; readonly update: Uint8Array }[],
): BadRow | undefined {
  for (const { position, update } of rows) {
    try {
      Y.applyUpdate(doc, update)
      writeAgain(update)
    } catch (error) {
      return { position, reason: reasonOf(error) }
    }
    if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null)
      return { position, reason: 'builds on what is not there' }
  }
  return undefined
}

/** Throws when a value can be read and not be written: no answer and no snapshot could be made of it. */
function writeAgain(update: Uint8Array): void {
  Y.diffUpdate(update, Uint8Array.of(0))
}
