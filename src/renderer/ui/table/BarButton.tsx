import { Button, type ButtonProps, Tooltip } from '@mantine/core'
import type { ComponentPropsWithRef } from 'react'
import { Icon, type IconName } from '../Icon'
import classes from './DataTable.module.css'

type BarButtonProps = Omit<ButtonProps, 'children'> &
  ComponentPropsWithRef<'button'> & {
    readonly icon: IconName
    readonly label: string
  }

/** A button of a table's bar: its words give way to its drawing where the table is narrow. */
export function BarButton({ icon, label, variant = 'default', ...button }: BarButtonProps) {
  return (
    <Tooltip label={label}>
      <Button {...button} variant={variant} aria-label={label} px={12}>
        <Icon name={icon} size={16} />
        <span className={classes.words}>{label}</span>
      </Button>
    </Tooltip>
  )
}
