import { departmentOf } from '../reference/departments'
import type { ReceivedOn } from '../figures/consolidation'
import type { Source } from '../figures/source'
import type { RowStore } from '../projection/rows'
import { formatDay } from '../schema/kinds/dates'
import type { NameOf } from '../schema/traits'
import {
  type Audience,
  audienceName,
  audiences,
  type Heading,
  type Sheet,
  tableSheet,
  type Workbook,
} from './sheet'

/** What every workbook is made from: whose data, for whom, by whom, when. */
export interface Edition {
  readonly source: Source & Pick<RowStore, 'trash'>
  /** A département's code, or `national`. */
  readonly space: string
  readonly audience: Audience
  readonly author: string
  readonly today: string
  /** ISO date and time of making. */
  readonly madeAt: string
  /** The day the data are of: today for one's own, the day of the last exchange for others'. */
  readonly dataAt: string
  /** The day of the last data of each département, for those who receive them. */
  readonly receivedOn: ReceivedOn
  /** Names of records and of communes. */
  readonly nameOf: NameOf
}

/** « Manche », or « National ». */
export function spaceName(space: string): string {
  return departmentOf(space)?.name ?? (space === 'national' ? 'National' : space)
}

/** The four lines above a sheet. */
export function headingOf(edition: Edition, title: string, period: string): Heading {
  const place = departmentOf(edition.space)
    ? `${spaceName(edition.space)} (${edition.space})`
    : spaceName(edition.space)
  return {
    title,
    scope: `${place} – ${period}`,
    edition: `Données au ${formatDay(edition.dataAt)} – édité le ${formatDay(edition.today)} par ${edition.author}`,
    audience: `Destinataire : ${audienceName(edition.audience, edition.space)}`,
  }
}

/** A workbook and its file's name: `Annuaire du réseau - Manche - 2026-11-22.xlsx`. */
export function workbookOf(edition: Edition, title: string, sheets: readonly Sheet[]): Workbook {
  const reader = edition.audience === 'interne' ? '' : ` (${audiences[edition.audience].toLowerCase()})`
  const name = `${title}${reader} - ${spaceName(edition.space)} - ${edition.today}`
  return {
    // Whatever a title holds: a file is saved under a name that every system takes (`fileNameOf`).
    fileName: `${name}.xlsx`,
    author: edition.author,
    madeAt: edition.madeAt,
    sheets,
  }
}

/** The sheet that says what the words and the figures of a workbook mean. */
export function definitionsSheet(
  edition: Edition,
  heading: Heading,
  definitions: readonly (readonly [term: string, definition: string])[],
): Sheet {
  return tableSheet({
    name: 'Définitions',
    heading,
    audience: edition.audience,
    columns: [
      { key: 'term', label: 'Terme', type: 'text', width: 30, value: ([term]) => term },
      {
        key: 'definition',
        label: 'Définition',
        type: 'longText',
        width: 100,
        value: ([, definition]) => definition,
      },
    ],
    items: definitions,
  })
}
