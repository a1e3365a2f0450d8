import { Button, type ButtonProps, Tooltip } from '@mantine/core'
import { type ComponentPropsWithRef, useRef, useState } from 'react'
import { Icon, type IconName } from '../Icon'
import classes from './DataTable.module.css'

type BarButtonProps = Omit<ButtonProps, 'children'> &
  ComponentPropsWithRef<'button'> & {
    readonly icon: IconName
    readonly label: string
  }

/** A button of a table's bar: its words give way to its drawing where the table is narrow, and are told when pointed at. */
export function BarButton({ icon, label, variant = 'default', ...button }: BarButtonProps) {
  const words = useRef<HTMLSpanElement>(null)
  const [isDrawing, setDrawing] = useState(false)
  const look = (): void => setDrawing(words.current?.offsetParent === null)
  return (
    <span style={{ display: 'contents' }} onPointerEnter={look} onFocus={look}>
      <Tooltip label={label} disabled={!isDrawing}>
        <Button {...button} variant={variant} aria-label={label} px={12}>
          <Icon name={icon} size={16} />
          <span ref={words} className={classes.words}>
            {label}
          </span>
        </Button>
      </Tooltip>
    </span>
  )
}
