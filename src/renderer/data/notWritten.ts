import Dexie from 'dexie'

/** Thrown by a commit into a room that a newer version of the application has brought to a shape unknown here. */
export class NewerVersionError extends Error {
  constructor(readonly room: string) {
    super(`a newer version wrote ${room}`)
  }
}

/** Why nothing was written, in the user's words, where that is no fault of ours: undefined for any other error. */
export function whyNotWritten(error: unknown): string | undefined {
  if (error instanceof NewerVersionError) return NEWER_VERSION
  return error instanceof Dexie.DexieError ? UNREAD : undefined
}

/** Everything stays readable, and nothing is written. */
const NEWER_VERSION =
  'Une version plus récente de Maillage a mis ces données à jour\u00a0: mettez Maillage à jour pour les modifier. Rien n’est perdu, rien n’a été modifié.'

const UNREAD =
  'La base de cet ordinateur ne se lit pas\u00a0: rien n’a été modifié, réessayez dans un instant.'
