import { coordinator } from '../records/coordinator'
import { department } from '../records/department'
import { meeting } from '../records/meeting'
import { training } from '../records/training'
import { departments, regions } from '../reference/departments'
import { engagedCafs } from './cafs'
import { type FundingBalance, fundingBalances, type FundingTotals, totalBalance } from './funding'
import { isHeld } from './held'
import { type NetworkFigures, networkFigures } from './network'
import { dayOf, livingRows, numberOf, type Source, sourceBySpace, sumOf, textOf } from './source'
import { readTransmission, type Transmission } from './transmission'
import { yearOf } from '../schema/yearOf'

/** What yearly records say of one year; null where nothing of that year has come. */
export interface YearFigures {
  /** Meetings and trainings that were held, not those to come. */
  readonly meetings: number
  readonly copils: number
  readonly trainings: number
  /** Counted grants only. */
  readonly funding: FundingTotals
}

/** One département as the committee sees it: its shared fields alone, and never a person. */
export interface DepartmentFigures {
  readonly code: string
  readonly name: string
  readonly region: string
  /** Code of the state of deployment, and since when. */
  readonly state: string | null
  readonly since: string | null
  /** Null when nothing has been received from this département: « non transmis » is not zero. */
  readonly network: NetworkFigures | null
  /** Caf engaged; null when nothing has been received. */
  readonly cafs: number | null
  /** Full-time equivalents of coordination; null when no coordinator says theirs. */
  readonly fte: number | null
  readonly year: YearFigures | null
  readonly balances: readonly FundingBalance[]
  readonly transmission: Transmission
  /** The day when the last of its data were received, or else when its report was frozen. */
  readonly dataAt: string | null
  /** The rows of this département, for sheets that look closer. */
  readonly source: Source
}

/** The day on which a year is looked at: its last, or today while it runs. */
export function dayOfYear(year: number, today: string): string {
  return `${year}-12-31` < today ? `${year}-12-31` : today
}

/** The day when something was last received from a département, if anything ever was. */
export type ReceivedOn = (department: string) => string | null

/** The 101 départements in the order of their codes, those of which nothing is known included. */
export function consolidate(
  source: Source,
  today: string,
  year: number,
  receivedOn: ReceivedOn,
): readonly DepartmentFigures[] {
  const rowsOf = sourceBySpace(source)
  const day = dayOfYear(year, today)
  return departments.map(({ code, name, region }) => {
    const own = rowsOf(code)
    const transmission = readTransmission(own, year)
    const settings = livingRows(own, department)[0]?.values
    const isReceived = hasRows(own)
    return {
      code,
      name,
      region: regions[region] ?? region,
      state: textOf(settings?.state),
      since: dayOf(settings?.stateSince),
      network: isReceived ? networkFigures(own, today, undefined, day) : null,
      cafs: isReceived ? engagedCafs(own, today, day) : null,
      fte: coordinationFte(own, day),
      year: yearFigures(own, year, today),
      balances: fundingBalances(own),
      transmission,
      dataAt: (isReceived ? receivedOn(code) : null) ?? transmission.frozenAt,
      source: own,
    }
  })
}

/** What a network is made of. A space that was only joined holds its settings and who coordinates: nothing is known yet. */
const network = ['promeneur', 'structure', 'partner', 'meeting', 'training', 'funding']

/** Whether anything of a département's network has come. */
function hasRows(source: Source): boolean {
  return network.some((kind) => source.list(kind).length > 0)
}

/** What was held in a year and its counted grants; null when no record of that year has come. */
export function yearFigures(source: Source, year: number, today: string): YearFigures | null {
  const meetings = livingRows(source, meeting).filter((row) => yearOf(row) === year)
  const trainings = livingRows(source, training).filter((row) => yearOf(row) === year)
  const balances = fundingBalances(source).filter(({ funding }) => funding.values.year === year)
  if (meetings.length + trainings.length + balances.length === 0) return null
  const held = meetings.filter((row) => isHeld(row, year, today))
  return {
    meetings: held.length,
    copils: held.filter((row) => row.values.kind === 'copil').length,
    trainings: trainings.filter((row) => isHeld(row, year, today)).length,
    funding: totalBalance(balances.filter(({ counted }) => counted)),
  }
}

function coordinationFte(source: Source, day: string): number | null {
  const inPlace = livingRows(source, coordinator).filter(
    ({ values }) => (dayOf(values.from) ?? day) <= day && (dayOf(values.to) ?? day) >= day,
  )
  return sumOf(inPlace.map(({ values }) => numberOf(values.fte)))
}
