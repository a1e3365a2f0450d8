import { createRowStore, type RowPart, type RowStore } from './rows'

/**
 * The rows as they will be once some parts are taken in, without taking them in: only the records that these parts speak
 * of are joined anew. Of the store as it is now: whoever keeps it makes another when `revision` rises.
 */
export function rowsAhead(
  rows: RowStore,
  parts: readonly RowPart[],
): Pick<RowStore, 'get' | 'list' | 'trash'> {
  const touched = new Map<string, Set<string>>()
  for (const { kind, id } of parts) touched.set(kind, (touched.get(kind) ?? new Set()).add(id))
  const ahead = createRowStore()
  for (const [kind, ids] of touched) for (const id of ids) ahead.put(rows.partsOf(kind, id))
  ahead.put(parts)
  const joined = (which: 'list' | 'trash'): RowStore['list'] => {
    const lists = new Map<string, ReturnType<RowStore['list']>>()
    return (kind) => {
      const ids = touched.get(kind)
      if (!ids) return rows[which](kind)
      const known = lists.get(kind)
      if (known) return known
      const list = [...rows[which](kind).filter(({ id }) => !ids.has(id)), ...ahead[which](kind)]
      list.sort((a, b) => (a.id < b.id ? -1 : 1))
      lists.set(kind, list)
      return list
    }
  }
  return {
    get: (kind, id) => (touched.get(kind)?.has(id) ? ahead : rows).get(kind, id),
    list: joined('list'),
    trash: joined('trash'),
  }
}
