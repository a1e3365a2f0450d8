import { MultiSelect, Select } from '@mantine/core'
import { useMemo } from 'react'
import { optionWords } from '../../../core/schema/kinds/options'
import { filterBy, foldedFilter } from './foldedFilter'
import { takeTyped } from './takeTyped'
import { TagsWidget } from './TagsWidget'
import { TypedWidget } from './TypedWidget'
import { choiceAdvice, useTypedChoice } from './useTypedChoice'
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
  const { field, value } = props
  const { typed, problem, commit, forget, box } = useTypedChoice(props, choiceAdvice)
  const current = typeof value === 'string' ? value : null
  const data = Object.entries(field.options).map(([code, label]) => ({ value: code, label }))
  // A value of another version of the application is kept, and shown as it stands.
  if (current !== null && !(current in field.options)) data.push({ value: current, label: current })
  const filter = useMemo(() => filterBy((option) => optionWords(field, option.value)), [field])
  return (
    <Select
      {...inputProps(props)}
      {...box}
      error={problem ?? props.problem}
      data={data}
      value={current}
      allowDeselect={false}
      onOptionSubmit={forget}
      onChange={(next) => void commit(next)}
      searchable
      selectFirstOptionOnChange
      onKeyDownCapture={(event) => takeTyped(event, { typed, first: true })}
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
  const { field, value } = props
  const { typed, problem, commit, box } = useTypedChoice(props, choiceAdvice)
  const codes = Array.isArray(value) ? value.filter((code) => typeof code === 'string') : []
  const known = Object.entries(field.options).map(([code, label]) => ({ value: code, label }))
  const others = codes
    .filter((code) => !(code in field.options))
    .map((code) => ({ value: code, label: code }))
  return (
    <MultiSelect
      {...inputProps(props)}
      {...box}
      error={problem ?? props.problem}
      filter={foldedFilter}
      comboboxProps={{ shadow: 'md' }}
      data={[...known, ...others]}
      value={codes}
      onChange={(next) => void commit(next.length === 0 ? null : next)}
      searchable
      selectFirstOptionOnChange
      onKeyDownCapture={(event) => takeTyped(event, { typed, first: true })}
      hidePickedOptions
      nothingFoundMessage="Aucun choix ne correspond"
    />
  )
}
