import { departmentOfCommune, type CommuneLine } from '../reference/communes'
import { departmentOf } from '../reference/departments'
import { addActs, addReports } from './sample/activity'
import { openBook, type SampleRecord } from './sample/book'
import { chanceFrom } from './sample/chance'
import { addInstitutions } from './sample/institutions'
import { addMeetings, addTrainings, type Circle } from './sample/meetings'
import { addFundings, addSpending } from './sample/money'
import { addPeople } from './sample/people'
import { addPlaces } from './sample/places'

/** How much of each a département has; the yearly ones are for each year of its life. */
interface Counts {
  readonly promeneurs: number
  readonly former: number
  readonly structures: number
  readonly contacts: number
  readonly meetings: number
  readonly trainings: number
  readonly acts: number
  readonly expenses: number
}

/** Départements as they are found: small, median, large; and one to try the software's limits. */
export const sampleSizes = {
  small: {
    promeneurs: 20,
    former: 8,
    structures: 15,
    contacts: 20,
    meetings: 12,
    trainings: 2,
    acts: 60,
    expenses: 15,
  },
  median: {
    promeneurs: 35,
    former: 25,
    structures: 28,
    contacts: 40,
    meetings: 16,
    trainings: 3,
    acts: 120,
    expenses: 30,
  },
  large: {
    promeneurs: 140,
    former: 200,
    structures: 100,
    contacts: 140,
    meetings: 32,
    trainings: 6,
    acts: 420,
    expenses: 60,
  },
  stress: {
    promeneurs: 300,
    former: 600,
    structures: 220,
    contacts: 400,
    meetings: 60,
    trainings: 10,
    acts: 1500,
    expenses: 120,
  },
} as const satisfies { readonly [size: string]: Counts }

/** What the sample is made from; equal options make equal records. */
export interface SampleOptions {
  readonly seed: string
  /** Département code. */
  readonly department: string
  /** A named size, or a number of promeneurs in activity. */
  readonly size: keyof typeof sampleSizes | number
  /** How many years of life, the present one included. */
  readonly years: number
  readonly today: string
  /** The list of communes, of which those of the département are used; without it no structure has one. */
  readonly communes?: readonly CommuneLine[]
  /** Monthly activity forms too: by far the most numerous records. */
  readonly activity?: boolean
}

function countsOf(size: SampleOptions['size']): Counts {
  if (typeof size === 'string') return sampleSizes[size]
  const share = size / sampleSizes.median.promeneurs
  const scaled = (count: number): number => Math.max(1, Math.round(count * share))
  const { former, structures, contacts, acts, expenses } = sampleSizes.median
  return {
    promeneurs: size,
    former: scaled(former),
    structures: scaled(structures),
    contacts: scaled(contacts),
    meetings: Math.min(60, 8 + Math.round(size / 4)),
    trainings: Math.min(10, 1 + Math.round(size / 15)),
    acts: scaled(acts),
    expenses: scaled(expenses),
  }
}

/**
 * A plausible and plainly fictional life of a département's network, from a seed: no person, address or number
 * exists. Records come after those they name, save for a structure's manager, who comes right after it.
 */
export function makeSample(options: SampleOptions): readonly SampleRecord[] {
  const place = departmentOf(options.department)
  if (!place) throw new Error(`no such département: ${options.department}`)
  const { today, years } = options
  const counts = countsOf(options.size)
  const chance = chanceFrom(`${options.seed}/${options.department}/${String(options.size)}`)
  const book = openBook(chance, options.department, today)
  const lastYear = Number(today.slice(0, 4))
  const firstYear = lastYear - years + 1
  const ours = (options.communes ?? []).filter(([code]) => departmentOfCommune(code) === options.department)
  // A network is found in a part of the communes, not in each of a few hundred.
  const communes = chance.some(ours, Math.max(4, Math.round(counts.structures * 0.6)))

  const institutions = addInstitutions(book, place, counts.contacts, firstYear)
  const places = addPlaces(book, counts.structures, communes, institutions, firstYear)
  const walkers = addPeople(book, places, { active: counts.promeneurs, former: counts.former }, firstYear)
  const circle: Circle = {
    institutions,
    walkers,
    managerIds: places.map(({ managerId }) => managerId),
    communes,
  }
  for (let year = firstYear; year <= lastYear; year += 1) {
    const fundingIds = addFundings(book, institutions, year)
    addMeetings(book, circle, year, counts.meetings)
    addTrainings(book, circle, year, counts.trainings)
    addSpending(book, year, fundingIds, counts.expenses)
    addActs(book, circle, year, counts.acts)
    if (options.activity) addReports(book, walkers, year)
  }
  return book.records
}
