import { ActionIcon, Button, Input } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Field as FieldDef } from '../../../core/schema/field'
import type { FieldValue } from '../../../core/schema/record'
import { Icon } from '../Icon'
import classes from './RowsWidget.module.css'
import type { Commit } from './useDraft'
import { useLineKeys } from './useLineKeys'
import type { WidgetOf } from './widget'

type PlainRow = { readonly [name: string]: string | number | boolean | null }

/** One value of a row, to be shown by the field of its kind. */
export interface RowCell {
  readonly field: FieldDef
  readonly value: FieldValue | null | undefined
  readonly disabled: boolean
  readonly commit: Commit
}

interface RowsWidgetProps extends WidgetOf<'rows'> {
  /** Shows a value of a row; handed in, since a field of any kind may stand in a row. */
  readonly renderCell: (cell: RowCell, key: string) => ReactNode
}

/** A small table of plain values, written whole with its record. */
export function RowsWidget({
  renderCell,
  field,
  value,
  commit,
  label,
  name,
  hint,
  problem,
  disabled,
  id,
}: RowsWidgetProps) {
  const rows: readonly PlainRow[] = isRows(value) ? value : []
  const put = (next: readonly PlainRow[]): Promise<string | null> => commit(next.length === 0 ? null : next)
  const columns = Object.entries(field.fields)
  const keys = useLineKeys(rows)
  return (
    <Input.Wrapper label={label} labelElement="div" description={hint} error={problem} id={id}>
      {rows.map((row, index) => (
        <fieldset key={keys[index]} className={classes.row} aria-label={`${name}, ligne ${index + 1}`}>
          {columns.map(([column, cell]) =>
            renderCell(
              {
                field: cell,
                value: row[column],
                disabled,
                commit: (next) =>
                  put(rows.map((old, i) => (i === index ? { ...old, [column]: plain(next) } : old))),
              },
              column,
            ),
          )}
          <ActionIcon
            aria-label={`Retirer la ligne ${index + 1}`}
            disabled={disabled}
            onClick={() => void put(rows.filter((_, i) => i !== index))}
          >
            <Icon name="close" size={14} />
          </ActionIcon>
        </fieldset>
      ))}
      <Button
        size="xs"
        variant="default"
        disabled={disabled}
        leftSection={<Icon name="plus" size={14} />}
        onClick={() => void put([...rows, {}])}
      >
        Ajouter une ligne
      </Button>
    </Input.Wrapper>
  )
}

const plain = (value: unknown): string | number | boolean | null =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null

function isRows(value: unknown): value is readonly PlainRow[] {
  return Array.isArray(value) && value.every((row) => typeof row === 'object' && row !== null)
}
