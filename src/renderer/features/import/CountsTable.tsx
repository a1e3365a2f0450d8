import type { ImportPreview } from '../../../core/sheets/importPlan'
import classes from './Tables.module.css'

/** How many records of each kind are touched, and how. */
export function CountsTable({
  preview,
  caption,
}: {
  readonly preview: ImportPreview
  readonly caption: string
}) {
  return (
    <table className={classes.counts} aria-label={caption}>
      <thead>
        <tr>
          <th scope="col">Fiches</th>
          <th scope="col">Ajouts</th>
          <th scope="col">Changements</th>
          <th scope="col">Inchangées</th>
        </tr>
      </thead>
      <tbody>
        {preview.counts.map(({ kind, title, added, changed, unchanged }) => (
          <tr key={kind}>
            <th scope="row">{title}</th>
            {[added, changed, unchanged].map((count, index) => (
              <td key={index} data-none={count === 0}>
                {count}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
