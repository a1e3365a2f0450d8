import { expect, test, vi } from 'vitest'
import { createRowStore, type RowPart, type RowStore } from '../../../src/core/projection/rows'
import { createDuplicateSearch } from '../../../src/renderer/data/duplicateSearch'
import { watchDuplicates } from '../../../src/renderer/data/watchDuplicates'

const part = (id: string, values: RowPart['values'], deleted = false): RowPart => ({
  room: 'dep-50',
  space: '50',
  kind: 'structure',
  id,
  home: true,
  present: true,
  deleted,
  values,
})

const pij = { name: 'PIJ', communeCode: '50615' }

/** Watches the duplicates of some rows; `handed`: how many rows each look was told of. */
function watch(rows: RowStore) {
  const handed: number[] = []
  let open = 0
  const watched = watchDuplicates(rows, '50', (space) => {
    const search = createDuplicateSearch()
    open += 1
    return {
      take(change) {
        handed.push(change.rows.length + change.gone.length)
        search.take(change)
      },
      find: () => Promise.resolve(search.find(space)),
      close: () => void (open -= 1),
    }
  })
  const names = (): string[] => watched.get().pairs.map(({ older, newer }) => `${older.id} ${newer.id}`)
  return { watched, handed, names, open: () => open }
}

test('pairs are found once edits have come to rest, each time from the rows that changed alone', async () => {
  const rows = createRowStore()
  rows.put([part('A', pij), part('B', { name: 'MJC', communeCode: '50615' })])
  const { watched, handed, names, open } = watch(rows)
  const stop = watched.subscribe(() => undefined)
  await vi.waitUntil(() => !watched.get().looking)
  expect([names(), handed]).toEqual([[], [2]])

  rows.put([part('B', pij)])
  expect(watched.get().looking).toBe(true)
  await vi.waitUntil(() => !watched.get().looking)
  expect([names(), handed]).toEqual([['A B'], [2, 1]])

  stop()
  expect(open()).toBe(0)
})

test('a pair of which one was trashed, or said to be another, is dropped at once', async () => {
  const rows = createRowStore()
  rows.put([part('A', pij), part('B', pij), part('C', pij)])
  const { watched, names } = watch(rows)
  watched.subscribe(() => undefined)
  await vi.waitUntil(() => !watched.get().looking)
  expect(names()).toEqual(['A B', 'A C', 'B C'])
  rows.put([part('B', pij, true)])
  expect(names()).toEqual(['A C'])
  rows.put([part('C', { ...pij, distinctFrom: ['A'] })])
  expect(names()).toEqual([])
  await vi.waitUntil(() => !watched.get().looking)
  expect(names()).toEqual([])
})

test('who watches again looks at everything again', async () => {
  const rows = createRowStore()
  rows.put([part('A', pij)])
  const { watched, names, handed } = watch(rows)
  watched.subscribe(() => undefined)()
  rows.put([part('B', pij)])
  watched.subscribe(() => undefined)
  await vi.waitUntil(() => names().length === 1)
  expect(handed).toEqual([2])
})
