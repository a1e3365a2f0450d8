import { Select } from '@mantine/core'
import { useServices } from '../services'
import { Proposal } from './RecordWidget'
import { takeTyped } from './takeTyped'
import { choiceAdvice, useTypedChoice } from './useTypedChoice'
import { inputProps, type WidgetOf } from './widget'

const shown = 30

/** A commune picked by its name or postal code. */
export function CommuneWidget(props: WidgetOf<'commune'>) {
  const { findCommunes, context } = useServices()
  const { typed, problem, commit, forget, box } = useTypedChoice(props, choiceAdvice)
  const current = typeof props.value === 'string' ? props.value : null
  const name = current === null ? '' : (context.communes?.nameOf(current) ?? current)
  const found = findCommunes(typed, shown)
  const known = new Set(found.map((item) => item.id))
  const hints = new Map(found.map((item) => [item.id, item.hint]))
  const data = found.map((item) => ({ value: item.id, label: item.label }))
  if (current !== null && !known.has(current)) data.push({ value: current, label: name })
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
      filter={({ options }) => options.filter((option) => !('value' in option) || known.has(option.value))}
      limit={shown}
      clearable
      clearButtonProps={{ 'aria-label': `Effacer\u00a0: ${props.name}` }}
      placeholder="Nom ou code postal"
      nothingFoundMessage={typed === '' ? 'Tapez les premières lettres' : 'Aucune commune ne correspond'}
      comboboxProps={{ shadow: 'md' }}
      renderOption={({ option }) => <Proposal label={option.label} hint={hints.get(option.value) ?? ''} />}
    />
  )
}
