import type { AnyValues, RecordDef, Values } from '../../schema/record'
import { derivedId } from '../../schema/uniqueFacts'
import { later, type Chance } from './chance'

/** One record of the sample; `values.notes` of a meeting is the plain text of its paragraphs. */
export interface SampleRecord {
  readonly kind: string
  readonly id: string
  readonly values: AnyValues
}

/** What the sample is written into, and what its parts share. */
export interface Book {
  readonly chance: Chance
  readonly department: string
  readonly today: string
  /** Adds a record and gives its id; a yearly one says its filing year. */
  add<D extends RecordDef>(def: D, values: Values<D>, year?: number, id?: string): string
  /** An id to come, for a record that must be named before it is added. */
  nextId(): string
  readonly records: readonly SampleRecord[]
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** An empty book. Ids look like ULIDs and come from the seed, so that two makings agree. */
export function openBook(chance: Chance, department: string, today: string): Book {
  const records: SampleRecord[] = []
  const started = Date.parse(`${later(today, -30)}T08:00:00Z`)
  let made = 0
  const nextId = (): string => {
    let time = started + made
    made += 1
    let stamp = ''
    for (let index = 0; index < 10; index += 1) {
      stamp = (alphabet[time % 32] ?? '') + stamp
      time = Math.floor(time / 32)
    }
    return Array.from({ length: 16 }, () => alphabet[chance.int(0, 31)]).reduce<string>(
      (id, sign) => id + (sign ?? ''),
      stamp,
    )
  }
  return {
    chance,
    department,
    today,
    records,
    nextId,
    add(def, values, year, given) {
      if ((def.partition === 'yearly') !== (year !== undefined)) throw new Error(`filing year of ${def.name}`)
      const fresh = () => (year === undefined ? nextId() : `${year}.${nextId()}`)
      const id = given ?? derivedId(def, values) ?? fresh()
      records.push({ kind: def.name, id, values })
      return id
    },
  }
}
