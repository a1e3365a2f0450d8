import { Button, Checkbox, Popover } from '@mantine/core'
import type { Column } from '../../../core/schema/derive'
import { BarButton } from './BarButton'
import classes from './FilterMenu.module.css'

interface ColumnChoiceProps {
  readonly columns: readonly Column[]
  readonly usual: readonly string[]
  readonly shown: readonly string[]
  onShow(names: readonly string[]): void
}

/** Which columns a table shows; kept on this computer for this kind. */
export function ColumnChoice({ columns, usual, shown, onShow }: ColumnChoiceProps) {
  const toggle = (name: string): void =>
    onShow(
      columns
        .map((column) => column.name)
        .filter((other) => (other === name ? !shown.includes(name) : shown.includes(other))),
    )
  return (
    <Popover position="bottom-end" width={270} trapFocus returnFocus>
      <Popover.Target>
        <BarButton icon="columns" label="Colonnes" />
      </Popover.Target>
      <Popover.Dropdown>
        <div className={classes.values} style={{ maxHeight: 360 }}>
          {columns.map((column) => (
            <Checkbox
              key={column.name}
              size="xs"
              label={column.label}
              checked={shown.includes(column.name)}
              onChange={() => toggle(column.name)}
            />
          ))}
        </div>
        <Button mt="sm" size="compact-sm" variant="subtle" onClick={() => onShow(usual)}>
          Colonnes habituelles
        </Button>
      </Popover.Dropdown>
    </Popover>
  )
}
