import type { ReactNode } from 'react'
import classes from './Case.module.css'

interface CaseProps {
  readonly label: string
  readonly title: ReactNode
  /** The kind of record: « structure ». */
  readonly kind: string
  /** What it is about, after the kind. */
  readonly about: ReactNode
  readonly children: ReactNode
}

/** One case: the record, what it is about, and below them the facts and the gestures. */
export function Case({ label, title, kind, about, children }: CaseProps) {
  return (
    <article className={classes.card} aria-label={label}>
      <header>
        <h2>{title}</h2>
        <p>
          <span className={classes.kind}>{kind}</span> · {about}
        </p>
      </header>
      {children}
    </article>
  )
}
