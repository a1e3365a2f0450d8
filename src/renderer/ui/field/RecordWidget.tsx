import { ActionIcon, MultiSelect, Select, Tooltip } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { sameText } from '../../../core/schema/likeness'
import { Icon } from '../Icon'
import { type Found, useServices } from '../services'
import { useHandler } from '../useHandler'
import classes from './Field.module.css'
import { takeTyped } from './takeTyped'
import { useTypedChoice } from './useTypedChoice'
import { inputProps, type WidgetOf } from './widget'

const shown = 40

/** Before the kind of a record that a choice makes; no id begins so. */
const NEW = 'new '
const isCreation = (value: string): boolean => value.startsWith(NEW)

const targets = (to: string | readonly string[]): readonly string[] => (typeof to === 'string' ? [to] : to)

/**
 * Proposals for what is typed, looked for while the list is open; those chosen among them so that their names show.
 * `begun`: the name that the box held as it was typed in.
 */
export function useProposals(
  to: string | readonly string[],
  chosen: readonly string[],
  text: string,
  begun?: string,
) {
  const { find, citedName, creatable, create } = useServices()
  const [opened, setOpened] = useState(false)
  // A name that is only made longer is seldom another one: what was added to it is looked for.
  const added = begun !== undefined && text.startsWith(begun) ? text.slice(begun.length) : ''
  const isLonger = added.trim() !== ''
  const whole = opened ? find(targets(to), text, shown) : []
  const found = opened && isLonger && whole.length === 0 ? find(targets(to), added, shown) : whole
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
    // Enter takes the first proposal, but never chooses of which kind a new record is made, nor makes one of a name that is
    // only longer.
    selectFirstOptionOnChange: isOne && !(isLonger && found.length === 0),
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

/** What to do with what was typed in a list and names none of its records. */
export function useRecordAdvice(to: string | readonly string[]): (typed: string) => string {
  const { creatable } = useServices()
  return (typed) =>
    creatable(targets(to), typed).length === 0
      ? 'Choisissez dans la liste, ou effacez ce texte.'
      : 'Choisissez dans la liste, ou créez la fiche depuis cette liste.'
}

/** A record picked by typing some of its words, accents folded. */
export function RecordWidget(props: WidgetOf<'ref'>) {
  const { hrefOf, citedName } = useServices()
  const current = typeof props.value === 'string' ? props.value : null
  const { typed, problem, commit, forget, box } = useTypedChoice(props, useRecordAdvice(props.field.to))
  const { data, hints, proposed, list, pick } = useProposals(
    props.field.to,
    current === null ? [] : [current],
    typed,
    current === null ? undefined : citedName(current),
  )
  // A form has nowhere to go before it is sent.
  const href = current === null || props.inForm ? undefined : hrefOf(current)
  return (
    <Select
      {...inputProps(props)}
      {...box}
      error={problem ?? props.problem}
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
      allowDeselect={false}
      onOptionSubmit={(next) => (isCreation(next) ? undefined : forget())}
      onChange={(next) => (next === null ? void commit(null) : pick(next, (id) => void commit(id)))}
      searchable
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
  const { typed, problem, commit, box } = useTypedChoice(props, useRecordAdvice(props.field.to))
  const ids = Array.isArray(props.value) ? props.value.filter((id) => typeof id === 'string') : []
  const { data, hints, proposed, list, pick } = useProposals(props.field.to, ids, typed)
  // A record that has to be made first joins those that are chosen by then.
  const add = useHandler((id: string) => void commit([...ids, id]))
  const choose = (next: readonly string[]): void => {
    const made = next.find(isCreation)
    if (made !== undefined) pick(made, add)
    else void commit(next.length === 0 ? null : next)
  }
  return (
    <MultiSelect
      {...inputProps(props)}
      {...box}
      error={problem ?? props.problem}
      data={data}
      {...list}
      value={ids}
      onChange={choose}
      searchable
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
      {hint === '' ? null : <small className={classes.hint}> · {hint}</small>}
    </span>
  )
}
