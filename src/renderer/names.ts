import { anyRecord } from '../core/projection/anyRecord'
import type { RowStore } from '../core/projection/rows'
import { displayName } from '../core/schema/derive'
import type { NameOf } from '../core/schema/traits'
import type { Services } from './ui/services'

/** What gives the names on screen: see `Services`. */
type Naming = Pick<Services, 'nameOf' | 'citedName'>

/** Names on screen: what gives them, and when to ask again. */
export interface Names {
  get(): Naming
  /** Called when a name that was given is another one, or its record is put in the trash or back. Returns the stop. */
  subscribe(listener: () => void): () => void
}

/**
 * Names of records and communes: the same functions until a name that they gave has changed, so that an edit which
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
    const cited = new Map<string, boolean>()
    const isTrashed = (id: string): boolean => anyRecord(rows, id)?.row.deleted ?? false
    const citedName: NameOf = (id) => {
      const trashed = cited.get(id) ?? isTrashed(id)
      cited.set(id, trashed)
      const name = nameOf(id)
      return name === undefined || !trashed ? name : `${name} (à la corbeille)`
    }
    const isStale = (id: string): boolean =>
      (given.has(id) && given.get(id) !== read(id)) || (cited.has(id) && cited.get(id) !== isTrashed(id))
    return { naming: { nameOf, citedName }, isStale }
  }
  let current = fresh()
  return {
    get: () => current.naming,
    subscribe: (listener: () => void) =>
      rows.subscribe('*', (changed) => {
        if (![...changed].some(current.isStale)) return
        current = fresh()
        listener()
      }),
  }
}
