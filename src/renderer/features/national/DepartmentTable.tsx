import type { CSSProperties } from 'react'
import { Link } from 'wouter'
import type { DepartmentFigures } from '../../../core/figures/consolidation'
import { reportStates, type ReportState } from '../../../core/figures/transmission'
import { formatDay } from '../../../core/schema/kinds/dates'
import { Chip, type Tone } from '../../ui/Chip'
import classes from './National.module.css'
import {
  deploymentOf,
  type FigureColumn,
  figureColumns,
  type Order,
  type Span,
  spansOf,
  totalOf,
} from './overview'

interface DepartmentTableProps {
  readonly rows: readonly DepartmentFigures[]
  /** The page of a département, by its code. */
  hrefOf(code: string): string
  /** The year whose reports are shown; undefined while there is none to show. */
  readonly reportsOf: number | undefined
  readonly order: Order
  onOrder(order: Order): void
}

const reportTones: { readonly [S in ReportState]: Tone } = {
  'non-transmis': 'plain',
  transmis: 'accent',
  'a-completer': 'warn',
  accepte: 'good',
}

/** A line for each département, totals of those shown above them. */
export function DepartmentTable({ rows, hrefOf, reportsOf, order, onOrder }: DepartmentTableProps) {
  const heading = (by: string, label: string, hint?: string) => (
    <th
      key={by}
      scope="col"
      title={hint}
      aria-sort={order.by === by ? (order.down ? 'descending' : 'ascending') : 'none'}
    >
      <button type="button" onClick={() => onOrder({ by, down: order.by === by ? !order.down : false })}>
        {label}
        {order.by === by ? <span aria-hidden="true">{order.down ? ' ↓' : ' ↑'}</span> : null}
      </button>
    </th>
  )
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label="Départements">
      <table className={classes.table}>
        <thead>
          <tr>
            {heading('code', 'Département')}
            {heading('deployment', 'Déploiement')}
            {reportsOf === undefined
              ? heading('dataAt', 'Données au')
              : heading('report', `Bilan ${reportsOf}`)}
            {figureColumns.map(({ name, label, hint }) => heading(name, label, hint))}
            {heading('region', 'Région')}
          </tr>
          <tr className={classes.totals}>
            <th scope="row">{`Total (${rows.length})`}</th>
            <td />
            <td />
            {figureColumns.map((column) => (
              <TotalCell key={column.name} column={column} rows={rows} />
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.code}>
              <th scope="row">
                <span className={classes.code}>{row.code}</span>
                <Link href={hrefOf(row.code)}>{row.name}</Link>
              </th>
              <td>
                <Deployment row={row} />
              </td>
              <td>
                {reportsOf === undefined ? (
                  row.dataAt === null ? null : (
                    formatDay(row.dataAt)
                  )
                ) : (
                  <Report row={row} />
                )}
              </td>
              {spansOf(row).map((span) => (
                <FigureCell key={span.column.name} span={span} />
              ))}
              <td>{row.region}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 ? (
        <p className={classes.none}>Aucun département ne correspond : élargissez la recherche.</p>
      ) : null}
    </div>
  )
}

function Report({ row: { transmission, dataAt } }: { readonly row: DepartmentFigures }) {
  return (
    <>
      <Chip tone={reportTones[transmission.state]}>{reportStates[transmission.state]}</Chip>
      {dataAt === null ? null : <small className={classes.since}>{`Données au ${formatDay(dataAt)}`}</small>}
    </>
  )
}

function Deployment({ row }: { readonly row: DepartmentFigures }) {
  if (row.state === null) return <span className={classes.unknown}>{deploymentOf(row)}</span>
  return (
    <>
      {deploymentOf(row)}
      {row.since === null ? null : (
        <small className={classes.since}>{`depuis le ${formatDay(row.since)}`}</small>
      )}
    </>
  )
}

const right: CSSProperties = { textAlign: 'right' }

function FigureCell({ span: { figure, column, columns } }: { readonly span: Span }) {
  return figure.is === 'known' ? (
    <td style={right}>{column.format(figure.value)}</td>
  ) : (
    <td colSpan={columns} className={classes.missing}>
      {figure.why}
    </td>
  )
}

function TotalCell({
  column,
  rows,
}: {
  readonly column: FigureColumn
  readonly rows: readonly DepartmentFigures[]
}) {
  const { figure, of } = totalOf(column, rows)
  if (figure.is === 'unknown') return <td style={right}>–</td>
  return (
    <td style={right} title={`Connu pour ${of} département${of > 1 ? 's' : ''} sur ${rows.length}`}>
      {column.format(figure.value)}
      {of < rows.length ? <small>{`${of} sur ${rows.length}`}</small> : null}
    </td>
  )
}
