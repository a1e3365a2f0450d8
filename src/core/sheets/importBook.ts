import type { View } from '../commands/command'
import { idOfNew } from '../commands/recordId'
import { keptOf } from '../commands/references'
import { fold } from '../schema/fold'
import { displayName } from '../schema/derive'
import { formatField } from '../schema/kinds'
import type { AnyValues, FieldValue } from '../schema/record'
import type { NameOf, ParseContext } from '../schema/traits'
import { brokenRules, missingRequired } from '../schema/validate'
import { gaveWay, mergedOtherColumns, mergedValue, newLines } from './importMerge'
import { definition } from './importTargets'

/** Where in the file something was read; `line` as people see it. */
export interface Source {
  readonly sheet: string
  readonly line: number
}

/** A record as the import leaves it: one that is here already, or one to be made. */
export interface Entry {
  readonly kind: string
  readonly id: string
  /** What it held before; undefined for a record that the import makes. */
  readonly before: AnyValues | undefined
  values: { [field: string]: FieldValue | null | undefined }
  /** What the records said that « même fiche » has made one with it: a file may still hold their lines. */
  readonly formerly: readonly AnyValues[]
  readonly sources: Source[]
}

/** All that is known to be said of a record: what it says, then what those said that are one with it now. */
export const sayings = (entry: Entry): readonly AnyValues[] => [entry.values, ...entry.formerly]

/** What is to be told of a line, or of one of its texts under its heading. */
export interface Remark {
  readonly heading?: string
  readonly text?: string
  readonly message: string
}

/** The records that the import sees: those of the space, and on top of them what it plans. Nothing is written. */
export interface ImportBook {
  get(kind: string, id: string): Entry | undefined
  /** The records of a kind that an index holds under a key (see `KEYS`), last those that formerly had it. */
  find(kind: string, key: string): readonly Entry[]
  entries(kind: string): readonly Entry[]
  /**
   * Plans a new record, of what the file says alone: what a form would propose is not made up. The messages say why not.
   */
  create(kind: string, values: AnyValues, source: Source, year?: number): Entry | readonly string[]
  /**
   * Plans the changes that the file brings to a record, and says what of them was refused, or left: what a record said
   * that is one with it now gave way when they became one.
   */
  update(entry: Entry, values: AnyValues, source: Source): readonly Remark[]
  readonly nameOf: NameOf
}

interface Held extends Entry {
  readonly formerly: AnyValues[]
}

