import type { DepartmentFigures } from '../../../core/figures/consolidation'
import { reportStates } from '../../../core/figures/transmission'
import { department } from '../../../core/records/department'
import { fold } from '../../../core/schema/fold'
import { formatCents } from '../../../core/schema/kinds/numbers'

/** A figure of one département: a number, or in words why there is none. */
export type Figure =
  { readonly is: 'known'; readonly value: number } | { readonly is: 'unknown'; readonly why: string }

/** A column of figures. */
export interface FigureColumn {
  readonly name: string
  readonly label: string
  /** What the heading cannot say. */
  readonly hint?: string
  of(figures: DepartmentFigures): Figure
  format(value: number): string
  /** A rate is computed from totals, never averaged. */
  readonly rate?: { readonly part: string; readonly whole: string }
}

const integer = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 0 })
const fte = new Intl.NumberFormat('fr-FR', { minimumFractionDigits: 1, maximumFractionDigits: 2 })
const count = (value: number): string => integer.format(value)

const known = (value: number | null | undefined, why: string): Figure =>
  value === null || value === undefined ? { is: 'unknown', why } : { is: 'known', value }

/** Nothing received is never 0. */
const unsent = 'non transmis'

type NetworkOf = NonNullable<DepartmentFigures['network']>
type YearOf = NonNullable<DepartmentFigures['year']>

const network = (
  name: string,
  label: string,
  pick: (of: NetworkOf) => number,
  hint?: string,
): FigureColumn => ({
  name,
  label,
  ...(hint === undefined ? {} : { hint }),
  of: (figures) => known(figures.network && pick(figures.network), unsent),
  format: count,
})

const yearly = (
  name: string,
  label: string,
  pick: (of: YearOf) => number | null,
  format: (value: number) => string = count,
): FigureColumn => ({
  name,
  label,
  of: ({ year }) => (year === null ? known(null, unsent) : known(pick(year), 'non renseigné')),
  format,
})

const rate = (name: string, label: string, part: string, whole: string): FigureColumn => ({
  name,
  label,
  rate: { part, whole },
  of: (figures) => rateOf([figures], part, whole),
  format: (value) => `${integer.format(value * 100)}\u00a0%`,
})

/** The figures of the overview, in the order of its columns. */
export const figureColumns: readonly FigureColumn[] = [
  network('active', 'Promeneurs actifs', (of) => of.active),
  network('chartes', 'Chartes', (of) => of.chartesSigned, 'Promeneurs actifs qui ont signé la charte'),
  rate('chartesRate', '% chartes', 'chartes', 'active'),
  network('structures', 'Structures', (of) => of.structuresInNetwork, 'Structures dans le réseau'),
  network(
    'conventions',
    'Convention\u00adnées',
    (of) => of.underConvention,
    'Structures dont la convention est en cours',
  ),
  rate('conventionsRate', '% conv.', 'conventions', 'structures'),
  network('communes', 'Communes', (of) => of.communes, 'Communes où se trouve une structure du réseau'),
  {
    name: 'cafs',
    label: 'Caf',
    hint: 'Caf engagées\u00a0: Caf de référence, signataires d’une convention en cours, financeurs de l’exercice',
    of: ({ cafs }) => known(cafs, unsent),
    format: count,
  },
  {
    name: 'fte',
    label: 'ETP',
    hint: 'Équivalents temps plein de coordination',
    of: (figures) => known(figures.fte, figures.network === null ? unsent : 'non renseigné'),
    format: (value) => fte.format(value),
  },
  yearly('meetings', 'Réunions tenues', (of) => of.meetings),
  yearly('copils', 'dont Copil', (of) => of.copils),
  yearly('requested', 'Demandé', (of) => of.funding.requested, formatCents),
  yearly('granted', 'Accordé', (of) => of.funding.granted, formatCents),
  yearly('paid', 'Versé', (of) => of.funding.paid, formatCents),
]

/** The column of a name, for the totals that a rate is made of. */
const columnOf = (name: string): FigureColumn => {
  const column = figureColumns.find((one) => one.name === name)
  if (!column) throw new Error(`no such column: ${name}`)
  return column
}

/** A total over some départements, and of how many something is known. */
export interface Total {
  readonly figure: Figure
  readonly of: number
}

/** Adds up what is known; a total of nothing known is not 0. */
export function totalOf(column: FigureColumn, rows: readonly DepartmentFigures[]): Total {
  const values = rows.map(column.of).flatMap((figure) => (figure.is === 'known' ? [figure.value] : []))
  if (column.rate) return { figure: rateOf(rows, column.rate.part, column.rate.whole), of: values.length }
  const sum = values.reduce((total, value) => total + value, 0)
  return {
    figure: values.length === 0 ? known(null, unsent) : { is: 'known', value: sum },
    of: values.length,
  }
}

