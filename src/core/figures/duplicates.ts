import { recordOf, records } from '../records'
import { activityReport } from '../records/activityReport'
import { contradictions } from '../schema/contradictions'
import { displayName } from '../schema/derive'
import { fold } from '../schema/fold'
import { looseName, sameLossyText, sameText } from '../schema/likeness'
import { idsIn, targetsOf } from '../schema/links'
import type { AnyRow, AnyValues } from '../schema/record'
import { sameFacts } from '../schema/uniqueFacts'
import { textOf, type Source } from './source'

/** Two records that are probably one: the older first, which « même fiche » keeps. */
export interface DuplicatePair {
  readonly kind: string
  readonly older: AnyRow
  readonly newer: AnyRow
  /** Why, in words: « même nom et même commune ». */
  readonly reasons: readonly string[]
  /** Nothing that tells them apart: what two imports of one file leave. */
  readonly sure: boolean
}

/** Records that still name one that « même fiche » put in the trash: they came from a colleague who had not seen it. */
export interface StrayReferences {
  readonly kind: string
  readonly ids: readonly [kept: string, dropped: string]
  readonly count: number
}

/** The kinds whose duplicates are looked for. */
export const duplicateKinds = [
  'structure',
  'partner',
  'contact',
  'promeneur',
  'funding',
  'activityReport',
] as const

type DuplicateKind = (typeof duplicateKinds)[number]

/** A bucket larger than this says nothing: it is the mail of a town hall, or an empty name. */
const MAX_BUCKET = 60

/** The pairs of records of a space that are probably one, the sure ones first, without those said to be distinct. */
export function probableDuplicates(source: Source, space: string): readonly DuplicatePair[] {
  const nameOf = namesOf(source)
  return duplicateKinds
    .flatMap((kind) => pairsOfKind(source, space, kind, nameOf))
    .sort(
      (a, b) =>
        Number(b.sure) - Number(a.sure) ||
        (a.older.id < b.older.id ? -1 : a.older.id > b.older.id ? 1 : a.newer.id < b.newer.id ? -1 : 1),
    )
}

/** References to merged records that arrived after the merge, by merged record. */
export function strayReferences(source: Source): readonly StrayReferences[] {
  const found = new Map<string, { kind: string; ids: readonly [string, string]; count: number }>()
  for (const def of records)
    for (const [name, field] of Object.entries(recordOf(def.name)?.fields ?? {})) {
      const kinds = name === 'distinctFrom' || name === 'mergedInto' ? [] : targetsOf(field)
      if (kinds.length === 0) continue
      for (const row of source.list(def.name))
        for (const id of idsIn(row.values[name])) {
          const dropped = kinds.map((kind) => source.get(kind, id)).find((each) => each?.deleted)
          const kept = textOf(dropped?.values.mergedInto)
          if (dropped === undefined || kept === null) continue
          const known = found.get(id) ?? { kind: dropped.kind, ids: [kept, id] as const, count: 0 }
          found.set(id, { ...known, count: known.count + 1 })
        }
    }
  return [...found.values()]
}

type Names = (kind: string, id: unknown) => string

function namesOf(source: Source): Names {
  return (kind, id) => {
    const row = typeof id === 'string' ? source.get(kind, id) : undefined
    const def = recordOf(kind)
    return row && def ? displayName(def, row.values, () => undefined) : ''
  }
}

function pairsOfKind(source: Source, space: string, kind: DuplicateKind, nameOf: Names): DuplicatePair[] {
  const buckets = new Map<string, AnyRow[]>()
  for (const row of source.list(kind)) {
    if (row.space !== space || row.pending || row.deleted) continue
    for (const key of new Set(keysOf(kind, row.values, nameOf)))
      buckets.set(key, [...(buckets.get(key) ?? []), row])
  }
  const seen = new Set<string>()
  const pairs: DuplicatePair[] = []
  for (const rows of buckets.values()) {
    if (rows.length > MAX_BUCKET) continue
    for (const [index, one] of rows.entries())
      for (const other of rows.slice(index + 1)) {
        const [older, newer] = one.id < other.id ? [one, other] : [other, one]
        const key = `${older.id} ${newer.id}`
        if (seen.has(key) || saidDistinct(older, newer)) continue
        seen.add(key)
        const judged = JUDGES[kind](older.values, newer.values, nameOf)
        if (judged) pairs.push({ kind, older, newer, ...judged })
      }
  }
  return pairs
}

/** Whether somebody said of two records that they are two. */
export const saidDistinct = (a: AnyRow, b: AnyRow): boolean =>
  names(a.values.distinctFrom, b.id) || names(b.values.distinctFrom, a.id)

const names = (value: unknown, id: string): boolean => Array.isArray(value) && value.includes(id)

/**
 * What two records that may be one share at least. Where many rightly share it (a year, a common name), a narrower key
 * stands beside: a bucket that grew too large hides nothing that the narrower ones hold.
 */
function keysOf(kind: DuplicateKind, values: AnyValues, nameOf: Names): readonly string[] {
  if (kind === 'activityReport') return [`${String(values.promeneurId)}/${String(values.period)}`]
  const { name, acronym, siret, email, phone, firstName, lastName, year } = values
  const key = (sort: string, value: unknown): string[] =>
    typeof value === 'string' && value !== '' ? [`${sort}:${value}`] : []
  if (kind === 'funding') {
    const given = `${String(year ?? '')}/${fold(nameOf('partner', values.funderId))}`
    const [what, fund] = [purposeKey(values.purpose), fold(textOf(values.fund) ?? '')]
    return [
      `purpose:${given}/${what}`,
      ...(fund === '' ? [] : [`fund:${given}/${fund}`, `both:${given}/${what}/${fund}`]),
    ]
  }
  if (kind === 'structure' || kind === 'partner') {
    const loose = looseName(textOf(name) ?? '')
    return [
      ...key('name', loose),
      ...(loose === '' ? [] : key(`name ${loose}`, values.communeCode)),
      ...key('name', fold(textOf(acronym) ?? '')),
      ...key('siret', siret),
      ...key('email', email),
      ...key('phone', phone),
    ]
  }
  return [
    ...key('email', email),
    ...key('name', looseName(`${textOf(firstName) ?? ''} ${textOf(lastName) ?? ''}`)),
  ]
}