/** The records of one kind, as they are looked up. */
interface Shelf {
  readonly all: Held[]
  readonly byId: Map<string, Held>
  readonly byKey: Map<string, Entry[]>
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** How records are looked up: by name, mail or parent, whichever a kind has. What is empty is no key. */
const KEYS: { readonly [kind: string]: (values: AnyValues) => readonly string[] } = {
  structure: (values) => [fold(text(values.name))],
  partner: (values) => [fold(text(values.name)), fold(text(values.acronym))],
  contact: personKeys,
  promeneur: (values) => [...personKeys(values), text(values.structureId)],
  funding: (values) => [String(values.year ?? '')],
  socialAccount: (values) => [text(values.promeneurId)],
  payment: (values) => [text(values.fundingId)],
}

function personKeys(values: AnyValues): readonly string[] {
  return [text(values.email), personKey(text(values.firstName), text(values.lastName))]
}

/** A person's name as it is looked up: empty where neither part says anything. */
export function personKey(firstName: string, lastName: string): string {
  const key = `${fold(firstName)}/${fold(lastName)}`
  return key === '/' ? '' : key
}

/** A book on a view, for a file with these headings. */
export function openBook(view: View, context: ParseContext, headings: readonly string[]): ImportBook {
  const kinds = new Map<string, Shelf>()

  const shelf = (kind: string) => {
    const known = kinds.get(kind)
    if (known) return known
    const made: Shelf = { all: [], byId: new Map(), byKey: new Map() }
    kinds.set(kind, made)
    for (const row of view.list(kind))
      if (row.space === view.space && !row.deleted)
        add({ kind, id: row.id, before: row.values, values: { ...row.values }, formerly: [], sources: [] })
    for (const row of view.trash(kind)) {
      const kept = row.space === view.space ? keptOf((id) => view.get(kind, id), row.id) : undefined
      const keeper = made.byId.get(kept ?? '')
      if (!keeper) continue
      keeper.formerly.push(row.values)
      made.byId.set(row.id, keeper)
      index(keeper, row.values)
    }
    return made
  }
  const add = (entry: Held): void => {
    const { all, byId } = shelf(entry.kind)
    all.push(entry)
    byId.set(entry.id, entry)
    index(entry, entry.values)
  }
  const index = (entry: Entry, values: AnyValues): void => {
    const { byKey } = shelf(entry.kind)
    for (const key of KEYS[entry.kind]?.(values) ?? []) {
      if (key === '') continue
      const held = byKey.get(key)
      if (!held) byKey.set(key, [entry])
      else if (!held.includes(entry)) held.push(entry)
    }
  }
  const nameOf: NameOf = (id) => {
    for (const kind of kinds.keys()) {
      const entry = kinds.get(kind)?.byId.get(id)
      if (entry) return displayName(definition(kind), entry.values, nameOf)
    }
    return context.communes?.nameOf(id)
  }
  const leftOf = (entry: Entry, name: string, value: FieldValue | null | undefined): Remark => {
    const def = definition(entry.kind)
    const field = def.fields[name]
    const told = (what: typeof value): string => (field ? formatField(field, what, nameOf) : '')
    const kept = `«\u00a0${displayName(def, entry.values, nameOf)}\u00a0», qui dit «\u00a0${told(entry.before?.[name])}\u00a0»`
    const message = `Non repris\u00a0: cette fiche a été réunie avec ${kept}.`
    return { heading: field?.label ?? name, text: told(value), message }
  }

  return {
    get: (kind, id) => shelf(kind).byId.get(id),
    find: (kind, key) => shelf(kind).byKey.get(key) ?? [],
    entries: (kind) => shelf(kind).all,
    create(kind, values, source, year) {
      const def = definition(kind)
      const filled = Object.fromEntries(
        Object.entries(values).filter(([, value]) => value !== null && value !== undefined),
      )
      const problems = [...missingRequired(def, filled), ...brokenRules(def, filled, 'refuse')]
      if (problems.length > 0) return problems.map((problem) => problem.message)
      const id = idOfNew(view, def, filled, year)
      const entry: Held = { kind, id, before: undefined, values: filled, formerly: [], sources: [source] }
      add(entry)
      return entry
    },
    update(entry, values, source) {
      const def = definition(entry.kind)
      entry.sources.push(source)
      const changes: { [field: string]: FieldValue } = {}
      const left: Remark[] = []
      for (const [name, after] of Object.entries(values)) {
        const field = def.fields[name]
        const before = entry.values[name]
        if (!field) continue
        if (name === 'otherColumns' && typeof after === 'string') {
          const formerly = entry.formerly.map((said) => text(said[name]))
          const news = newLines(formerly, text(entry.before?.[name]), after)
          const merged = mergedOtherColumns(text(before), news, headings)
          if (news !== '' && merged !== before) changes[name] = merged
          continue
        }
        const merged = mergedValue(field, before, after)
        if (merged === undefined || merged === before) continue
        const formerly = entry.formerly.map((said) => said[name])
        if (gaveWay(field, formerly, entry.before?.[name], after)) left.push(leftOf(entry, name, after))
        else changes[name] = merged
      }
      const broken = brokenRules(def, { ...entry.values, ...changes }, 'refuse')
      for (const rule of def.rules ?? [])
        if (rule.level === 'refuse' && rule.check({ ...entry.values, ...changes }) !== null)
          for (const name of rule.fields) delete changes[name]
      Object.assign(entry.values, changes)
      index(entry, entry.values)
      return [...broken.map(({ message }) => ({ message })), ...left]
    },
    nameOf,
  }
}
