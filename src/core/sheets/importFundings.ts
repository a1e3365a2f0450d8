import { receivedOf } from '../figures/funding'
import { sameText } from '../schema/likeness'
import { fold } from '../schema/fold'
import { formatField, parseField } from '../schema/kinds'
import { displayName } from '../schema/derive'
import type { AnyValues } from '../schema/record'
import { isEmpty, missingRequired } from '../schema/validate'
import { sayings, type Entry } from './importBook'
import { NEW } from './importDoubts'
import { bearerNamed, partnerNamed } from './importPartners'
import type { RowDraft } from './importRow'
import { createFrom, entryById, leaveAside, say, textValue, updateFrom, type ImportRun } from './importRun'
import { definition } from './importTargets'

/** What tells a grant from the others of its year. */
const keyFacts = ['funderId', 'fund', 'purpose'] as const

/** The answer that a line is the grant it looks like. */
const SAME = 'same'

/** Brings in fundings with their funder and what was paid, found again by year, funder, fund and purpose. */
export function importFundings(run: ImportRun, rows: readonly RowDraft[]): void {
  const spoken = new Set<Entry>()
  for (const row of rows) {
    run.onLine()
    const values: { [field: string]: AnyValues[string] } = { ...row.values }
    const funderName = row.said.get('funderId')
    const byId = entryById(run, row)
    const missing = byId ? [] : missingRequired(definition('funding'), values)
    if (missing.length > 0) {
      // Before its funder is looked for: a line that is left aside brings nobody in.
      leaveAside(run, row, `Ligne laissée de côté. ${missing.map(({ message }) => message).join(' ')}`)
      continue
    }
    const isKnown = ({ id }: Entry): boolean =>
      byId ? byId.values.funderId === id : sameFundings(run, { ...values, funderId: id }).length > 0
    const funder =
      funderName === undefined
        ? undefined
        : partnerNamed(run, row, funderName, 'Ces lignes sont laissées de côté.', isKnown, {
            roles: ['financeur'],
          })
    if (funder === 'several') {
      leaveAside(run, row, 'Sans réponse à la question posée : ligne laissée de côté.')
      continue
    }
    if (funder) values.funderId = funder.id
    const isHere = (entry: Entry): boolean => entry.before !== undefined && !spoken.has(entry)
    const same = byId ? [byId] : sameFundings(run, values)
    const open = same.filter(isHere)
    const agreed = open.filter((entry) => entry.values.requested === values.requested)
    const alike = same.length > 0 ? [] : alikeFundings(run, values).filter(isHere)
    const answer = alike.length > 0 ? askWhether(run, row, alike) : NEW
    if (answer === undefined) {
      leaveAside(run, row, 'Sans réponse à la question posée\u00a0: ligne laissée de côté.')
      continue
    }
    const known =
      open.length === 1 ? open[0] : agreed.length === 1 ? agreed[0] : answer === NEW ? undefined : answer
    const bearerName = row.said.get('beneficiaryId')
    const bearer =
      bearerName === undefined
        ? undefined
        : bearerNamed(run, row, bearerName, textValue(known?.values.beneficiaryId))
    if (bearer) values.beneficiaryId = bearer.id
    if (same.length > 0 && !known) {
      const others = open.length > 0 ? 'que plusieurs financements d’ici' : 'qu’une autre ligne'
      leaveAside(
        run,
        row,
        `Même exercice, même financeur, même dispositif et même objet ${others}\u00a0: ligne laissée de côté.`,
      )
      continue
    }
    const year = typeof values.year === 'number' ? values.year : undefined
    const entry = known ? updateFrom(run, row, known, values) : createFrom(run, row, 'funding', values, year)
    if (!entry) continue
    spoken.add(entry)
    run.became.set(row, entry)
    importPaid(run, row, entry, year)
  }
}

