import type { RowStore } from '../../../src/core/projection/rows'
import type { Edition } from '../../../src/core/sheets/edition'
import type { Audience } from '../../../src/core/sheets/sheet'
import { watchNames } from '../../../src/renderer/names'
import { today } from '../figures/smallNetwork'

const communes: { readonly [code: string]: string } = {
  '50129': 'Cherbourg-en-Cotentin',
  '50502': 'Saint-Lô',
}

/** An edition of some rows for a reader, on the day of the small network. */
export function editionOf(rows: RowStore, audience: Audience = 'interne'): Edition {
  return {
    source: rows,
    space: '50',
    audience,
    author: 'Claire Martin',
    today,
    madeAt: `${today}T10:00:00.000Z`,
    dataAt: today,
    receivedOn: () => null,
    nameOf: watchNames(rows, (code) => communes[code]).get().nameOf,
  }
}
