import { formatCents } from '../../../core/schema/kinds/numbers'
import type { ImportFigures } from '../../../core/sheets/importFigures'
import classes from './Preview.module.css'

/** The sums of the file, to hold against what one knows. */
export function FileTotals({ figures: { active, left, fundings } }: { readonly figures: ImportFigures }) {
  const money = (cents: number | null): string => (cents === null ? 'non renseigné' : formatCents(cents))
  const lines = [
    ...(active + left === 0
      ? []
      : [
          ['Promeneurs actifs', String(active)],
          ['Promeneurs sortis', String(left)],
        ]),
    ...(fundings === null
      ? []
      : [
          ['Demandé', money(fundings.requested)],
          ['Accordé', money(fundings.granted)],
          ['Versé', money(fundings.paid)],
          ['Reste à verser', money(fundings.remaining)],
        ]),
  ]
  if (lines.length === 0) return null
  return (
    <dl className={classes.figures} aria-label="Totaux du fichier">
      {lines.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
