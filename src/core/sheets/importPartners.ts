import { partnerKindOf } from '../reference/partnerKinds'
import { fold } from '../schema/fold'
import { formatField } from '../schema/kinds'
import { isLossy, sameLossyText, sameText } from '../schema/likeness'
import type { AnyValues } from '../schema/record'
import type { Entry } from './importBook'
import { NEW } from './importDoubts'
import { detailOf } from './importFacts'
import { stableId } from './importLinks'
import { writeLine } from './importRepeats'
import type { RowDraft } from './importRow'
import { createFrom, entryById, leaveAside, say, textValue, updateFrom, type ImportRun } from './importRun'
import { definition } from './importTargets'

/** Brings in partners, found again by name or acronym; a name that several have is asked about. */
export function importPartners(run: ImportRun, rows: readonly RowDraft[]): void {
  for (const row of rows) {
    run.onLine()
    const name = textValue(row.values.name)
    const byId = entryById(run, row)
    const found = byId ? [byId] : partnersCalled(run, name)
    const known = found.length > 1 ? which(run, row, name, found, `partner:${row.key}`, ASIDE) : found[0]
    if (known === undefined && found.length > 1)
      leaveAside(run, row, 'Sans réponse à la question posée\u00a0: ligne laissée de côté.')
    else writeLine(run, row, known === NEW ? undefined : known, row.values)
  }
}

/**
 * The partner that a line names by its name or acronym; added, with these values, where there is none. One that several
 * have is asked about once for all the lines that say it, unless `isKnown` tells one of them from a file read before.
 * `'several'`: nobody has answered yet.
 */
export function partnerNamed(
  run: ImportRun,
  row: RowDraft,
  name: string,
  otherwise: string,
  isKnown: (partner: Entry) => boolean,
  values: AnyValues = {},
): Entry | 'several' | undefined {
  const found = partnersCalled(run, name)
  const known = found.filter(isKnown)
  const chosen =
    found.length < 2
      ? found[0]
      : known.length === 1
        ? known[0]
        : which(run, row, name, found, `partner:${fold(name)}`, otherwise)
  if (chosen === undefined && found.length > 1) return 'several'
  if (chosen !== undefined && chosen !== NEW) return updateFrom(run, row, chosen, values)
  const kind = partnerKindOf(name)
  return createFrom(run, row, 'partner', { name, ...(kind ? { kind } : {}), ...values })
}

/** The structure or partner that a line calls « Porteur »; none is added. `current`: the one that is known here. */
export function bearerNamed(run: ImportRun, row: RowDraft, name: string, current: string): Entry | undefined {
  const found = [...run.book.find('structure', fold(name)), ...partnersCalled(run, name)]
  if (found.length < 2) {
    if (!found[0])
      say(
        run,
        row,
        'Ce porteur n’est ni une structure ni un partenaire d’ici\u00a0: le porteur est laissé vide.',
        name,
      )
    return found[0]
  }
  const kept = found.find(({ id }) => id === current)
  if (kept) return kept
  const answer = which(run, row, name, found, `bearer:${fold(name)}`, 'Le porteur est laissé vide.', false)
  if (answer !== undefined && answer !== NEW) return answer
  say(run, row, 'Plusieurs fiches portent ce nom\u00a0: le porteur est laissé vide.', name)
  return undefined
}

/** Those of that name, else those that formerly had it or have it for an acronym; « ? » may stand for a letter. */
function partnersCalled(run: ImportRun, name: string): readonly Entry[] {
  const found = run.book.find('partner', fold(name))
  const byName = found.filter((entry) => sameText(textValue(entry.values.name), name))
  if (found.length > 0 || !isLossy(name)) return byName.length > 0 ? byName : found
  return run.book.entries('partner').filter((entry) => sameLossyText(textValue(entry.values.name), name))
}

const ASIDE = 'La ligne est laissée de côté.'

function which(
  run: ImportRun,
  row: RowDraft,
  name: string,
  entries: readonly Entry[],
  id: string,
  otherwise: string,
  mayBeNew = true,
): Entry | typeof NEW | undefined {
  const answer = run.doubts.ask(
    {
      id,
      question: `«\u00a0${name}\u00a0»\u00a0: ${entries.length} fiches s’appellent ainsi, laquelle est-ce\u00a0?`,
      options: [
        ...entries.map((entry) => ({
          id: stableId(run, entry),
          label: textValue(entry.values.name),
          detail: entry.kind === 'structure' ? detailOf(run, entry) : partnerDetail(run, entry),
        })),
        ...(mayBeNew ? [{ id: NEW, label: 'Aucune, un autre partenaire', detail: 'Il sera ajouté' }] : []),
      ],
      otherwise,
    },
    { key: row.key, text: `ligne ${row.line}` },
  )
  return answer === NEW ? NEW : entries.find((entry) => stableId(run, entry) === answer)
}

/** What tells a partner from another of its name. */
function partnerDetail(run: ImportRun, entry: Entry): string {
  const { fields } = definition('partner')
  const told = ['acronym', 'kind', 'city', 'roles'].map((name) => {
    const field = fields[name]
    return field ? formatField(field, entry.values[name], run.book.nameOf) : ''
  })
  return told.filter((part) => part !== '').join(', ') || 'sans autre précision'
}