function rateOf(rows: readonly DepartmentFigures[], part: string, whole: string): Figure {
  const [parts, wholes] = [columnOf(part), columnOf(whole)]
  let [above, below, some] = [0, 0, false]
  for (const row of rows) {
    const [top, bottom] = [parts.of(row), wholes.of(row)]
    if (top.is !== 'known' || bottom.is !== 'known') continue
    some = true
    above += top.value
    below += bottom.value
  }
  if (!some) return known(null, unsent)
  return below === 0 ? known(null, 'sans objet') : { is: 'known', value: above / below }
}

/** The state of deployment in words. */
export function deploymentOf({ state, network: received }: DepartmentFigures): string {
  if (state === null) return received === null ? unsent : 'non renseigné'
  const { options } = department.fields.state
  return Object.hasOwn(options, state) ? options[state as keyof typeof options] : state // own key checked
}

/** What the committee looks for. */
export interface Wanted {
  readonly text: string
  readonly region: string | null
  readonly deployment: string | null
  readonly report: string | null
}

/** Every state of deployment that some département is in, with the two that are the lack of one. */
export function deploymentsIn(rows: readonly DepartmentFigures[]): readonly string[] {
  const order = [...Object.values(department.fields.state.options), 'non renseigné', unsent]
  const found = new Set(rows.map(deploymentOf))
  return [
    ...order.filter((label) => found.has(label)),
    ...[...found].filter((label) => !order.some((one) => one === label)),
  ]
}

/** The départements that are looked for: by words of their name or code, région, deployment and report. */
export function wantedRows(rows: readonly DepartmentFigures[], wanted: Wanted): readonly DepartmentFigures[] {
  const words = fold(wanted.text).split(' ').filter(Boolean)
  return rows.filter((row) => {
    const text = ` ${fold(`${row.code} ${row.name} ${row.region}`)}`
    return (
      words.every((word) => text.includes(` ${word}`)) &&
      (wanted.region === null || row.region === wanted.region) &&
      (wanted.deployment === null || deploymentOf(row) === wanted.deployment) &&
      (wanted.report === null || reportStates[row.transmission.state] === wanted.report)
    )
  })
}

/** How the table is ordered: by a column of figures, or by one of the columns of words. */
export interface Order {
  readonly by: string
  readonly down: boolean
}

const french = new Intl.Collator('fr')

/** Corsica's two stand where the 20 they come from stood. */
const placeOf = ({ code }: DepartmentFigures): string => (/^2[AB]$/.test(code) ? `20${code.slice(1)}` : code)

const byCode = (a: DepartmentFigures, b: DepartmentFigures): number => (placeOf(a) < placeOf(b) ? -1 : 1)

/** Sorts départements; those without the figure come last whichever way. */
export function ordered(
  rows: readonly DepartmentFigures[],
  { by, down }: Order,
): readonly DepartmentFigures[] {
  const column = figureColumns.find((one) => one.name === by)
  const turn = down ? -1 : 1
  return [...rows].sort((a, b) => {
    if (!column) return turn * french.compare(wordsOf(a, by), wordsOf(b, by)) || byCode(a, b)
    const [left, right] = [column.of(a), column.of(b)]
    if (left.is === 'unknown' || right.is === 'unknown')
      return Number(left.is === 'unknown') - Number(right.is === 'unknown') || byCode(a, b)
    return turn * (left.value - right.value) || byCode(a, b)
  })
}

function wordsOf(row: DepartmentFigures, by: string): string {
  if (by === 'region') return row.region
  if (by === 'deployment') return deploymentOf(row)
  if (by === 'dataAt') return row.dataAt ?? ''
  return by === 'report' ? reportStates[row.transmission.state] : placeOf(row)
}

/** Figures side by side, those that are missing for the same reason told once. */
export interface Span {
  readonly column: FigureColumn
  readonly figure: Figure
  readonly columns: number
}

/** The cells of one département's line. */
export function spansOf(row: DepartmentFigures): readonly Span[] {
  const spans: Span[] = []
  for (const column of figureColumns) {
    const figure = column.of(row)
    const last = spans.at(-1)
    if (last?.figure.is === 'unknown' && figure.is === 'unknown' && last.figure.why === figure.why)
      spans[spans.length - 1] = { ...last, columns: last.columns + 1 }
    else spans.push({ column, figure, columns: 1 })
  }
  return spans
}
