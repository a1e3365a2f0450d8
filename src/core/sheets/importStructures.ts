import { structure as structureDef } from '../records/structure'
import { sameText } from '../schema/likeness'
import { fold } from '../schema/fold'
import type { AnyValues } from '../schema/record'
import { isEmpty } from '../schema/validate'
import { sayings, type Entry } from './importBook'
import { NEW } from './importDoubts'
import {
  conflicts,
  describe,
  detailOf,
  factsOf,
  factsOfRow,
  fullNameOf,
  isSure,
  managerOf,
  placeOfRow,
  type Facts,
} from './importFacts'
import { writeLine } from './importRepeats'
import type { RowDraft } from './importRow'
import { createFrom, entryById, leaveAside, say, textValue, updateFrom, type ImportRun } from './importRun'

/** Brings in the structures: each line finds its record by name, commune and facts, is asked about, or is new. */
export function importStructures(run: ImportRun, rows: readonly RowDraft[]): void {
  for (const row of rows) completeType(run, row.values)
  const groups = new Map<string, RowDraft[]>()
  for (const row of rows) {
    run.onLine()
    const known = entryById(run, row)
    if (known) {
      settle(run, row, known)
      continue
    }
    const key = `${fold(textValue(row.values.name))}/${textValue(row.values.communeCode)}`
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  for (const group of groups.values()) matchGroup(run, group)
}

/** A type that the national list does not know may be one of the département's own. */
export function completeType(run: ImportRun, values: { [field: string]: unknown }): void {
  if (values.type !== undefined || typeof values.localType !== 'string') return
  const local = run.book
    .entries('localType')
    .find((entry) => sameText(textValue(entry.values.label), textValue(values.localType)))
  if (local?.values.type) values.type = local.values.type
}

/** The same structure written twice in the file is brought in once: the other lines complete what it became. */
function matchGroup(run: ImportRun, group: readonly RowDraft[]): void {
  const { rows, repeats } = withoutRepeats(group)
  matchRows(run, rows)
  for (const [row, twin] of repeats) {
    const entry = run.became.get(twin)
    if (entry) settle(run, row, entry)
    else leaveAside(run, row, `Même structure que la ligne ${twin.line}\u00a0: ligne laissée de côté.`)
  }
}

function matchRows(run: ImportRun, rows: readonly RowDraft[]): void {
  const first = rows[0]
  if (!first) return
  sayTwins(run, rows)
  const name = fold(textValue(first.values.name))
  const commune = textValue(first.values.communeCode)
  const left = new Set(candidatesFor(run, name, commune))
  const open = rows.filter((row) => {
    const [first, ...others] = [...left].filter(({ facts }) => isSure(factsOfRow(row), facts))
    if (!first || others.some(({ entry }) => entry !== first.entry)) return true
    left.delete(first)
    settle(run, row, first.entry)
    return false
  })
  const entries = [...new Set([...left].map(({ entry }) => entry))]
  const [row, entry] = [open[0], entries[0]]
  if (open.length === 1 && entries.length === 1 && row && entry) {
    const differing = Math.min(...[...left].map(({ facts }) => conflicts(factsOfRow(row), facts)))
    if (differing < (rows.length === 1 ? 2 : 1)) settle(run, row, entry)
    else askByRow(run, row, [entry])
  } else if (open.length > left.size && left.size > 0) askByEntry(run, open, entries)
  else
    for (const each of open)
      if (left.size > 0) askByRow(run, each, entries)
      else settle(run, each, undefined)
}

/** A structure that is here, by what it says or by what one said that is one with it now: each may have a line. */
interface Candidate {
  readonly entry: Entry
  readonly facts: Facts
}

function candidatesFor(run: ImportRun, name: string, commune: string): readonly Candidate[] {
  const already = new Set([...run.became.values()])
  return run.book.find('structure', name).flatMap((entry) =>
    sayings(entry).flatMap((said) => {
      const other = textValue(said.communeCode)
      const isTaken = said === entry.values && already.has(entry)
      const isHere = commune === '' || other === '' || other === commune
      if (entry.before === undefined || isTaken || !isHere || fold(textValue(said.name)) !== name) return []
      return [{ entry, facts: factsOf(run, entry, said) }]
    }),
  )
}

/** The lines of a group, those that are one with an earlier line apart. */
function withoutRepeats(group: readonly RowDraft[]) {
  const rows: RowDraft[] = []
  const repeats: [row: RowDraft, twin: RowDraft][] = []
  for (const row of group) {
    const twin = rows.find((other) => conflicts(factsOfRow(row), factsOfRow(other)) === 0)
    if (twin) repeats.push([row, twin])
    else rows.push(row)
  }
  return { rows, repeats }
}

/** Two lines that share name and commune but not their facts stay two structures; the coordinator is told. */
function sayTwins(run: ImportRun, rows: readonly RowDraft[]): void {
  const [first, ...others] = rows
  if (first?.values.communeCode === undefined) return
  for (const row of others)
    say(
      run,
      row,
      `Même nom et même commune que la ligne ${first.line}, mais d’autres précisions : les deux sont gardées, en doublons probables.`,
    )
}

function askByRow(run: ImportRun, row: RowDraft, entries: readonly Entry[]): void {
  const name = textValue(row.values.name)
  const answer = run.doubts.ask(
    {
      id: `structure:${row.key}`,
      question: `« ${name} » (ligne ${row.line}) : est-ce une structure qui est déjà là ?`,
      options: [
        ...entries.map((entry) => ({ id: entry.id, label: `Oui : ${name}`, detail: detailOf(run, entry) })),
        {
          id: NEW,
          label: 'Non, une autre structure',
          detail: `${describe(factsOfRow(row))} : elle sera ajoutée`,
        },
      ],
      otherwise: 'La ligne est laissée de côté.',
    },
    { key: row.key, text: `ligne ${row.line}` },
  )
  if (answer === undefined) leaveAside(run, row, 'Sans réponse à la question posée : ligne laissée de côté.')
  else
    settle(
      run,
      row,
      entries.find((entry) => entry.id === answer),
    )
}

/** More lines than records of that name: for each record, which line is it? */
function askByEntry(run: ImportRun, rows: readonly RowDraft[], entries: readonly Entry[]): void {
  const open = new Set(rows)
  let answered = true
  for (const entry of entries) {
    const name = textValue(entry.values.name)
    const answer = run.doubts.ask(
      {
        id: `structure-is:${entry.id}`,
        question: `« ${name} » est déjà là, et ${rows.length} lignes du fichier portent ce nom : laquelle est-ce ?`,
        options: [
          ...rows.map((row) => ({
            id: row.key,
            label: `Ligne ${row.line}`,
            detail: placeOfRow(run, row),
          })),
          { id: NEW, label: 'Aucune des lignes', detail: `Déjà là : ${detailOf(run, entry)}` },
        ],
        otherwise: 'Ces lignes sont laissées de côté.',
      },
      { key: entry.id, text: name },
    )
    const row = [...open].find((each) => each.key === answer)
    if (row) {
      settle(run, row, entry)
      open.delete(row)
    } else if (answer !== NEW) answered = false
  }
  for (const row of open)
    if (answered) settle(run, row, undefined)
    else leaveAside(run, row, 'Sans réponse à la question posée : ligne laissée de côté.')
}

function settle(run: ImportRun, row: RowDraft, known: Entry | undefined): void {
  const entry = writeLine(run, row, known, ownValues(run, row, known))
  if (entry) importManager(run, row, entry)
}

/** Our own sheet shows the manager's telephone where a structure has none: brought back it stays the manager's. */
function ownValues(run: ImportRun, row: RowDraft, known: Entry | undefined): AnyValues {
  const manager = run.book.get('contact', textValue(known?.values.manager))
  const { phone, ...others } = row.values
  const isManagers = row.said.has('id') && phone === manager?.values.phone && isEmpty(known?.values.phone)
  return isManagers ? others : row.values
}

/** « Responsable » is a person: a contact of the structure, found again by name. */
function importManager(run: ImportRun, row: RowDraft, structure: Entry): void {
  const name = managerOf(row)
  if (!name) return
  const whole = row.said.get('manager') ?? ''
  if (/\s(?:et|&)\s|\//i.test(whole))
    say(run, row, 'Deux responsables, semble-t-il\u00a0: une seule fiche de contact, à corriger.', whole)
  const email = textValue(row.said.get('manager.email')).toLowerCase()
  // Our own sheet shows the structure's mail where the manager has none.
  const isStructures = row.said.has('id') && email === structure.values.email
  const values = {
    ...name,
    structureId: structure.id,
    ...(email.includes('@') && !isStructures ? { email } : {}),
  }
  const current = run.book.get('contact', textValue(structure.values.manager))
  const same = [
    current,
    ...run.book.entries('contact').filter((contact) => contact.values.structureId === structure.id),
  ].find(
    (contact) =>
      contact &&
      sayings(contact).some((said) => sameText(fullNameOf(said), `${name.firstName} ${name.lastName}`)),
  )
  const contact = same
    ? updateFrom(run, row, same, values)
    : createFrom(run, row, 'contact', { ...values, ...structureDef.fields.manager.makes })
  if (!contact || structure.values.manager === contact.id) return
  const isOfEarlier = [...run.became].some(
    ([other, entry]) => other !== row && entry === structure && managerOf(other) !== undefined,
  )
  // Of two lines of one structure the one that agrees with what is here is followed, else the first.
  if (isOfEarlier && structure.before?.manager !== contact.id)
    say(run, row, 'Non repris\u00a0: une autre ligne donne un autre responsable.', fullNameOf(contact.values))
  else updateFrom(run, row, structure, { manager: contact.id })
}

/** Compares « Nb PdN » with the promeneurs linked; it is said, never stored. */
export function compareCounts(run: ImportRun, rows: readonly RowDraft[]): void {
  for (const row of rows) {
    const written = Number(row.said.get('pdnCount') ?? NaN)
    const entry = run.became.get(row)
    if (!Number.isInteger(written) || !entry) continue
    const linked = run.book
      .find('promeneur', entry.id)
      .filter((promeneur) => promeneur.values.structureId === entry.id)
    const active = linked.filter((promeneur) => promeneur.values.status === 'actif').length
    if (written === linked.length || written === active) continue
    const here = linked.length === 0 ? 'aucun ici' : `${linked.length} ici, dont ${active} en activité`
    say(
      run,
      row,
      `Nombre de promeneurs : ${written} d’après le fichier, ${here}. Il est compté, jamais enregistré.`,
      String(written),
    )
  }
}
