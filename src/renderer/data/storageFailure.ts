import Dexie from 'dexie'

/** The database is gone, or is not the one that was opened: nothing of it can be read or written any more. */
export class VanishedError extends Dexie.DexieError {
  override readonly name = 'VanishedError'
}

/** What is said of a database that vanished under its open window. */
export const VANISHED_HERE =
  'La base de cet ordinateur a disparu. Exportez ou sauvegardez avant de fermer cette fenêtre.'

/** Another window has gone on with the log. */
export class TakenOverError extends Error {
  override readonly name = 'TakenOverError'
}

/** Why a write failed, in the user's words, with what to do. */
export function failureReason(error: unknown): string {
  for (const name of errorNames(error)) {
    if (name === 'QuotaExceededError')
      return 'Le disque de cet ordinateur est plein\u00a0: libérez de la place, l’enregistrement reprendra seul.'
    if (name === 'VanishedError') return VANISHED_HERE
    if (name === 'TakenOverError')
      return 'Une autre fenêtre a pris le relais\u00a0: copiez ce que vous venez de taper, puis fermez celle-ci.'
    if (name === 'DatabaseClosedError' || name === 'InvalidStateError')
      return 'La base de cet ordinateur s’est fermée\u00a0: réouverture en cours.'
  }
  return 'L’enregistrement sur cet ordinateur échoue\u00a0: nouvel essai dans un instant.'
}

/** A write's own errors hide behind the transaction's: `inner` leads to them. */
function errorNames(error: unknown): string[] {
  const names: string[] = []
  for (let at = error, depth = 0; at instanceof Error && depth < 5; depth++) {
    names.push(at.name)
    at = 'inner' in at ? at.inner : undefined
  }
  return names
}

/** Waits longer after each failure, up to five seconds: a disk that was freed is noticed at once by the user. */
export const retryDelay = (attempt: number): number => Math.min(5000, 250 * 2 ** attempt)
