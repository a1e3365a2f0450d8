import { useMemo, useSyncExternalStore } from 'react'
import type { RowStore } from '../../core/projection/rows'
import { useWorkspace } from './hooks'

/** What figures read, as it stands now. */
type Source = Pick<RowStore, 'get' | 'list' | 'trash'>

const anyKind: readonly string[] = ['*']

/**
 * The rows as figures read them: another object whenever one of them (or of the kinds that are read, always the same
 * list) has changed, so that what is computed is again.
 */
export function useSource(kinds = anyKind): Source {
  const { rows } = useWorkspace()
  const watched = useMemo(() => watchSource(rows, kinds), [rows, kinds])
  return useSyncExternalStore(watched.subscribe, watched.get)
}

function watchSource(rows: RowStore, kinds: readonly string[]) {
  const fresh = (): Source => ({ get: rows.get, list: rows.list, trash: rows.trash })
  let current = fresh()
  return {
    get: () => current,
    subscribe(listener: () => void) {
      // Rows may have changed between the first drawing and now.
      current = fresh()
      const stops = kinds.map((kind) =>
        rows.subscribe(kind, () => {
          current = fresh()
          listener()
        }),
      )
      return () => stops.forEach((stop) => stop())
    },
  }
}
