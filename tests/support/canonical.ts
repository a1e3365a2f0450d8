import { canonicalJson } from '../../src/core/document/cells'
import { entriesOf } from '../../src/core/document/journal'
import { isOpen } from '../../src/core/document/overruled'
import { projectRoom } from '../../src/core/projection/project'
import { createRowStore, type RowStore } from '../../src/core/projection/rows'
import { recordOf } from '../../src/core/records'
import type { Replica } from './replica'

/** Every row of a store as one text, the same for equal rows whatever the order they came in. */
export const canonicalRows = (rows: RowStore): string =>
  canonicalJson(rows.kinds().map((kind) => [kind, rows.list(kind), rows.trash(kind)]))

/** The cells and journal of each room of a replica, as one text. */
export function canonicalRooms(replica: Replica): string {
  return canonicalJson(
    [...replica.log.keys()].sort().map((name) => {
      const { room } = replica.load(name)
      return [
        name,
        room.kinds().map((kind) => [kind, Object.fromEntries(room.doc.getMap(kind).entries())]),
        entriesOf(room.doc),
      ]
    }),
  )
}

/** « À vérifier » as the screen shows it. */
export const canonicalCases = (replica: Replica): string =>
  canonicalJson(
    [...replica.cases.values()]
      .flatMap((cases) => [...cases.values()])
      .filter((item) => isOpen(item, replica.rows.get(item.kind, item.record)))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  )

/** What the rows should be: a projection of every room from scratch. */
export function rowsFromScratch(replica: Replica): string {
  const rows = createRowStore()
  for (const name of replica.log.keys()) rows.put(projectRoom(replica.load(name).room, recordOf))
  return canonicalRows(rows)
}
