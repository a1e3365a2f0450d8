import { ActionIcon, Button, Input } from '@mantine/core'
import { Icon } from '../Icon'
import { Field } from './Field'
import classes from './RowsWidget.module.css'
import type { WidgetOf } from './widget'

type PlainRow = { readonly [name: string]: string | number | boolean | null }

/** A small table of plain values, written whole with its record. */
export function RowsWidget({
  field,
  value,
  commit,
  label,
  name,
  hint,
  problem,
  disabled,
  id,
}: WidgetOf<'rows'>) {
  const rows: readonly PlainRow[] = isRows(value) ? value : []
  const put = (next: readonly PlainRow[]): Promise<string | null> => commit(next.length === 0 ? null : next)
  const columns = Object.entries(field.fields)
  return (
    <Input.Wrapper label={label} labelElement="div" description={hint} error={problem} id={id}>
      {rows.map((row, index) => (
        <fieldset key={index} className={classes.row} aria-label={`${name}, ligne ${index + 1}`}>
          {columns.map(([column, cell]) => (
            <Field
              key={column}
              field={cell}
              value={row[column]}
              disabled={disabled}
              bare
              commit={(next) =>
                put(rows.map((old, i) => (i === index ? { ...old, [column]: plain(next) } : old)))
              }
            />
          ))}
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
