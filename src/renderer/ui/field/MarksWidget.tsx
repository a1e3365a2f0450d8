import { ActionIcon, Input, SegmentedControl, Select } from '@mantine/core'
import { announce } from '../announce'
import { counted } from '../counted'
import { Icon } from '../Icon'
import { useServices } from '../services'
import { toldApart } from '../toldApart'
import { useHandler } from '../useHandler'
import { AddAllMenu } from './AddAllMenu'
import { Proposal, useProposals, useRecordAdvice } from './RecordWidget'
import { useTypedChoice } from './useTypedChoice'
import classes from './MarksWidget.module.css'
import type { WidgetOf } from './widget'

/** Who was there: people added by typing, or a whole kind at once; each answered in one press. */
export function MarksWidget(props: WidgetOf<'marks'>) {
  const { field, value, commit, label, name, hint, disabled, id } = props
  const { citedName, apart } = useServices()
  const { typed, problem, forget, box } = useTypedChoice(props, useRecordAdvice(field.to))
  const marks = isMarks(value) ? value : {}
  const told = apart(Object.keys(marks))
  const people = Object.keys(marks).map((person) => ({
    person,
    label: toldApart(citedName(person) ?? '(fiche absente)', told.get(person)),
  }))
  people.sort((a, b) => a.label.localeCompare(b.label, 'fr'))
  const { data, hints, proposed, list, pick } = useProposals(field.to, [], typed)
  const options = Object.entries(field.options).map(([code, text]) => ({ value: code, label: text }))
  const first = options[0]?.value ?? ''
  const put = (changes: { readonly [person: string]: string }): void => void commit({ ...marks, ...changes })
  const drop = (person: string): void => {
    const rest = Object.fromEntries(Object.entries(marks).filter(([other]) => other !== person))
    void commit(Object.keys(rest).length === 0 ? null : rest)
  }
  const kinds = typeof field.to === 'string' ? [field.to] : field.to
  const addAll = (missing: readonly string[]): void => {
    put(Object.fromEntries(missing.map((person) => [person, first])))
    announce(`${counted(missing.length, 'ajout')}, «\u00a0${options[0]?.label ?? ''}\u00a0». Ctrl Z annule.`)
  }
  // Whoever has to be made first joins those who are there by then.
  const add = useHandler((person: string) => put({ [person]: first }))
  const counts = options.map((option) => ({
    ...option,
    count: people.filter(({ person }) => marks[person] === option.value).length,
  }))

  return (
    <Input.Wrapper label={label} labelElement="div" description={hint} error={props.problem} id={id}>
      <div className={classes.add}>
        <Select
          {...box}
          error={problem}
          aria-label={`${name}\u00a0: ajouter une personne`}
          placeholder="Ajouter une personne"
          disabled={disabled}
          data={data.filter((item) => !(item.value in marks))}
          {...list}
          value={null}
          searchable
          filter={({ options: all }) =>
            all.filter((option) => !('value' in option) || proposed.has(option.value))
          }
          onChange={(person) => {
            forget()
            if (person !== null) pick(person, add)
          }}
          nothingFoundMessage="Personne d’autre ne correspond"
          renderOption={({ option }) => (
            <Proposal label={option.label} hint={hints.get(option.value) ?? ''} />
          )}
        />
        <AddAllMenu kinds={kinds} marked={marks} disabled={disabled} add={addAll} />
      </div>
      {people.length === 0 ? null : (
        <>
          <p className={classes.counts}>
            {counts
              .filter(({ count }) => count > 0)
              .map(({ label, count }) => counted(count, label.toLowerCase()))
              .join(' · ')}
          </p>
          <ul className={classes.people} aria-label={name}>
            {people.map(({ person, label: who }) => (
              <li key={person}>
                <span>{who}</span>
                <SegmentedControl
                  aria-label={who}
                  size="xs"
                  data={options}
                  value={marks[person] ?? ''}
                  disabled={disabled}
                  onChange={(mark) => put({ [person]: mark })}
                />
                <ActionIcon aria-label={`Retirer ${who}`} disabled={disabled} onClick={() => drop(person)}>
                  <Icon name="close" size={14} />
                </ActionIcon>
              </li>
            ))}
          </ul>
        </>
      )}
    </Input.Wrapper>
  )
}

function isMarks(value: unknown): value is { readonly [person: string]: string } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