type Judgement = Pick<DuplicatePair, 'reasons' | 'sure'> | null
type Judge = (a: AnyValues, b: AnyValues, nameOf: Names) => Judgement

const JUDGES: { readonly [kind in DuplicateKind]: Judge } = {
  structure(a, b, nameOf) {
    const manager = [nameOf('contact', a.manager), nameOf('contact', b.manager)] as const
    const facts = ['siret', 'phone', 'email', 'callYear', 'type'].filter((name) =>
      differs(a[name], b[name]),
    ).length
    const conflicts = facts + (differs(...manager) ? 1 : 0)
    const name = sameName(textOf(a.name) ?? '', textOf(b.name) ?? '')
    const sameSiret = agrees(a.siret, b.siret)
    if (differs(a.communeCode, b.communeCode) && !sameSiret) return null
    const reasons = [
      ...(name ? [agrees(a.communeCode, b.communeCode) ? `${name} et même commune` : name] : []),
      ...(sameSiret ? ['même SIRET'] : []),
      ...(agrees(a.email, b.email) ? ['même courriel'] : []),
      ...(agrees(a.phone, b.phone) ? ['même téléphone'] : []),
    ]
    const sure = name === 'même nom' && conflicts === 0 && (a.communeCode ?? null) === (b.communeCode ?? null)
    return reasons.length > 0 ? { reasons, sure } : null
  },
  partner(a, b) {
    const [one, other] = [textOf(a.name) ?? '', textOf(b.name) ?? '']
    const name = sameName(one, other)
    const acronym = agrees(a.acronym, b.acronym) || agrees(a.acronym, other) || agrees(one, b.acronym)
    if (!name && !acronym && !agrees(a.email, b.email)) return null
    const reasons = [name ?? (acronym ? 'même sigle' : 'même courriel')]
    return { reasons, sure: name === 'même nom' && !differs(a.kind, b.kind) && !differs(a.city, b.city) }
  },
  contact: (a, b, nameOf) => judgePersons(a, b, nameOf),
  promeneur: (a, b, nameOf) => judgePersons(a, b, nameOf),
  funding(a, b, nameOf) {
    const [one, other] = [nameOf('partner', a.funderId), nameOf('partner', b.funderId)]
    const [what, otherwise] = [purposeKey(a.purpose), purposeKey(b.purpose)]
    // One that leaves its purpose out does not say that it is another one.
    const isOpen = (what === '') !== (otherwise === '')
    if (differs(a.fund, b.fund) || !sameText(one, other) || (what !== otherwise && !isOpen)) return null
    const conflicts = ['requested', 'granted', 'status', 'fileNumber'].some((name) =>
      differs(a[name], b[name]),
    )
    const reason = isOpen
      ? 'même exercice, même financeur et même dispositif'
      : 'même exercice, même financeur, même dispositif et même objet'
    return { reasons: [reason], sure: !conflicts && !isOpen }
  },
  activityReport(a, b) {
    if (!sameFacts(activityReport, a, b)) return null
    const sure = contradictions(activityReport, a, b).length === 0
    return { reasons: ['même promeneur et même période'], sure }
  },
}

/** What a grant is for, whatever its order and its accents. */
function purposeKey(value: unknown): string {
  if (!Array.isArray(value)) return ''
  return value
    .map((item) => fold(String(item)))
    .sort()
    .join('/')
}

/** How alike two names are, in words; undefined when they are not. */
function sameName(a: string, b: string): 'même nom' | 'noms très proches' | undefined {
  if (sameText(a, b)) return 'même nom'
  return sameLossyText(a, b) || looseName(a) === looseName(b) ? 'noms très proches' : undefined
}

/** Homonyms with two mails and two employers are two people. */
function judgePersons(a: AnyValues, b: AnyValues, nameOf: Names): Judgement {
  const fullName = (values: AnyValues): string =>
    `${textOf(values.firstName) ?? ''} ${textOf(values.lastName) ?? ''}`
  const employer = (values: AnyValues): string =>
    nameOf('structure', values.structureId) || nameOf('partner', values.partnerId)
  const name = sameName(fullName(a), fullName(b))
  const sameMail = agrees(a.email, b.email)
  const sameWork = agrees(employer(a), employer(b))
  if (!sameMail && !(name && (sameWork || !differs(a.email, b.email)))) return null
  const reasons = [
    ...(name ? [name] : []),
    ...(sameMail ? ['même courriel'] : []),
    ...(name && sameWork ? ['même structure'] : []),
  ]
  const conflicts =
    differs(a.phone, b.phone) || differs(a.email, b.email) || differs(employer(a), employer(b))
  return {
    reasons,
    sure:
      name !== undefined && !conflicts && (sameMail || (sameWork && (a.email ?? null) === (b.email ?? null))),
  }
}

const isSaid = (value: unknown): value is string | number =>
  (typeof value === 'string' && value !== '') || typeof value === 'number'

const agrees = (a: unknown, b: unknown): boolean =>
  isSaid(a) && isSaid(b) && (a === b || sameText(String(a), String(b)))

const differs = (a: unknown, b: unknown): boolean =>
  isSaid(a) && isSaid(b) && a !== b && !sameText(String(a), String(b))
