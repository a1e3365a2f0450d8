import { ActionIcon, MultiSelect, Select, Tooltip } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { sameText } from '../../../core/schema/likeness'
import { announce } from '../announce'
import { Icon } from '../Icon'
import { type Found, useServices } from '../services'
import { useHandler } from '../useHandler'
import { takeTyped } from './takeTyped'
import { inputProps, type WidgetOf } from './widget'

const shown = 40

/** Before the kind of a record that a choice makes; no id begins so. */
const NEW = 'new '
const isCreation = (value: string): boolean => value.startsWith(NEW)

const targets = (to: string | readonly string[]): readonly string[] => (typeof to === 'string' ? [to] : to)

/** Proposals for what is typed, looked for while the list is open; those chosen among them so that their names show. */
export function useProposals(to: string | readonly string[], chosen: readonly string[], text: string) {
  const { find, citedName, creatable, create } = useServices()
  const [opened, setOpened] = useState(false)
  const found = opened ? find(targets(to), text, shown) : []
  // Nothing is made beside one that is called so already.
  const isNew = text.trim() !== '' && !found.some(({ label }) => sameText(label, text))
  const made = opened && isNew ? creatable(targets(to), text) : []
  const known = new Set(found.map((item) => item.id))
  const others: Found[] = chosen
    .filter((id) => !known.has(id))
    .map((id) => ({ id, label: citedName(id) ?? '(fiche absente de cet ordinateur)', hint: '' }))
  const news = made.map(({ kind, label }) => ({
    id: NEW + kind,
    label: `${label}\u00a0: «\u00a0${text.trim()}\u00a0»`,
    hint: '',
  }))
  const all = [...found, ...others, ...news]
  const hints = new Map(all.map((item) => [item.id, item.hint]))
  const isOne = targets(to).length === 1
  const list = {
    onDropdownOpen: () => setOpened(true),
    onDropdownClose: () => setOpened(false),
    // Enter takes the first proposal, but never chooses of which kind a new record is made.
    selectFirstOptionOnChange: isOne,
    onKeyDownCapture: (event: KeyboardEvent<HTMLInputElement>) =>
      takeTyped(event, { typed: text, first: isOne, isMade: isCreation }),
  }
  const proposed = new Set([...known, ...news.map(({ id }) => id)])
  /** Hands on the record that a choice names: at once, or when it has been made. */
  const pick = (value: string, take: (id: string) => void): void => {
    if (!isCreation(value)) return take(value)
    void create(value.slice(NEW.length), text).then((id) => (id === undefined ? undefined : take(id)))
  }
  return { data: all.map((item) => ({ value: item.id, label: item.label })), hints, proposed, list, pick }
}

/** What was typed to look for a record is no choice: leaving the field lets it go, and says so. */
export function sayUnpicked(field: string, text: string): void {
  if (text.trim() === '') return
  announce(
    `${field}\u00a0: «\u00a0${text.trim()}\u00a0» n’a pas été retenu. Choisissez dans la liste.`,
    'warn',
  )
}

/** A record picked by typing some of its words, accents folded. */
export function RecordWidget(props: WidgetOf<'ref'>) {
  const { hrefOf, nameOf, citedName } = useServices()
  const [search, setSearch] = useState('')
  const current = typeof props.value === 'string' ? props.value : null
  // Right after a choice the box holds the chosen name: that is not a search.
  const isChosen = current !== null && (search === nameOf(current) || search === citedName(current))
  const typed = isChosen ? '' : search
  const { data, hints, proposed, list, pick } = useProposals(
    props.field.to,
    current === null ? [] : [current],
    typed,
  )
  const href = current === null ? undefined : hrefOf(current)
  return (
    <Select
      {...inputProps(props)}
      label={
        href === undefined ? (
          props.label
        ) : (
          <>
            {props.label}{' '}
            <Tooltip label="Ouvrir la fiche">
              <ActionIcon
                component="a"
                href={href}
                size="xs"
                aria-label={`Ouvrir la fiche\u00a0: ${props.name}`}
              >
                <Icon name="link" size={14} />
              </ActionIcon>
            </Tooltip>
          </>
        )
      }
      labelProps={{ labelElement: 'label' }}
      data={data}
      {...list}
      value={current}
      onChange={(next) =>
        next === null ? void props.commit(null) : pick(next, (id) => void props.commit(id))
      }
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      onBlur={() => sayUnpicked(props.name, typed)}
      filter={({ options }) => options.filter((option) => !('value' in option) || proposed.has(option.value))}
      limit={shown + 3}
      clearable={!props.required}
      clearButtonProps={{ 'aria-label': `Effacer\u00a0: ${props.name}` }}
      placeholder="Tapez un nom"
      nothingFoundMessage="Aucune fiche ne correspond"
      comboboxProps={{ shadow: 'md' }}
      renderOption={({ option }) => <Proposal label={option.label} hint={hints.get(option.value) ?? ''} />}
    />
  )
}

/** Several records. */
export function RecordsWidget(props: WidgetOf<'refs'>) {
  const [search, setSearch] = useState('')
  const ids = Array.isArray(props.value) ? props.value.filter((id) => typeof id === 'string') : []
  const { data, hints, proposed, list, pick } = useProposals(props.field.to, ids, search)
  // A record that has to be made first joins those that are chosen by then.
  const add = useHandler((id: string) => void props.commit([...ids, id]))
  const choose = (next: readonly string[]): void => {
    const made = next.find(isCreation)
    if (made !== undefined) pick(made, add)
    else void props.commit(next.length === 0 ? null : next)
  }
  return (
    <MultiSelect
      {...inputProps(props)}
      data={data}
      {...list}
      value={ids}
      onChange={choose}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      onBlur={() => sayUnpicked(props.name, search)}
      filter={({ options }) => options.filter((option) => !('value' in option) || proposed.has(option.value))}
      limit={shown + 3}
      hidePickedOptions
      placeholder={ids.length === 0 ? 'Tapez un nom' : ''}
      nothingFoundMessage="Aucune fiche ne correspond"
      comboboxProps={{ shadow: 'md' }}
      renderOption={({ option }) => <Proposal label={option.label} hint={hints.get(option.value) ?? ''} />}
    />
  )
}

/** A proposal: the name, and what tells homonyms apart. */
export function Proposal({ label, hint }: { readonly label: string; readonly hint: string }) {
  return (
    <span>
      {label}
      {hint === '' ? null : <small style={{ color: 'var(--text-soft)' }}> · {hint}</small>}
    </span>
  )
}
