import { fundingBalances, totalBalance } from '../../../core/figures/funding'
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
  const left = balances.length - counted.length
  return (
    <section className={classes.totals} aria-label="Totaux par exercice">
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
          {byYear.slice(0, years).map((year) => {
            const total = totalBalance(counted.filter(({ funding }) => (funding.values.year ?? 0) === year))
            return (
              <tr key={year}>
                <th scope="row">{year === 0 ? 'sans exercice' : year}</th>
                <td>{total.count}</td>
                <td>{euros(total.requested)}</td>
                <td>{euros(total.granted)}</td>
                <td>{euros(total.paid)}</td>
                <td>{euros(total.remaining)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {left === 0 ? null : (
        <p>{`${left} ${left > 1 ? 'dossiers en préparation, refusés ou annulés n’y comptent' : 'dossier en préparation, refusé ou annulé n’y compte'} pas.`}</p>
      )}
    </section>
  )
}

/** Unknown is said, never 0. */
const euros = (cents: number | null): string => (cents === null ? '–' : formatCents(cents))
