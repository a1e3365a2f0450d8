import { Select } from '@mantine/core'
import { useState } from 'react'
import { useServices } from '../services'
import { Proposal, sayUnpicked } from './RecordWidget'
import { takeTyped } from './takeTyped'
import { inputProps, type WidgetOf } from './widget'

const shown = 30

/** A commune picked by its name or postal code. */
export function CommuneWidget(props: WidgetOf<'commune'>) {
  const { findCommunes, context } = useServices()
  const [search, setSearch] = useState('')
  const current = typeof props.value === 'string' ? props.value : null
  const name = current === null ? '' : (context.communes?.nameOf(current) ?? current)
  const typed = search === name ? '' : search
  const found = findCommunes(typed, shown)
  const known = new Set(found.map((item) => item.id))
  const hints = new Map(found.map((item) => [item.id, item.hint]))
  const data = found.map((item) => ({ value: item.id, label: item.label }))
  if (current !== null && !known.has(current)) data.push({ value: current, label: name })
  return (
    <Select
      {...inputProps(props)}
      data={data}
      value={current}
      onChange={(next) => void props.commit(next)}
      searchable
      selectFirstOptionOnChange
      onKeyDownCapture={(event) => takeTyped(event, { typed, first: true })}
      searchValue={search}
      onSearchChange={setSearch}
      onBlur={() => sayUnpicked(props.name, typed)}
      filter={({ options }) => options.filter((option) => !('value' in option) || known.has(option.value))}
      limit={shown}
      clearable
      clearButtonProps={{ 'aria-label': `Effacer\u00a0: ${props.name}` }}
      placeholder="Nom ou code postal"
      nothingFoundMessage={search === '' ? 'Tapez les premières lettres' : 'Aucune commune ne correspond'}
      comboboxProps={{ shadow: 'md' }}
      renderOption={({ option }) => <Proposal label={option.label} hint={hints.get(option.value) ?? ''} />}
    />
  )
}
