import {
  ActionIcon,
  Button,
  Checkbox,
  Group,
  Popover,
  SegmentedControl,
  TextInput,
  Tooltip,
} from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Column } from '../../../core/schema/derive'
import { fold } from '../../../core/schema/fold'
import { formatField, parseField } from '../../../core/schema/kinds'
import type { AnyRow } from '../../../core/schema/record'
import { compareText } from '../../../core/schema/traits'
import { Icon } from '../Icon'
import { useServices } from '../services'
import { type Filter, filterShape, keyLabel, keysOf } from './filter'
import classes from './FilterMenu.module.css'

interface FilterMenuProps {
  readonly column: Column
  /** Rows before filtering: what can be chosen. */
  rowsOf(): readonly AnyRow[]
  readonly filter: Filter | undefined
  onFilter(filter: Filter | undefined): void
}

/** The funnel of a column: values to tick, bounds, or words, according to the kind of field. */
export function FilterMenu(props: FilterMenuProps) {
  const [opened, setOpened] = useState(false)
  const { column, filter } = props
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width={280} trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label={`Filtrer\u00a0: ${column.label}`} disabled={opened}>
          <ActionIcon
            size="sm"
            variant={filter ? 'light' : 'subtle'}
            color={filter ? 'teal' : 'gray.7'}
            aria-label={`Filtrer\u00a0: ${column.label}`}
            aria-pressed={filter !== undefined}
            onClick={() => setOpened(!opened)}
          >
            <Icon name="filter" size={14} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <Choices {...props} />
        <Group justify="space-between" mt="sm">
          <Button size="compact-sm" variant="subtle" onClick={() => props.onFilter(undefined)}>
            Effacer
          </Button>
          <Button size="compact-sm" onClick={() => setOpened(false)}>
            Fermer
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  )
}

function Choices(props: FilterMenuProps) {
  const { column, filter, onFilter } = props
  const mode = filter?.is === 'empty' ? 'empty' : filter?.is === 'filled' ? 'filled' : 'value'
  const shape = filterShape(column.field)
  return (
    <>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={column.label}
        data={[
          { value: 'value', label: 'Valeurs' },
          { value: 'filled', label: 'Renseigné' },
          { value: 'empty', label: 'Vide' },
        ]}
        value={mode}
        onChange={(next) =>
          onFilter(next === 'empty' ? { is: 'empty' } : next === 'filled' ? { is: 'filled' } : undefined)
        }
      />
      {mode !== 'value' ? null : shape === 'among' ? (
        <Among {...props} />
      ) : shape === 'between' ? (
        <Between {...props} />
      ) : (
        <TextInput
          mt="sm"
          label="Contient"
          data-autofocus
          value={filter?.is === 'contains' ? filter.text : ''}
          onChange={(event) => {
            const text = event.currentTarget.value
            onFilter(text === '' ? undefined : { is: 'contains', text })
          }}
        />
      )}
    </>
  )
}

function Among({ column, rowsOf, filter, onFilter }: FilterMenuProps) {
  const { nameOf } = useServices()
  const [search, setSearch] = useState('')
  const values = useMemo(() => {
    const counts = new Map<string, number>()
    for (const row of rowsOf())
      for (const key of keysOf(row.values[column.name])) counts.set(key, (counts.get(key) ?? 0) + 1)
    return [...counts]
      .map(([key, count]) => ({ key, count, label: keyLabel(column.field, key, nameOf) }))
      .sort((a, b) => compareText(a.label, b.label))
  }, [column, rowsOf, nameOf])
  const chosen = filter?.is === 'among' ? filter.keys : []
  const wanted = fold(search)
  const toggle = (key: string): void => {
    const keys = chosen.includes(key) ? chosen.filter((other) => other !== key) : [...chosen, key]
    onFilter(keys.length === 0 ? undefined : { is: 'among', keys })
  }
  return (
    <>
      {values.length > 8 ? (
        <TextInput
          mt="sm"
          size="xs"
          aria-label="Chercher une valeur"
          placeholder="Chercher une valeur"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      ) : null}
      <div className={classes.values}>
        {values
          .filter(({ label }) => fold(label).includes(wanted))
          .slice(0, 200)
          .map(({ key, label, count }) => (
            <Checkbox
              key={key}
              size="xs"
              checked={chosen.includes(key)}
              onChange={() => toggle(key)}
              label={
                <>
                  {label} <span className={classes.count}>{count}</span>
                </>
              }
            />
          ))}
        {values.length === 0 ? <p className={classes.count}>Aucune valeur dans cette colonne.</p> : null}
      </div>
    </>
  )
}

function Between({ column, filter, onFilter }: FilterMenuProps) {
  const bounds = filter?.is === 'between' ? filter : { from: null, to: null }
  const set = (side: 'from' | 'to', value: string | number | null): void => {
    const next = { from: bounds.from, to: bounds.to, [side]: value }
    onFilter(next.from === null && next.to === null ? undefined : { is: 'between', ...next })
  }
  return (
    <Group grow mt="sm" align="start">
      <Bound label="De" column={column} value={bounds.from} onBound={(value) => set('from', value)} />
      <Bound label="À" column={column} value={bounds.to} onBound={(value) => set('to', value)} />
    </Group>
  )
}

interface BoundProps {
  readonly label: string
  readonly column: Column
  readonly value: string | number | null
  onBound(value: string | number | null): void
}

function Bound({ label, column, value, onBound }: BoundProps) {
  const { context, nameOf } = useServices()
  const [typed, setTyped] = useState<string>()
  const [problem, setProblem] = useState<string>()
  const read = (): void => {
    if (typed === undefined) return
    const parsed = parseField(column.field, typed, context)
    setProblem(parsed.ok ? undefined : parsed.error)
    if (!parsed.ok) return
    setTyped(undefined)
    onBound(typeof parsed.value === 'string' || typeof parsed.value === 'number' ? parsed.value : null)
  }
  return (
    <TextInput
      label={label}
      size="xs"
      value={typed ?? formatField(column.field, value, nameOf)}
      error={problem}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={read}
      onKeyDown={(event) => {
        if (event.key === 'Enter') read()
      }}
    />
  )
}
