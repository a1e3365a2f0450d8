import { formatField } from '../schema/kinds'
import { looseName, sameLossyText, sameText } from '../schema/likeness'
import { fold } from '../schema/fold'
import type { FieldValue } from '../schema/record'
import { sayings, type Entry } from './importBook'
import { NEW } from './importDoubts'
import type { RowDraft } from './importRow'
import { createFrom, say, textValue, updateFrom, type ImportRun } from './importRun'
import { detailOf, placeOf } from './importFacts'
import { completeType } from './importStructures'
import { definition } from './importTargets'

/**
 * The structure that a line names. One candidate is linked, none is added, several are asked about once for all the
 * lines that say the same; unanswered, the link stays as it is, and that is said.
 */
export function structureNamed(
  run: ImportRun,
  row: RowDraft,
  name: string,
  who: string,
  current?: Entry,
): Entry | undefined {
  const candidates = candidatesFor(run, row, name)
  const [only] = candidates
  if (candidates.length === 0) return askLoose(run, row, name, who)
  if (candidates.length === 1) return only
  const kept = candidates.find((entry) => entry === current)
  if (kept && candidates.every((entry) => entry.before !== undefined)) return kept
  const answer = run.doubts.ask(
    {
      id: `which:${fold(name)}/${textValue(row.facts.communeCode)}`,
      question: `« ${name} » : laquelle des ${candidates.length === 2 ? 'deux' : String(candidates.length)} ?`,
      options: candidates.map((entry) => ({
        id: stableId(run, entry),
        label: detailOf(run, entry),
        detail: placeOf(run, entry),
      })),
      otherwise: 'La structure est laissée vide.',
    },
    { key: row.key, text: who },
  )
  const chosen = candidates.find((entry) => stableId(run, entry) === answer)
  if (!chosen && !kept)
    say(
      run,
      row,
      `${candidates.length} structures portent ce nom : sans réponse, la structure est laissée vide.`,
      name,
    )
  return chosen ?? kept
}

/** A record planned by this file is named by its line: its id changes each time the file is planned. */
export function stableId(run: ImportRun, entry: Entry): string {
  if (entry.before !== undefined) return entry.id
  for (const [row, became] of run.became) if (became === entry) return row.key
  return entry.id
}

function candidatesFor(run: ImportRun, row: RowDraft, name: string): readonly Entry[] {
  const exact = run.book.find('structure', fold(name))
  const found =
    exact.length > 0 || !name.includes('?')
      ? exact
      : run.book
          .entries('structure')
          .filter((entry) => sayings(entry).some((said) => sameLossyText(textValue(said.name), name)))
  const agree = (fact: string) => (entry: Entry) =>
    sayings(entry).some((said) => {
      const [told, held] = [row.facts[fact], said[fact]]
      return told === undefined || held === undefined || held === null || told === held
    })
  const near = found.filter(agree('communeCode'))
  const ofType = near.filter(agree('type'))
  return ofType.length > 0 ? ofType : near
}

/** No structure of that name: perhaps one that is written a little otherwise, else a new one. */
function askLoose(run: ImportRun, row: RowDraft, name: string, who: string): Entry | undefined {
  const loose = looseName(name)
  const alike = run.book
    .entries('structure')
    .filter(
      (entry) =>
        looseName(textValue(entry.values.name)) === loose && !sameText(textValue(entry.values.name), name),
    )
  if (alike.length === 0) return newStructure(run, row, name)
  const answer = run.doubts.ask(
    {
      id: `loose:${fold(name)}`,
      question: `« ${name} » : est-ce une structure qui est déjà là ?`,
      options: [
        ...alike.map((entry) => ({
          id: stableId(run, entry),
          label: `Oui : ${textValue(entry.values.name)}`,
          detail: `${detailOf(run, entry)}. ${placeOf(run, entry)}`,
        })),
        { id: NEW, label: 'Non, une autre structure', detail: 'Elle sera ajoutée' },
      ],
      otherwise: 'La structure est laissée vide.',
    },
    { key: row.key, text: who },
  )
  if (answer === NEW) return newStructure(run, row, name)
  const chosen = alike.find((entry) => stableId(run, entry) === answer)
  if (!chosen)
    say(run, row, 'Une structure porte presque ce nom : sans réponse, la structure est laissée vide.', name)
  return chosen
}

function newStructure(run: ImportRun, row: RowDraft, name: string): Entry | undefined {
  completeType(run, row.facts)
  return createFrom(run, row, 'structure', { name, ...row.facts })
}

/** What a line about somebody says of the structure fills what is empty there; what differs is said, never changed. */
export function completeStructure(run: ImportRun, row: RowDraft, structure: Entry): void {
  completeType(run, row.facts)
  const fills: { [field: string]: FieldValue } = {}
  for (const [name, value] of Object.entries(row.facts)) {
    const held = structure.values[name]
    if (held === undefined || held === null || held === '') fills[name] = value
    else if (name !== 'localType' && !isSame(held, value)) {
      const field = definition('structure').fields[name]
      const told = (what: FieldValue): string =>
        field ? formatField(field, what, run.book.nameOf) : textValue(what)
      run.problems.push({
        sheet: row.sheet,
        line: row.line,
        heading: field?.label ?? name,
        text: told(value),
        message: `La fiche de la structure «\u00a0${textValue(structure.values.name)}\u00a0» dit «\u00a0${told(held)}\u00a0»\u00a0: elle n’est pas changée.`,
      })
    }
  }
  if (Object.keys(fills).length > 0) updateFrom(run, row, structure, fills)
}

const isSame = (a: FieldValue, b: FieldValue): boolean =>
  a === b || (typeof a === 'string' && typeof b === 'string' && sameLossyText(a, b))
