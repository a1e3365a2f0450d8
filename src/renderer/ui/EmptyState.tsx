import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon'
import classes from './EmptyState.module.css'

interface EmptyStateProps {
  readonly icon: IconName
  readonly title: string
  /** The page's own title, where nothing else is on it. */
  readonly alone?: boolean
  /** What to do first, in a sentence. */
  readonly children?: ReactNode
  readonly actions?: ReactNode
}

/** A screen without data says what to do first. */
export function EmptyState({ icon, title, alone = false, children, actions }: EmptyStateProps) {
  return (
    <div className={classes.empty}>
      <span className={classes.drawing}>
        <Icon name={icon} size={30} />
      </span>
      {alone ? <h1>{title}</h1> : <h2>{title}</h2>}
      {children === undefined ? null : <p>{children}</p>}
      {actions === undefined ? null : <div className={classes.actions}>{actions}</div>}
    </div>
  )
}