/** The grants of a line's year, funder, fund and purpose; else those that are one with a grant that had them. */
function sameFundings(run: ImportRun, values: AnyValues): readonly Entry[] {
  const isOf = (said: AnyValues): boolean => keyFacts.every((name) => sameFact(said[name], values[name]))
  const ofYear = run.book.find('funding', String(values.year ?? ''))
  const same = ofYear.filter((entry) => isOf(entry.values))
  return same.length > 0 ? same : ofYear.filter((entry) => sayings(entry).some(isOf))
}

/** The grants of a line's year that say nothing else of funder, fund and purpose, though the one or the other leaves one out. */
function alikeFundings(run: ImportRun, values: AnyValues): readonly Entry[] {
  const agrees = (said: AnyValues, name: string): boolean =>
    isEmpty(said[name]) || isEmpty(values[name]) || sameFact(said[name], values[name])
  const isNamed = (said: AnyValues, name: string): boolean =>
    !isEmpty(said[name]) && sameFact(said[name], values[name])
  return run.book
    .find('funding', String(values.year ?? ''))
    .filter(
      ({ values: said }) =>
        keyFacts.every((name) => agrees(said, name)) && keyFacts.some((name) => isNamed(said, name)),
    )
}

/** One question for all the lines that may be one grant of here; of several grants each line asks which. */
function askWhether(run: ImportRun, row: RowDraft, alike: readonly Entry[]): Entry | typeof NEW | undefined {
  const [only] = alike
  const about = (entry: Entry): string => displayName(definition('funding'), entry.values, run.book.nameOf)
  const asked =
    alike.length === 1
      ? {
          id: 'funding-alike',
          question:
            'Ces lignes ne disent pas tout du dossier\u00a0: est-ce un financement qui est déjà là, du même exercice\u00a0?',
          options: [
            { id: SAME, label: 'Oui, le même dossier', detail: 'Il est complété ; ce qu’il dit déjà reste.' },
          ],
        }
      : {
          id: `funding:${row.key}`,
          question: `Ligne ${row.line}\u00a0: est-ce l’un de ces financements, qui sont déjà là\u00a0?`,
          options: alike.map((entry) => ({
            id: entry.id,
            label: `Oui\u00a0: ${about(entry)}`,
            detail: amountsOf(entry),
          })),
        }
  const none = { id: NEW, label: 'Non, un autre dossier', detail: 'Il sera ajouté.' }
  const answer = run.doubts.ask(
    { ...asked, options: [...asked.options, none], otherwise: 'Ces lignes sont laissées de côté.' },
    {
      key: row.key,
      text: only && alike.length === 1 ? `ligne ${row.line}\u00a0: ${about(only)}` : `ligne ${row.line}`,
    },
  )
  if (answer === undefined || answer === NEW) return answer
  return alike.find(({ id }) => id === answer) ?? only
}

/** « Demandé : 20 000,00 €, Accordé : 15 000,00 € ». */
function amountsOf({ values }: Entry): string {
  const { fields } = definition('funding')
  return ['requested', 'granted', 'status']
    .flatMap((name) => {
      const field = fields[name]
      return field && !isEmpty(values[name])
        ? [`${field.label}\u00a0: ${formatField(field, values[name], () => undefined)}`]
        : []
    })
    .join(', ')
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
  const total = payments.reduce((sum, payment) => sum + (receivedOf(payment) ?? 0), 0)
  const [only] = payments
  if (total === paid) return payments.forEach((payment) => payment.sources.push(row))
  if (payments.length === 0) {
    if (paid > 0)
      createFrom(run, row, 'payment', { fundingId: funding.id, kind: 'reprise', receivedAmount: paid }, year)
  } else if (payments.length === 1 && only?.values.kind === 'reprise' && paid > 0)
    updateFrom(run, row, only, { receivedAmount: paid })
  else say(run, row, 'Les versements enregistrés ici font un autre total : ils ne sont pas changés.', text)
}
