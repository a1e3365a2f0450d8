import type { Column } from '../../../core/schema/derive'
import { formatField } from '../../../core/schema/kinds'
import { formatDay } from '../../../core/schema/kinds/dates'
import { counted } from '../counted'
import { useServices } from '../services'
import { usePrinting } from '../usePrinting'
import { isFigure, isSummed, NAME, type RowTable } from './features'
import classes from './PrintedTable.module.css'
import { total } from './TableGrid'

interface PrintedTableProps {
  readonly title: string
  readonly nameLabel: string
  readonly table: RowTable
  /** Columns shown, in order, the name apart. */
  readonly columns: readonly Column[]
  /** What the table is held to, in words. */
  readonly filters: readonly string[]
}

/** A table as it stands on paper: every row in view, under titles that each page repeats. Nothing on screen. */
export function PrintedTable(props: PrintedTableProps) {
  return usePrinting() ? <Paper {...props} /> : null
}

function Paper({ title, nameLabel, table, columns, filters }: PrintedTableProps) {
  const { nameOf, context } = useServices()
  const { rows } = table.getRowModel()
  return (
    <section className={classes.printed} aria-label={title}>
      <p>
        <strong>{title}</strong>
        {['', counted(rows.length, 'fiche'), ...filters, `imprimé le ${formatDay(context.today)}`].join(
          ' · ',
        )}
      </p>
      <table data-columns={columns.length > 14 ? 'many' : columns.length > 8 ? 'some' : 'few'}>
        <thead>
          <tr>
            <th>{nameLabel}</th>
            {columns.map((column) => (
              <th key={column.name} data-figure={isFigure(column)}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th>{row.getValue<string>(NAME)}</th>
              {columns.map((column) => (
                <td key={column.name} data-figure={isFigure(column)} data-kind={column.field.kind}>
                  {column.text(row.original, nameOf)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {rows.length > 0 && columns.some(isSummed) ? (
          <tfoot>
            <tr>
              <th>Total</th>
              {columns.map((column) => (
                <td key={column.name} data-figure={isFigure(column)}>
                  {isSummed(column) ? formatField(column.field, total(rows, column.name), nameOf) : null}
                </td>
              ))}
            </tr>
          </tfoot>
        ) : null}
      </table>
    </section>
  )
}
