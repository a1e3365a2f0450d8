import type { Created } from './workspaces'

/** A recovery key that has been made and that its owner has not yet put away. */
export interface KeyToKeep {
  readonly id: string
  readonly space: string
  readonly recoveryKey: string
}

const PLACE = 'maillage.keys-to-keep'

/**
 * Remembers the keys that were made until their owner says that they are put away, and gives them back: a reload at that
 * moment would lose them for ever, since the page itself cannot read them back. They stand unsealed for that short
 * time, before there is anything to protect.
 */
export function rememberKeys(made: readonly Created[]): readonly KeyToKeep[] {
  const keys = made.flatMap(({ id, space, recoveryKey }) =>
    recoveryKey === undefined ? [] : [{ id, space, recoveryKey }],
  )
  if (keys.length > 0) localStorage.setItem(PLACE, JSON.stringify([...keysToKeep(), ...keys]))
  return keys
}

/** Forgets one: from now on only its owner has it. */
export function forgetKey(id: string): void {
  const left = keysToKeep().filter((key) => key.id !== id)
  if (left.length > 0) localStorage.setItem(PLACE, JSON.stringify(left))
  else localStorage.removeItem(PLACE)
}

/** The keys that were not put away, oldest first. */
export function keysToKeep(): readonly KeyToKeep[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PLACE) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isKey) : []
  } catch {
    return []
  }
}

function isKey(value: unknown): value is KeyToKeep {
  if (typeof value !== 'object' || value === null) return false
  const { id, space, recoveryKey } = { id: null, space: null, recoveryKey: null, ...value }
  return [id, space, recoveryKey].every((part) => typeof part === 'string')
}
