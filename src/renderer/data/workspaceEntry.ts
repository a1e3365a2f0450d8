import type { KeyRing } from './seal'
import { createSeal, openJson } from './seal'
import { personalPlace } from './newWorkspace'
import type { ProfileRow } from './profile'
import type { Identity } from './workspace'
import type { OpenFailure } from './workspaces'

/** The database is gone: told, and never replaced by an empty one. */
export const VANISHED: OpenFailure = {
  why: 'vanished',
  message:
    'Les données de cet espace ont disparu de cet ordinateur. Restaurez une sauvegarde, ou rejoignez le serveur avec une nouvelle invitation.',
}

/** One window at a time. */
export const BUSY: OpenFailure = {
  why: 'busy',
  message: 'Cet espace est déjà ouvert dans une autre fenêtre.',
}

/** The disk or the browser refuses. */
export const UNOPENABLE: OpenFailure = {
  why: 'unopenable',
  message:
    'La base de cet ordinateur ne s’ouvre pas. Rien n’est effacé\u00a0: fermez les autres fenêtres, libérez de la place, puis réessayez\u00a0; sinon, restaurez une sauvegarde.',
}

/** Who works in a listed workspace; undefined when the keys do not open it. */
export async function identityOf(row: ProfileRow, ring: KeyRing): Promise<Identity | undefined> {
  try {
    // sealed by `enlist` alone
    const personal = (await openJson(createSeal(ring), personalPlace(row.id), row.personal)) as Pick<
      Identity,
      'name' | 'author'
    >
    return { space: row.space, role: row.role, ...personal }
  } catch {
    return undefined
  }
}
