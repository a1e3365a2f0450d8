import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon'
import type { Tone } from './Chip'
import classes from './Notice.module.css'

const icons: { readonly [T in Tone]: IconName } = {
  plain: 'info',
  accent: 'info',
  good: 'check',
  warn: 'alert',
  danger: 'alert',
}

interface NoticeProps {
  readonly tone?: Tone
  readonly title?: string
  readonly children?: ReactNode
  /** Buttons, at the right. */
  readonly actions?: ReactNode
}

/** Something to know, in its place on the page. A danger is announced at once, the rest when there is time. */
export function Notice({ tone = 'plain', title, children, actions }: NoticeProps) {
  return (
    <div className={classes.notice} data-tone={tone} role={tone === 'danger' ? 'alert' : 'status'}>
      <Icon name={icons[tone]} />
      <div className={classes.words}>
        {title === undefined ? null : <strong>{title}</strong>}
        {children === undefined ? null : <div>{children}</div>}
      </div>
      {actions === undefined ? null : <div className={classes.actions}>{actions}</div>}
    </div>
  )
}
