/** A recovery key that has been shown and not yet put away. */
export interface KeyToKeep {
  readonly id: string
  readonly recoveryKey: string
}

const PLACE = 'maillage.key-to-keep'

/**
 * Remembers the key until its owner says that it is put away: a reload at that moment would lose it for ever, since
 * the page itself cannot read it back. It stands unsealed for that short time, before there is anything to protect.
 */
export const rememberKey = (key: KeyToKeep): void => localStorage.setItem(PLACE, JSON.stringify(key))

/** Forgets it: from now on only its owner has it. */
export const forgetKey = (): void => localStorage.removeItem(PLACE)

/** The key that was not put away, if there is one. */
export function keyToKeep(): KeyToKeep | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PLACE) ?? 'null')
    if (typeof kept !== 'object' || kept === null || !('id' in kept) || !('recoveryKey' in kept))
      return undefined
    const { id, recoveryKey } = kept
    return typeof id === 'string' && typeof recoveryKey === 'string' ? { id, recoveryKey } : undefined
  } catch {
    return undefined
  }
}
