import { MultiSelect, Select, TagsInput } from '@mantine/core'
import { useState } from 'react'
import { parseField } from '../../../core/schema/kinds'
import { useServices } from '../services'
import { foldedFilter } from './foldedFilter'
import { TypedWidget } from './TypedWidget'
import { inputProps, type WidgetOf } from './widget'

/** One of a list; an open list also keeps what is typed as it is written. */
export function SelectWidget(props: WidgetOf<'choice'>) {
  const { field, value, commit } = props
  if (field.open) return <TypedWidget {...props} suggestions={Object.values(field.options)} />
  const current = typeof value === 'string' ? value : null
  const data = Object.entries(field.options).map(([code, label]) => ({ value: code, label }))
  // A value of another version of the application is kept, and shown as it stands.
  if (current !== null && !(current in field.options)) data.push({ value: current, label: current })
  return (
    <Select
      {...inputProps(props)}
      data={data}
      value={current}
      onChange={(next) => void commit(next)}
      searchable={data.length > 6}
      clearable={!props.required}
      clearButtonProps={{ 'aria-label': `Effacer : ${props.name}` }}
      nothingFoundMessage="Aucun choix ne correspond"
      filter={foldedFilter}
      comboboxProps={{ shadow: 'md' }}
      checkIconPosition="right"
    />
  )
}

/** Some of a list. */
export function MultiWidget(props: WidgetOf<'choices'>) {
  const { field, value, commit } = props
  const { context } = useServices()
  const [refusal, setRefusal] = useState<string>()
  const codes = Array.isArray(value) ? value.filter((code) => typeof code === 'string') : []
  const shared = {
    ...inputProps(props),
    filter: foldedFilter,
    comboboxProps: { shadow: 'md' },
  }
  if (!field.open) {
    const known = Object.entries(field.options).map(([code, label]) => ({ value: code, label }))
    const others = codes
      .filter((code) => !(code in field.options))
      .map((code) => ({ value: code, label: code }))
    return (
      <MultiSelect
        {...shared}
        data={[...known, ...others]}
        value={codes}
        onChange={(next) => void commit(next.length === 0 ? null : next)}
        hidePickedOptions
        nothingFoundMessage="Aucun choix ne correspond"
      />
    )
  }
  const labels = codes.map((code) => field.options[code] ?? code)
  return (
    <TagsInput
      {...shared}
      error={refusal ?? props.problem}
      data={Object.values(field.options)}
      value={labels}
      onChange={(next) => {
        const read = parseField(field, next, context)
        setRefusal(read.ok ? undefined : read.error)
        if (read.ok) void commit(read.value)
      }}
    />
  )
}
