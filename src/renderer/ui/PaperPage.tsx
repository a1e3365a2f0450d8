import { Button, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import { Icon } from './Icon'
import classes from './PaperPage.module.css'

interface PaperPageProps {
  /** Where one comes from; absent where this computer no longer has it. */
  readonly back: { readonly href: string; readonly label: string } | undefined
  /** The button that prints it. */
  readonly print: ReactNode
  /** What to know before it is printed; it is not on the sheet. */
  readonly warning?: ReactNode
  /** Names the sheet for assistive tools, where no title of its own does. */
  readonly label?: string
  readonly children: ReactNode
}

/** A sheet as it will be printed, under what leads back and what prints it. */
export function PaperPage({ back, print, warning, label, children }: PaperPageProps) {
  return (
    <div className={classes.screen}>
      <Group justify="space-between" className={classes.tools ?? ''}>
        {back === undefined ? (
          <span />
        ) : (
          <Button
            component="a"
            href={back.href}
            variant="default"
            leftSection={<Icon name="chevronLeft" size={15} />}
          >
            {back.label}
          </Button>
        )}
        {print}
      </Group>
      {warning === undefined ? null : <div className={classes.tools}>{warning}</div>}
      <article className={classes.paper} aria-label={label}>
        {children}
      </article>
    </div>
  )
}
