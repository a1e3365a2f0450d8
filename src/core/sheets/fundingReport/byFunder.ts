import { type FundingTotals, totalBalance } from '../../figures/funding'
import { grouped, sumOf } from '../../figures/source'
import { type Column, firstRow, type Formula, type Heading, type Line, type Sheet } from '../sheet'
import type { LedgerLine } from './ledger'

const columns: readonly Column[] = [
  { key: 'year', label: 'Exercice', type: 'year', names: true },
  { key: 'funder', label: 'Financeur', type: 'text', width: 34, names: true },
  { key: 'count', label: 'Nb de dossiers', type: 'integer', total: 'sum' },
  { key: 'requested', label: 'Demandé', type: 'money', total: 'sum' },
  { key: 'granted', label: 'Accordé', type: 'money', total: 'sum' },
  { key: 'paid', label: 'Versé', type: 'money', total: 'sum', negative: 'red' },
  { key: 'remaining', label: 'Reste à verser', type: 'money', total: 'sum', negative: 'red' },
  { key: 'share', label: 'Part du financeur', type: 'rate', width: 12 },
  { key: 'funderKey', label: 'N° du financeur', type: 'text', hidden: true },
]

const ofYear = '[Financements.year],[year],[Financements.counted],"Oui"'
const ofFunder = `${ofYear},[Financements.funderKey],[funderKey]`
const yearGranted = `SUMIFS([Financements.granted],${ofYear})`

/** A sum that stays empty while none of its amounts is known. */
const sumKnown = (sum: string, known: string): string =>
  `IF(COUNTIFS(${ofFunder},[Financements.${known}],"<>")=0,"",SUMIFS([Financements.${sum}],${ofFunder}))`

/** Counted grants by year and funder, with a subtotal per year; the grand total stands above the header. */
export function byFunderSheet(heading: Heading, ledger: readonly LedgerLine[]): Sheet {
  const counted = ledger.filter((line) => line.balance.counted && line.year !== null)
  const lines: Line[] = []
  for (const ofOneYear of grouped(counted, (line) => String(line.year)).values()) {
    const yearTotal = sumOf(ofOneYear.map((line) => line.balance.granted))
    const start = firstRow + lines.length
    const funders = [...grouped(ofOneYear, (line) => line.funderKey).values()]
    const totals = funders.map((found) => totalBalance(found.map((line) => line.balance)))
    funders.forEach((found, index) => {
      const [first] = found
      const sums = totals[index]
      if (first && sums) lines.push(funderLine(first, sums, yearTotal))
    })
    lines.push(yearLine(ofOneYear[0]?.year ?? null, totals, yearTotal, start))
  }
  return {
    name: 'Par exercice et financeur',
    heading,
    columns,
    lines,
    omitted: [],
    empty: 'Aucun financement compté.',
  }
}

function funderLine(first: LedgerLine, totals: FundingTotals, yearTotal: number | null): Line {
  const { count, requested, granted, paid, remaining } = totals
  return {
    cells: [
      first.year,
      first.funder ?? 'Financeur non renseigné',
      { formula: `COUNTIFS(${ofFunder})`, value: count },
      { formula: sumKnown('requested', 'requested'), value: requested },
      { formula: sumKnown('granted', 'granted'), value: granted },
      { formula: `SUMIFS([Financements.paid],${ofFunder})`, value: paid },
      { formula: sumKnown('remaining', 'granted'), value: remaining },
      {
        formula: `IF(N([granted])=0,"",[granted]/${yearGranted})`,
        value: granted && yearTotal ? granted / yearTotal : null,
      },
      first.funderKey,
    ],
  }
}

/** The subtotal of a year: a total of nothing known is 0 here, as `SUBTOTAL` gives it. */
function yearLine(
  year: number | null,
  totals: readonly FundingTotals[],
  yearTotal: number | null,
  start: number,
): Line {
  const rows = `${start}:${start + totals.length - 1}`
  const sum = (key: 'count' | 'requested' | 'granted' | 'paid' | 'remaining'): Formula => ({
    formula: `SUBTOTAL(109,[${key}:${rows}])`,
    value: sumOf(totals.map((found) => found[key])) ?? 0,
  })
  return {
    subtotal: true,
    cells: [
      year,
      'Total de l’exercice',
      sum('count'),
      sum('requested'),
      sum('granted'),
      sum('paid'),
      sum('remaining'),
      { formula: `SUBTOTAL(109,[share:${rows}])`, value: yearTotal ? 1 : 0 },
      null,
    ],
  }
}
