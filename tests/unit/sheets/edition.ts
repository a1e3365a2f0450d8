import { createNameOf } from '../../../src/core/projection/search'
import type { RowStore } from '../../../src/core/projection/rows'
import { records } from '../../../src/core/records'
import type { Edition } from '../../../src/core/sheets/edition'
import type { Audience } from '../../../src/core/sheets/sheet'
import { today } from '../figures/smallNetwork'

const communes: { readonly [code: string]: string } = {
  '50129': 'Cherbourg-en-Cotentin',
  '50502': 'Saint-Lô',
}

/** An edition of some rows for a reader, on the day of the small network. */
export function editionOf(rows: RowStore, audience: Audience = 'interne'): Edition {
  const nameOf = createNameOf(rows, records)
  return {
    source: rows,
    space: '50',
    audience,
    author: 'Claire Martin',
    today,
    madeAt: `${today}T10:00:00.000Z`,
    dataAt: today,
    receivedOn: () => null,
    nameOf: (reference) => communes[reference] ?? nameOf(reference),
  }
}
