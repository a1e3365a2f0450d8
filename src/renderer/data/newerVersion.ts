/** Thrown by a commit into a room that a newer version of the application has brought to a shape unknown here. */
export class NewerVersionError extends Error {
  constructor(readonly room: string) {
    super(`a newer version wrote ${room}`)
  }
}

/** What the user is told; everything stays readable, and nothing is written. */
export const NEWER_VERSION =
  'Une version plus récente de Maillage a mis ces données à jour\u00a0: mettez Maillage à jour pour les modifier. Rien n’est perdu, rien n’a été modifié.'
