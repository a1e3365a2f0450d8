import { type FundingBalance, fundingBalances, totalBalance } from '../../../core/figures/funding'
import { formatCents } from '../../../core/schema/kinds/numbers'
import { useWorkspace } from '../../data/hooks'
import { useSource } from '../../data/useSource'
import classes from './Funding.module.css'

/** The years worth a line above the table; older ones are in the report. */
const years = 3

/** Totals by financial year, of the files that count: not in preparation, refused or cancelled. */
export function FundingTotals() {
  const { identity } = useWorkspace()
  const source = useSource()
  const balances = fundingBalances(source, identity.space === 'national' ? undefined : identity.space)
  const counted = balances.filter((balance) => balance.counted)
  const byYear = [...new Set(counted.map(({ funding }) => funding.values.year ?? 0))].sort((a, b) => b - a)
  if (byYear.length === 0) return null
  const left = balances.filter((balance) => !balance.counted)
  const lines = [
    ...byYear.slice(0, years).map((year) => ({
      title: year === 0 ? 'sans exercice' : String(year),
      total: totalBalance(counted.filter(({ funding }) => (funding.values.year ?? 0) === year)),
    })),
    ...(byYear.length > 1 ? [{ title: sumTitle(byYear.length), total: totalBalance(counted) }] : []),
  ]
  return (
    <section className={classes.totals} aria-label="Totaux par exercice">
      {/* Scrolls aside in a narrow window, by keys too. */}
      <div className={classes.years} role="group" aria-label="Montants par exercice" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Exercice</th>
              <th scope="col">Dossiers</th>
              <th scope="col">Demandé</th>
              <th scope="col">Accordé</th>
              <th scope="col">Versé</th>
              <th scope="col">Reste à verser</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ title, total }) => (
              <tr key={title}>
                <th scope="row">{title}</th>
                <td>{total.count}</td>
                <td>{euros(total.requested)}</td>
                <td>{euros(total.granted)}</td>
                <td>{euros(total.paid)}</td>
                <td>{euros(total.remaining)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {left.length === 0 ? null : <p>{leftWords(left, balances)}</p>}
    </section>
  )
}

const sumTitle = (count: number): string => (count > years ? `Total des ${count} exercices` : 'Total')

/** Why the table below, which adds up all its lines, says more. */
function leftWords(left: readonly FundingBalance[], all: readonly FundingBalance[]): string {
  const requested = totalBalance(left).requested
  const files =
    left.length === 1
      ? 'Un dossier en préparation, refusé ou annulé n’y compte pas'
      : `${left.length} dossiers en préparation, refusés ou annulés n’y comptent pas`
  if (requested === null || requested === 0) return `${files}.`
  return `${files}\u00a0: ${euros(requested)} demandés. Le tableau ci-dessous totalise toutes ses lignes\u00a0; en entier, ${euros(totalBalance(all).requested)} demandés.`
}

/** Unknown is said, never 0. */
const euros = (cents: number | null): string => (cents === null ? '–' : formatCents(cents))
