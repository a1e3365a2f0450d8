import type { ReactNode } from 'react'
import classes from './Import.module.css'

/** The buttons of a step, always in sight: back at the left, on at the right. */
export function StepFoot({ children }: { readonly children: ReactNode }) {
  return <footer className={classes.foot}>{children}</footer>
}
