import type { ReactNode } from 'react'
import classes from './Chip.module.css'

export type Tone = 'plain' | 'accent' | 'good' | 'warn' | 'danger'

/** A short state beside a title: its words say it all, the colour only helps. */
export function Chip({ tone = 'plain', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return (
    <span className={classes.chip} data-tone={tone}>
      {children}
    </span>
  )
}
