import { textOfCell } from '../../../core/sheets/importRow'
import { columnLetter, isEmptyCell, type RawTable } from '../../../core/sheets/importTable'
import classes from './AsRead.module.css'

const LINES = 8
const COLUMNS = 12

/** The first lines of a sheet that nothing is understood of, as they were read: their reader sees why at a glance. */
export function AsRead({ table }: { readonly table: RawTable }) {
  const lines = table.rows
    .flatMap((row, index) => (row.every(isEmptyCell) ? [] : [{ row, number: index + 1 }]))
    .slice(0, LINES)
  const width = Math.min(COLUMNS, Math.max(0, ...lines.map(({ row }) => row.length)))
  const columns = Array.from({ length: width }, (_, column) => column)
  return (
    <div className={classes.scroll} role="group" aria-label="Premières lignes du fichier" tabIndex={0}>
      <table className={classes.lines}>
        <caption>Les premières lignes, telles qu’elles sont lues</caption>
        <thead>
          <tr>
            <th scope="col">Ligne</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {columnLetter(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ row, number }) => (
            <tr key={number}>
              <th scope="row">{number}</th>
              {columns.map((column) => (
                <td key={column}>{textOfCell(row[column] ?? null)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
