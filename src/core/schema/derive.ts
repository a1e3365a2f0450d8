import type { Field, Scope } from './field'
import { compareField, formatField, kinds, sheetFormat } from './kinds'
import { fold } from './fold'
import type { AnyRecordDef, AnyRow, AnyValues } from './record'
import type { NameOf, Widget } from './traits'
import { isEmpty } from './validate'

/** A field as a form shows it. */
export interface FormField {
  readonly name: string
  readonly field: Field
  readonly widget: Widget
}

/** A titled part of a form. */
export interface FormSection {
  readonly title: string
  readonly fields: readonly FormField[]
}

/** The form of a record: its sections in order, those without a field left out. */
export function formSections(def: AnyRecordDef): readonly FormSection[] {
  const fields = Object.entries(def.fields)
  return def.sections
    .map((title) => ({
      title,
      fields: fields
        .filter(([, field]) => (field.section ?? def.sections[0]) === title)
        .map(([name, field]) => ({ name, field, widget: kinds[field.kind].widget })),
    }))
    .filter((section) => section.fields.length > 0)
}

/** A column as tables show it. */
export interface Column {
  readonly name: string
  readonly label: string
  readonly field: Field
  /** In characters. */
  readonly width: number
  readonly shown: boolean
  text(row: AnyRow, nameOf: NameOf): string
  compare(a: AnyRow, b: AnyRow, nameOf: NameOf): number
}

/** One column of a record's table. */
export function columnOf(name: string, field: Field): Column {
  return {
    name,
    label: field.label,
    field,
    width: sheetFormat(field).width,
    shown: field.column === 'shown',
    text: (row, nameOf) => formatField(field, row.values[name], nameOf),
    compare: (a, b, nameOf) => compareField(field, a.values[name], b.values[name], nameOf),
  }
}

/** The columns that a table can show, in the order of the record. */
export function tableColumns(def: AnyRecordDef): readonly Column[] {
  return Object.entries(def.fields).flatMap(([name, field]) =>
    field.column === 'never' ? [] : [columnOf(name, field)],
  )
}

function isExpected(field: Field, values: AnyValues): boolean {
  const { expectedWhen: when } = field
  if (!field.expected || !when) return field.expected ?? false
  if ('missing' in when) return isEmpty(values[when.missing])
  const value = values[when.field]
  return typeof value === 'string' && when.is.includes(value)
}

/** Names of the fields that are « à compléter »: empty, and needed to save or expected as things stand. */
export function toComplete(def: AnyRecordDef, values: AnyValues): readonly string[] {
  return Object.entries(def.fields).flatMap(([name, field]) =>
    (field.required || isExpected(field, values)) && isEmpty(values[name]) ? [name] : [],
  )
}

/** The kind of a record in the singular, without its article: « structure », from « une structure ». */
export const kindNoun = ({ one }: Pick<AnyRecordDef, 'one'>): string => one.replace(/^une? /, '')

/** The columns that tell two records of one name apart: those that tables show, the name's own left out. */
export function tellingColumns(def: AnyRecordDef): readonly Column[] {
  return tableColumns(def).filter(({ name, shown }) => shown && !def.naming.includes(name))
}

/** How a record is called in lists, references and the palette: « Inès Mauger », « 2026 · FPT axe 3 · Caf ». */
export function displayName(def: AnyRecordDef, values: AnyValues, nameOf: NameOf): string {
  const parts = def.naming.flatMap((name) => {
    const field = def.fields[name]
    const text = field ? formatField(field, values[name], nameOf) : ''
    return field && text !== '' ? [{ field, text }] : []
  })
  // What a later fact begins with is not said twice: « Copil » before « Copil n° 3 », « MSA » before « MSA (Manche) ».
  const said = parts.filter(
    ({ text }, index) => !parts.slice(index + 1).some((later) => later.text.startsWith(`${text} `)),
  )
  // First name and surname are one fact; a date, a kind and a title are three.
  const joined = said.map(({ field, text }, index) => {
    const before = said[index - 1]
    return before ? `${isProperName(before.field) && isProperName(field) ? ' ' : ' · '}${text}` : text
  })
  return joined.join('') || `(${def.one} sans nom)`
}

const isProperName = (field: Field): boolean => field.kind === 'text' && field.properName === true

/** Every word by which a record can be found, folded. */
export function searchText(def: AnyRecordDef, row: AnyRow, nameOf: NameOf): string {
  const words: string[] = []
  for (const [name, value] of Object.entries(row.values)) {
    const field = Object.hasOwn(def.fields, name) ? def.fields[name] : undefined
    if (!field || value === null || value === undefined) continue
    if (field.kind === 'file' || field.kind === 'rows' || field.column === 'never') continue
    if (field.kind === 'marks') {
      for (const id of Object.keys(value)) words.push(nameOf(id) ?? '')
      continue
    }
    const text = formatField(field, value, nameOf)
    words.push(text)
    // « D’Aubigny » is looked for as « daubigny » too.
    if (/\p{L}['’]\p{L}/u.test(text)) words.push(text.replace(/['’]/g, ''))
    // A number is found as it is typed, without its spaces, and a phone as it is stored.
    if (field.kind === 'phone' || typeof value === 'number')
      words.push(String(value), text.replace(/\s/g, ''))
  }
  return fold(words.join(' '))
}

/** The scope of the room where a record exists and is trashed: the shared one if any field is shared. */
export function homeScope(def: AnyRecordDef): Scope {
  return Object.values(def.fields).some((field) => field.scope === 'shared') ? 'shared' : 'private'
}

/** Names of the fields of one scope. */
export function fieldsOf(def: AnyRecordDef, scope: Scope): readonly string[] {
  return Object.entries(def.fields).flatMap(([name, field]) => (field.scope === scope ? [name] : []))
}
