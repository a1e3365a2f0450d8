import { expect, test } from 'vitest'
import { createRowStore, type RowPart } from '../../../src/core/projection/rows'
import { rowsAhead } from '../../../src/core/projection/rowsAhead'
import { createRandom, type Random } from '../../support/random'

const KINDS = ['structure', 'promeneur', 'partner']
const IDS = ['a', 'b', 'c', 'd', 'e', 'f']

/** What one of the two rooms of a record says of it: something, that it is trashed, or nothing any more. */
function part(random: Random): RowPart {
  const home = random.chance(0.6)
  return {
    room: home ? 'dep-50' : 'dep-50-private',
    space: '50',
    kind: random.pick(KINDS),
    id: random.pick(IDS),
    home,
    present: random.chance(0.8),
    deleted: home && random.chance(0.2),
    values: { [home ? 'name' : 'phone']: random.int(1000) },
  }
}

test.each(Array.from({ length: 50 }, (_, at) => at + 1))(
  'the rows ahead are those of a store that took everything in, and leave the store as it is: seed %i',
  (seed) => {
    const random = createRandom(seed)
    const [now, later] = [createRowStore(), createRowStore()]
    const taken = Array.from({ length: random.int(20) }, () => part(random))
    const waiting = Array.from({ length: random.int(10) }, () => part(random))
    now.put(taken)
    later.put([...taken, ...waiting])
    const before = KINDS.map((kind) => now.list(kind))
    const ahead = rowsAhead(now, waiting)
    for (const [at, kind] of KINDS.entries()) {
      expect(ahead.list(kind)).toEqual(later.list(kind))
      expect(ahead.trash(kind)).toEqual(later.trash(kind))
      expect(ahead.list(kind)).toBe(ahead.list(kind))
      for (const id of IDS) expect(ahead.get(kind, id)).toEqual(later.get(kind, id))
      expect(now.list(kind)).toBe(before[at])
    }
  },
)
