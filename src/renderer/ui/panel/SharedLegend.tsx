import type { Field } from '../../../core/schema/field'
import { useServices } from '../services'
import classes from './SharedLegend.module.css'

/** What the ring beside a label means, where the form has one. */
export function SharedLegend({ fields }: { readonly fields: readonly Field[] }) {
  const { isShared } = useServices()
  if (!isShared || fields.every((field) => field.scope === 'private')) return null
  return (
    <p className={classes.legend}>
      <span className={classes.ring} aria-hidden="true" /> Lu aussi par le comité national. Le reste ne quitte
      pas la coordination.
    </p>
  )
}
