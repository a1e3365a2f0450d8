import type { ReactNode, Ref } from 'react'
import classes from './Case.module.css'

interface CaseScreenProps {
  readonly ref?: Ref<HTMLDivElement>
  readonly title: string
  /** A gesture for many cases at once. */
  readonly action?: ReactNode
  /** Cases beyond those that are shown. */
  readonly more: number
  readonly children: ReactNode
}

/** A screen of cases that each wait for one gesture, the first of them first. */
export function CaseScreen({ ref, title, action, more, children }: CaseScreenProps) {
  return (
    <div className={classes.screen} ref={ref}>
      <header className={classes.head}>
        <h1 tabIndex={-1}>{title}</h1>
        {action}
      </header>
      {children}
      {more <= 0 ? null : <CaseLead>{`Et ${more} autres, à mesure que vous avancez.`}</CaseLead>}
    </div>
  )
}

/** What the cases are, and what the gestures do. */
export function CaseLead({ children }: { readonly children: ReactNode }) {
  return <p className={classes.lead}>{children}</p>
}
