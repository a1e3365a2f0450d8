import { MultiSelect, Select } from '@mantine/core'
import { foldedFilter } from './foldedFilter'
import { TagsWidget } from './TagsWidget'
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
  if (field.open) return <TagsWidget {...props} />
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
      hidePickedOptions
      nothingFoundMessage="Aucun choix ne correspond"
    />
  )
}
