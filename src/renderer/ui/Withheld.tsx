import type { AnyRecordDef } from '../../core/schema/record'
import classes from './Withheld.module.css'

interface WithheldProps {
  /** The whole kind. */
  readonly def: AnyRecordDef
  /** What of it reaches this person. */
  readonly given: AnyRecordDef
  /** How many fields are named; all of them by default. */
  readonly most?: number
}

/** Names what its owner keeps to itself, so that nobody takes it for missing. */
export function Withheld({ def, given, most = Infinity }: WithheldProps) {
  const kept = Object.entries(def.fields).filter(([name]) => !Object.hasOwn(given.fields, name))
  if (kept.length === 0) return null
  const labels = kept.slice(0, most).map(([, field]) => lowered(field.label))
  return (
    <p className={classes.withheld}>
      {`Non communiqué\u00a0: ${labels.join(', ')}${labels.length < kept.length ? '…' : '.'}`}
    </p>
  )
}

/** « Téléphone pro » → « téléphone pro »; « SIRET ou RNA » stays. */
const lowered = (label: string): string =>
  /^\p{Lu}{2}/u.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1)
