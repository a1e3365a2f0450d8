import { sameText } from '../schema/likeness'
import { fold } from '../schema/fold'
import { parseField } from '../schema/kinds'
import type { AnyValues } from '../schema/record'
import { sayings, type Entry } from './importBook'
import { partnerNamed } from './importLinks'
import { writeLine } from './importRepeats'
import type { RowDraft } from './importRow'
import { createFrom, entryById, leaveAside, say, textValue, updateFrom, type ImportRun } from './importRun'
import { definition } from './importTargets'

/** Brings in partners, found again by name. */
export function importPartners(run: ImportRun, rows: readonly RowDraft[]): void {
  for (const row of rows) {
    run.onLine()
    const name = textValue(row.values.name)
    const known = entryById(run, row) ?? (name === '' ? undefined : run.book.find('partner', fold(name))[0])
    writeLine(run, row, known, row.values)
  }
}

/** Brings in fundings with their funder and what was paid, found again by year, funder, fund and purpose. */
export function importFundings(run: ImportRun, rows: readonly RowDraft[]): void {
  for (const row of rows) {
    run.onLine()
    const values: { [field: string]: AnyValues[string] } = { ...row.values }
    const funderName = row.said.get('funderId')
    const funder =
      funderName === undefined ? undefined : partnerNamed(run, row, funderName, { roles: ['financeur'] })
    if (funder) values.funderId = funder.id
    const bearer = bearerNamed(run, row)
    if (bearer) values.beneficiaryId = bearer.id
    const known = entryById(run, row) ?? findFunding(run, values)
    if (known && known.before === undefined) {
      leaveAside(
        run,
        row,
        'Même exercice, même financeur, même dispositif et même objet qu’une autre ligne : ligne laissée de côté.',
      )
      continue
    }
    const year = typeof values.year === 'number' ? values.year : undefined
    const entry = known ? updateFrom(run, row, known, values) : createFrom(run, row, 'funding', values, year)
    if (!entry) continue
    run.became.set(row, entry)
    importPaid(run, row, entry, year)
  }
}

function findFunding(run: ImportRun, values: AnyValues): Entry | undefined {
  const isOf = (said: AnyValues): boolean =>
    ['funderId', 'fund', 'purpose'].every((name) => sameFact(said[name], values[name]))
  const ofYear = run.book.find('funding', String(values.year ?? ''))
  return ofYear.find((entry) => isOf(entry.values)) ?? ofYear.find((entry) => sayings(entry).some(isOf))
}

function sameFact(a: unknown, b: unknown): boolean {
  const text = (value: unknown): string =>
    Array.isArray(value)
      ? value
          .map((item) => fold(String(item)))
          .sort()
          .join('/')
      : textValue(value)
  return text(a) === text(b) || sameText(text(a), text(b))
}

function bearerNamed(run: ImportRun, row: RowDraft): Entry | undefined {
  const name = row.said.get('beneficiaryId')
  if (name === undefined) return undefined
  const found = [...run.book.find('structure', fold(name)), ...run.book.find('partner', fold(name))]
  if (found.length === 1) return found[0]
  const why =
    found.length === 0
      ? 'Ce porteur n’est ni une structure ni un partenaire d’ici'
      : 'Plusieurs fiches portent ce nom'
  say(run, row, `${why} : le porteur est laissé vide.`, name)
  return undefined
}

/**
 * « Versé » above 0 is one payment « reprise » without a date. Payments that are already here are truer than a total:
 * they are compared, and only a « reprise » that stands alone follows the file.
 */
function importPaid(run: ImportRun, row: RowDraft, funding: Entry, year: number | undefined): void {
  const text = row.said.get('paid')
  const field = definition('payment').fields.receivedAmount
  if (text === undefined || !field) return
  const read = parseField(field, text, run.context)
  if (!read.ok) {
    say(run, row, read.error, text)
    return
  }
  const paid = typeof read.value === 'number' ? read.value : 0
  const payments = run.book.find('payment', funding.id)
  const total = payments.reduce((sum, payment) => sum + Number(payment.values.receivedAmount ?? 0), 0)
  const [only] = payments
  if (total === paid) return payments.forEach((payment) => payment.sources.push(row))
  if (payments.length === 0) {
    if (paid > 0)
      createFrom(run, row, 'payment', { fundingId: funding.id, kind: 'reprise', receivedAmount: paid }, year)
  } else if (payments.length === 1 && only?.values.kind === 'reprise' && paid > 0)
    updateFrom(run, row, only, { receivedAmount: paid })
  else say(run, row, 'Les versements enregistrés ici font un autre total : ils ne sont pas changés.', text)
}
