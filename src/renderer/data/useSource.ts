import { useMemo, useSyncExternalStore } from 'react'
import type { RowStore } from '../../core/projection/rows'
import { useWorkspace } from './hooks'

/** What figures read, as it stands now. */
type Source = Pick<RowStore, 'get' | 'list'>

/** The rows as figures read them: another object whenever one of them has changed, so that what is computed is again. */
export function useSource(): Source {
  const { rows } = useWorkspace()
  const watched = useMemo(() => watchSource(rows), [rows])
  return useSyncExternalStore(watched.subscribe, watched.get)
}

function watchSource(rows: RowStore) {
  const fresh = (): Source => ({ get: rows.get, list: rows.list })
  let current = fresh()
  return {
    get: () => current,
    subscribe(listener: () => void) {
      // Rows may have changed between the first drawing and now.
      current = fresh()
      return rows.subscribe('*', () => {
        current = fresh()
        listener()
      })
    },
  }
}
