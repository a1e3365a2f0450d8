import { networkAliases, networks } from '../reference/lists'
import { recordOf } from '../records'
import type { Field, Kind } from '../schema/field'
import { fold } from '../schema/fold'

/** The kinds of record that a sheet may hold, in the order they are brought in: what others name comes first. */
export const importKinds = ['structure', 'partner', 'contact', 'promeneur', 'funding'] as const

/** A kind of record that a sheet may hold. */
export type ImportKind = (typeof importKinds)[number]

/** What a column may mean. Ids: a field's name, `structureId.type` (of the structure named), `network.facebook`, … */
export interface Target {
  readonly id: string
  readonly label: string
  /** Headings that mean it, beside its label. */
  readonly headings: readonly string[]
}

/** A column kept as text in « Autres colonnes du fichier ». */
export const OTHER = 'other'
/** A column left out. */
export const IGNORE = 'ignore'

/** Kinds of field that a cell of a sheet can fill. References are named in words, by targets of their own. */
const CELL_KINDS: ReadonlySet<Kind> = new Set<Kind>([
  'text',
  'longText',
  'integer',
  'decimal',
  'money',
  'date',
  'month',
  'slot',
  'flag',
  'choice',
  'choices',
  'range',
  'email',
  'phone',
  'url',
  'commune',
  'siret',
])

const NAMED_REFS: { readonly [kind in ImportKind]: readonly string[] } = {
  structure: [],
  partner: [],
  contact: ['partnerId', 'structureId'],
  promeneur: ['structureId'],
  funding: ['funderId', 'beneficiaryId'],
}

/** What a row about somebody says of the structure it names. */
const STRUCTURE_FACTS = ['type', 'communeCode', 'postalCode', 'qpv'] as const

const target = (id: string, label: string, ...headings: string[]): Target => ({ id, label, headings })

const fullName = target(
  'fullName',
  'Prénom et nom',
  'Nom et prénom',
  'Nom prénom',
  'Prénom nom',
  'Nom complet',
)
const recordId = target('id', 'Identifiant')

const SPECIAL: { readonly [kind in ImportKind]: readonly Target[] } = {
  structure: [
    recordId,
    target(
      'manager',
      'Responsable',
      'Nom du responsable de la structure',
      'Direction',
      'Directeur',
      'Directrice',
      'Référent',
    ),
    target('manager.firstName', 'Prénom du responsable', 'PRENOM_RESP'),
    target('manager.lastName', 'Nom du responsable', 'NOM_RESP'),
    target('manager.email', 'Courriel du responsable', 'MAIL_RESP', 'Mail du responsable'),
    target(
      'pdnCount',
      'Nombre de promeneurs (comparé, jamais enregistré)',
      'Nb PdN',
      'Nombre de PdN',
      'Nb de PdN',
      'Nb de PdN actifs',
      'NB_PDN',
      'Nb promeneurs',
    ),
  ],
  promeneur: [
    recordId,
    { ...fullName, headings: [...fullName.headings, 'Promeneur', 'Promeneur du Net', 'PdN'] },
    target(
      'networks',
      'Réseaux sociaux (plusieurs)',
      'Réseaux sociaux',
      'Réseaux',
      'Présence sur les réseaux',
    ),
  ],
  partner: [recordId],
  contact: [recordId, fullName],
  funding: [recordId, target('paid', 'Versé', 'Montant versé', 'Déjà versé', 'Reçu', 'Montant reçu', 'Payé')],
}

/** Everything that a column of a sheet of this kind may mean, own fields first. */
export function targetsOf(kind: ImportKind): readonly Target[] {
  const def = definition(kind)
  const own = Object.entries(def.fields).flatMap(([name, field]) =>
    CELL_KINDS.has(field.kind) && name !== 'otherColumns' && !field.readOnly
      ? [fieldTarget(name, field)]
      : [],
  )
  const named = NAMED_REFS[kind].flatMap((name) => {
    const field = def.fields[name]
    return field ? [fieldTarget(name, field)] : []
  })
  return [
    ...own,
    ...named,
    ...SPECIAL[kind],
    ...(kind === 'promeneur' ? [...structureFacts(), ...networkTargets()] : []),
  ]
}

/** The definition of a kind that can be imported. */
export function definition(kind: string) {
  const def = recordOf(kind)
  if (!def) throw new Error(`unknown kind: ${kind}`)
  return def
}

const fieldTarget = (id: string, field: Field): Target => target(id, field.label, ...(field.synonyms ?? []))

function structureFacts(): Target[] {
  const { fields } = definition('structure')
  return STRUCTURE_FACTS.flatMap((name) => {
    const field = fields[name]
    if (!field) return []
    const label = `${field.label} (de la structure)`
    return [target(`structureId.${name}`, label, field.label, ...(field.synonyms ?? []))]
  })
}

function networkTargets(): Target[] {
  const aliases: readonly (readonly [string, string])[] = Object.entries(networkAliases)
  return Object.entries(networks)
    .filter(([code]) => code !== 'autre')
    .map(([code, label]) => {
      const others = aliases.filter(([alias, of]) => of === code && alias.length > 1).map(([alias]) => alias)
      return target(`network.${code}`, label, ...others, `Compte ${label}`)
    })
}

/** A heading as it is compared: folded, without what stands in brackets. */
export const headingKey = (text: string): string => fold(text.replace(/\([^)]*\)/g, ' ')) || fold(text)

/** Finds a kind's target by a column's heading. */
export function headingIndex(kind: ImportKind): ReadonlyMap<string, string> {
  const index = new Map<string, string>()
  const targets = targetsOf(kind)
  for (const { id, label } of targets) if (!index.has(headingKey(label))) index.set(headingKey(label), id)
  for (const { id, headings } of targets)
    for (const heading of headings) if (!index.has(headingKey(heading))) index.set(headingKey(heading), id)
  return index
}
