import type { Field, Kind } from './field'
import type { AnyRecordDef } from './record'

/** One line of the data dictionary. */
export interface DictionaryLine {
  readonly record: string
  readonly title: string
  readonly field: string
  readonly label: string
  readonly kind: string
  readonly scope: string
  readonly partition: string
  readonly need: string
  /** Options of a list, records a reference may name. */
  readonly values: string
}

const kindNames: { readonly [K in Kind]: string } = {
  text: 'texte',
  longText: 'texte long',
  richText: 'texte mis en forme',
  integer: 'nombre entier',
  decimal: 'nombre',
  money: 'montant en euros',
  date: 'date',
  month: 'mois',
  slot: 'horaire',
  flag: 'oui ou non',
  choice: 'choix',
  choices: 'plusieurs choix',
  range: 'nombre ou tranche',
  email: 'adresse mail',
  phone: 'téléphone',
  url: 'adresse web',
  commune: 'commune (code INSEE)',
  siret: 'SIRET ou RNA',
  ref: 'fiche',
  refs: 'plusieurs fiches',
  marks: 'une réponse par fiche',
  file: 'fichier',
  rows: 'tableau',
}

function valuesOf(field: Field): string {
  if ('options' in field) {
    const listed = Object.entries(field.options).map(([code, label]) => `${code} = ${label}`)
    return [...listed, ...('open' in field && field.open ? ['ou un texte libre'] : [])].join(' ; ')
  }
  if ('buckets' in field) return field.buckets.join(' ; ')
  if ('to' in field) return typeof field.to === 'string' ? field.to : field.to.join(' ; ')
  return field.kind === 'rows'
    ? Object.entries(field.fields)
        .map(([name, cell]) => `${name} = ${cell.label}`)
        .join(' ; ')
    : ''
}

/** The data dictionary of some records, generated from their definitions, in French. */
export function dictionary(defs: readonly AnyRecordDef[]): readonly DictionaryLine[] {
  return defs.flatMap((def) =>
    Object.entries(def.fields).map(([name, field]) => ({
      record: def.name,
      title: def.title,
      field: name,
      label: field.label,
      kind: kindNames[field.kind],
      scope: field.scope === 'shared' ? 'partagé avec le comité national' : 'privé à la coordination',
      partition: def.partition === 'yearly' ? 'par exercice' : 'permanent',
      need: field.required ? 'obligatoire' : field.expected ? 'attendu' : 'facultatif',
      values: valuesOf(field),
    })),
  )
}
