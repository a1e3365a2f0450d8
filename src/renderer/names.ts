import { anyRecord } from '../core/projection/anyRecord'
import type { RowStore } from '../core/projection/rows'
import { displayName } from '../core/schema/derive'
import type { NameOf } from '../core/schema/traits'

/** Names on screen: what gives them, and when to ask again. */
export interface Names {
  get(): NameOf
  /** Called when a name that was given is another one. Returns the stop. */
  subscribe(listener: () => void): () => void
}

/**
 * Names of records and communes: the same function until a name that it gave has changed, so that an edit which
 * renames nothing redraws nothing but its own row.
 */
export function watchNames(rows: Pick<RowStore, 'get' | 'subscribe'>, communeOf: NameOf): Names {
  const fresh = () => {
    // What was answered, « nobody » included: a record that arrives later has a name then.
    const given = new Map<string, string | undefined>()
    const read = (id: string): string | undefined => {
      const found = anyRecord(rows, id)
      return found ? displayName(found.def, found.row.values, nameOf) : communeOf(id)
    }
    const nameOf: NameOf = (id) => {
      if (given.has(id)) return given.get(id)
      const name = read(id)
      given.set(id, name)
      return name
    }
    const isStale = (id: string): boolean => given.has(id) && given.get(id) !== read(id)
    return { nameOf, isStale }
  }
  let current = fresh()
  return {
    get: () => current.nameOf,
    subscribe: (listener: () => void) =>
      rows.subscribe('*', (changed) => {
        if (![...changed].some(current.isStale)) return
        current = fresh()
        listener()
      }),
  }
}
