import { MultiSelect, Select } from '@mantine/core'
import { useMemo, useState } from 'react'
import { optionWords } from '../../../core/schema/kinds/options'
import { filterBy, foldedFilter } from './foldedFilter'
import { sayUnpicked } from './RecordWidget'
import { takeTyped } from './takeTyped'
import { TagsWidget } from './TagsWidget'
import { TypedWidget } from './TypedWidget'
import { inputProps, type WidgetOf } from './widget'

/** One of a list; an open list also keeps what is typed as it is written. */
export function SelectWidget(props: WidgetOf<'choice'>) {
  return props.field.open ? (
    <TypedWidget {...props} suggestions={Object.values(props.field.options)} />
  ) : (
    <ClosedSelect {...props} />
  )
}

/** Typing looks among the choices, and Enter takes the first that is left: what is typed is never a value of its own. */
function ClosedSelect(props: WidgetOf<'choice'>) {
  const { field, value, commit } = props
  const [search, setSearch] = useState('')
  const current = typeof value === 'string' ? value : null
  const data = Object.entries(field.options).map(([code, label]) => ({ value: code, label }))
  // A value of another version of the application is kept, and shown as it stands.
  if (current !== null && !(current in field.options)) data.push({ value: current, label: current })
  const shown = data.find((option) => option.value === current)?.label ?? ''
  const typed = search === shown ? '' : search
  const filter = useMemo(() => filterBy((option) => optionWords(field, option.value)), [field])
  return (
    <Select
      {...inputProps(props)}
      data={data}
      value={current}
      onChange={(next) => void commit(next)}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      selectFirstOptionOnChange
      onKeyDownCapture={(event) => takeTyped(event, { typed, first: true })}
      onBlur={() => sayUnpicked(props.name, typed)}
      clearable={!props.required}
      clearButtonProps={{ 'aria-label': `Effacer\u00a0: ${props.name}` }}
      nothingFoundMessage="Aucun choix ne correspond"
      filter={filter}
      comboboxProps={{ shadow: 'md' }}
      checkIconPosition="right"
    />
  )
}

/** Some of a list. */
export function MultiWidget(props: WidgetOf<'choices'>) {
  return props.field.open ? <TagsWidget {...props} /> : <ClosedMultiSelect {...props} />
}

function ClosedMultiSelect(props: WidgetOf<'choices'>) {
  const { field, value, commit } = props
  const [search, setSearch] = useState('')
  const codes = Array.isArray(value) ? value.filter((code) => typeof code === 'string') : []
  const known = Object.entries(field.options).map(([code, label]) => ({ value: code, label }))
  const others = codes
    .filter((code) => !(code in field.options))
    .map((code) => ({ value: code, label: code }))
  return (
    <MultiSelect
      {...inputProps(props)}
      filter={foldedFilter}
      comboboxProps={{ shadow: 'md' }}
      data={[...known, ...others]}
      value={codes}
      onChange={(next) => void commit(next.length === 0 ? null : next)}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      selectFirstOptionOnChange
      onKeyDownCapture={(event) => takeTyped(event, { typed: search, first: true })}
      onBlur={() => sayUnpicked(props.name, search)}
      hidePickedOptions
      nothingFoundMessage="Aucun choix ne correspond"
    />
  )
}
