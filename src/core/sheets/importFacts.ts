import { sameText } from '../schema/likeness'
import { formatField } from '../schema/kinds'
import type { AnyValues } from '../schema/record'
import type { Entry } from './importBook'
import { properName, splitPersonName, type PersonName } from './importNames'
import type { RowDraft } from './importRow'
import { textValue, type ImportRun } from './importRun'
import { definition } from './importTargets'

/** Facts that tell two structures of one name and commune apart. */
export interface Facts {
  readonly siret: string
  readonly phone: string
  readonly manager: string
  readonly callYear: string
  readonly email: string
  readonly type: string
}

const TELLING = ['siret', 'phone', 'manager', 'callYear', 'email', 'type'] as const
/** Facts that, once equal, say it is the same structure. */
const STRONG = ['siret', 'phone', 'manager'] as const

/** The person that a structure's line calls its « Responsable ». */
export function managerOf(row: RowDraft): PersonName | undefined {
  const whole = row.said.get('manager')
  const [firstName, lastName] = [row.said.get('manager.firstName'), row.said.get('manager.lastName')]
  if (firstName === undefined && lastName === undefined) return whole ? splitPersonName(whole) : undefined
  return { firstName: properName(firstName ?? ''), lastName: properName(lastName ?? '') }
}

/** A person's two names as one. */
export const fullNameOf = (values: AnyValues): string =>
  `${textValue(values.firstName)} ${textValue(values.lastName)}`.trim()

/** What a line says of its structure. */
export function factsOfRow(row: RowDraft): Facts {
  const name = managerOf(row)
  return factsFrom(row.values, name ? `${name.firstName} ${name.lastName}` : '')
}

/** What is known here of a structure, or was of one that is one with it now. */
export function factsOf(run: ImportRun, entry: Entry, said: AnyValues = entry.values): Facts {
  const manager = run.book.get('contact', textValue(said.manager))
  return factsFrom(said, manager ? fullNameOf(manager.values) : '')
}

function factsFrom(values: AnyValues, manager: string): Facts {
  const [siret, phone, callYear] = [values.siret, values.phone, values.callYear].map(textValue)
  const [email, type] = [values.email, values.type].map(textValue)
  return {
    siret: siret ?? '',
    phone: phone ?? '',
    manager: manager.trim(),
    callYear: callYear ?? '',
    email: email ?? '',
    type: type ?? '',
  }
}

const differ = (a: Facts, b: Facts, fact: keyof Facts): boolean =>
  a[fact] !== '' && b[fact] !== '' && !sameText(a[fact], b[fact])

/** How many facts both know and disagree on. */
export const conflicts = (a: Facts, b: Facts): number => TELLING.filter((fact) => differ(a, b, fact)).length

/** Whether it is the same structure beyond doubt. */
export function isSure(a: Facts, b: Facts): boolean {
  if (a.siret !== '' && a.siret === b.siret) return true
  return conflicts(a, b) === 0 && STRONG.some((fact) => a[fact] !== '' && sameText(a[fact], b[fact]))
}

/** What tells a structure from another of the same name: « Théo Müller, 02 48 64 41 71, Hors AAP ». */
export function describe(facts: Facts): string {
  const { fields } = definition('structure')
  const shown = (name: 'phone' | 'callYear' | 'siret'): string => {
    const field = fields[name]
    return field && facts[name] !== '' ? formatField(field, facts[name], () => undefined) : ''
  }
  const call = shown('callYear')
  const said = [facts.manager, shown('phone'), /^\d/.test(call) ? `AAP ${call}` : call, shown('siret')]
  return said.filter((part) => part !== '').join(', ') || 'sans autre précision'
}

/** The same of a record that is here. */
export const detailOf = (run: ImportRun, entry: Entry): string => describe(factsOf(run, entry))

/** Where a structure stands, and what else is said of it there: « Ligne 7 de « Réseau » : Agneaux, Nb PdN : 2 ». */
export function placeOf(run: ImportRun, entry: Entry): string {
  const row = [...run.became].find(([, became]) => became === entry)?.[0]
  const source = row ? lineOf(row) : 'dans ce fichier'
  const origin = entry.before === undefined ? capital(source) : row ? `Déjà là, ${source}` : 'Déjà là'
  const linked = run.book
    .find('promeneur', entry.id)
    .filter((one) => one.before !== undefined && one.values.structureId === entry.id).length
  const here = linked === 0 ? '' : linked === 1 ? '1 promeneur ici' : `${linked} promeneurs ici`
  return sentence(origin, [...whereabouts(run, entry.values), countIn(row), here])
}

/** The same of a line of the file. */
export const placeOfRow = (run: ImportRun, row: RowDraft): string =>
  sentence(describe(factsOfRow(row)), [...whereabouts(run, row.values), countIn(row)])

const lineOf = (row: RowDraft): string => `ligne ${row.line} de «\u00a0${row.sheet}\u00a0»`

const whereabouts = (run: ImportRun, values: AnyValues): readonly string[] => [
  run.context.communes?.nameOf(textValue(values.communeCode)) ?? '',
  textValue(values.address),
]

function countIn(row: RowDraft | undefined): string {
  const count = row?.said.get('pdnCount')
  return count === undefined ? '' : `Nb PdN\u00a0: ${count}`
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function sentence(start: string, parts: readonly string[]): string {
  const said = parts.filter((part) => part !== '')
  return said.length === 0 ? start : `${start}\u00a0: ${said.join(', ')}`
}
