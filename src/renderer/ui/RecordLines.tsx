import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, useContext, useEffect, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { kindNoun } from '../../core/schema/derive'
import { formatField } from '../../core/schema/kinds'
import type { AnyRecordDef, AnyRow, AnyValues } from '../../core/schema/record'
import { announce } from './announce'
import { Field } from './field/Field'
import { FormDraftsContext } from './formDrafts'
import { Icon } from './Icon'
import classes from './RecordLines.module.css'
import { useServices } from './services'

/** Stores a change: null, or in words why it was refused. */
type Store = Promise<string | null>

interface NextLine {
  /** Where what is begun is kept: one for each parent record and kind. */
  readonly place: string
  /** « Ajouter la décision ». */
  readonly label: string
  /** `own`: what the line's id is made of, where it was kept meanwhile. */
  add(values: AnyValues, own: string | undefined): Store
}

interface RecordLinesProps {
  readonly def: AnyRecordDef
  /** Names the table for assistive tools. */
  readonly caption: string
  /** Fields shown and not typed here, before the others. */
  readonly shown?: readonly string[]
  /** Fields typed in place. */
  readonly fields: readonly string[]
  readonly rows: readonly AnyRow[]
  /** What the last column says of a row: a state, a button. */
  readonly note?: { readonly label: string; of(row: AnyRow): ReactNode }
  /** What makes one more line; without it there is none to add. */
  readonly next?: NextLine
  readonly disabled?: boolean
  /** `began`: what the fields held when they were typed in. */
  edit(id: string, values: AnyValues, began: AnyValues): Store
  remove(id: string): Store
}

/** Records that belong to another one, a line each: typed in place, and one more at the bottom. */
export function RecordLines(props: RecordLinesProps) {
  const { def, caption, shown = [], fields, rows, note, next, disabled = false, edit, remove } = props
  const { citedName, hrefOf } = useServices()
  const columns = [...shown, ...fields].map((name) => ({ name, field: def.fields[name] }))
  const [refusal, setRefusal] = useState<string>()
  const trash = async (id: string): Promise<void> => {
    const why = await remove(id)
    setRefusal(why ?? undefined)
    if (why === null) announce(`${trashedWords(def)} Ctrl Z annule.`)
  }

  return (
    <div className={classes.scroll}>
      <table className={classes.lines} aria-label={caption} hidden={rows.length === 0}>
        <thead>
          <tr>
            {columns.map(({ name, field }) => (
              <th key={name} scope="col" data-kind={field?.kind}>
                {field?.label}
              </th>
            ))}
            {note === undefined ? null : <th scope="col">{note.label}</th>}
            <th scope="col">
              <span className={classes.unseen}>Gestes</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              {shown.map((name) => {
                const field = def.fields[name]
                return (
                  <td key={name} className={classes.told} data-label={field?.label}>
                    {field === undefined ? '' : formatField(field, row.values[name], citedName)}
                  </td>
                )
              })}
              {fields.map((name) => {
                const field = def.fields[name]
                return (
                  <td key={name} data-kind={field?.kind}>
                    {field === undefined ? null : (
                      <Field
                        field={withoutHint(field)}
                        value={row.values[name]}
                        place={{ record: row.id, field: name }}
                        bare
                        disabled={disabled}
                        commit={(value, began) =>
                          edit(row.id, { [name]: value }, began === undefined ? {} : { [name]: began })
                        }
                      />
                    )}
                  </td>
                )
              })}
              {note === undefined ? null : (
                <td className={classes.told} data-label={note.label}>
                  {note.of(row)}
                </td>
              )}
              <td className={classes.gestures}>
                <LineGestures href={hrefOf(row.id)} disabled={disabled} onRemove={() => void trash(row.id)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {refusal === undefined ? null : <p role="alert">{refusal}</p>}
      {disabled || next === undefined ? null : (
        <NewLine key={next.place} def={def} fields={fields} {...next} />
      )}
    </div>
  )
}

/** « Décision mise à la corbeille. » */
function trashedWords(def: AnyRecordDef): string {
  const noun = kindNoun(def)
  return `${noun.charAt(0).toUpperCase()}${noun.slice(1)} ${def.one.startsWith('une ') ? 'mise' : 'mis'} à la corbeille.`
}

interface LineGesturesProps {
  readonly href: string | undefined
  readonly disabled: boolean
  onRemove(): void
}

function LineGestures({ href, disabled, onRemove }: LineGesturesProps) {
  return (
    <>
      {href === undefined ? null : (
        <Tooltip label="Ouvrir la fiche">
          <ActionIcon component="a" href={href} aria-label="Ouvrir la fiche">
            <Icon name="expand" size={15} />
          </ActionIcon>
        </Tooltip>
      )}
      {disabled ? null : (
        <Tooltip label="Mettre à la corbeille">
          <ActionIcon aria-label="Mettre à la corbeille" onClick={onRemove}>
            <Icon name="trash" size={15} />
          </ActionIcon>
        </Tooltip>
      )}
    </>
  )
}

type NewLineProps = Pick<RecordLinesProps, 'def' | 'fields'> & NextLine

/** The line to come: what is typed in it is kept until it is added, wherever the person goes meanwhile. */
function NewLine({ def, fields, place, label, add }: NewLineProps) {
  const drafts = useContext(FormDraftsContext)
  const [values, setValues] = useState<AnyValues>(() => drafts?.get(place) ?? {})
  const [refusal, setRefusal] = useState<string>()
  const [made, setMade] = useState(0)
  const latest = useRef(values) // a field stores in the event that submits, before anything is drawn again
  const prefix = useId()
  const first = `${prefix}${fields[0] ?? ''}`
  useEffect(
    () =>
      drafts?.attend(place, () => {
        const field = document.getElementById(first)
        field?.scrollIntoView({ block: 'center' })
        field?.focus({ preventScroll: true })
      }),
    [drafts, place, first],
  )

  const keep = (next: AnyValues): void => {
    latest.current = next
    drafts?.set({ place, kind: def.name, label, values: next })
    setValues(next)
  }
  const submit = async (form: HTMLFormElement): Promise<void> => {
    const typing = document.activeElement
    if (typing instanceof HTMLElement && !(typing instanceof HTMLButtonElement))
      flushSync(() => typing.blur())
    const unread = form.querySelector<HTMLElement>('[aria-invalid="true"]')
    // The field says in words what is wrong: nothing else is said over it.
    setRefusal(undefined)
    if (unread) return unread.focus()
    const why = await add(latest.current, drafts?.own(place))
    setRefusal(why ?? undefined)
    if (why !== null) return typing instanceof HTMLElement ? typing.focus() : undefined
    // The fields of the next line are others: the focus goes to the first of them once they are drawn.
    flushSync(() => {
      keep({})
      setMade((count) => count + 1)
    })
    document.getElementById(first)?.focus()
  }
  return (
    <form
      className={classes.next}
      noValidate
      onKeyDown={addOnEnter}
      onSubmit={(event) => {
        event.preventDefault()
        void submit(event.currentTarget)
      }}
    >
      {fields.map((name) => {
        const field = def.fields[name]
        if (field === undefined) return null
        return (
          <div key={`${name}${made}`} className={classes.cell} data-kind={field.kind}>
            <Field
              id={`${prefix}${name}`}
              field={withoutHint(field)}
              value={values[name]}
              bare
              inForm
              unread={drafts?.unread({ place, kind: def.name, label }, name)}
              commit={(value) => {
                keep({ ...latest.current, [name]: value })
                return Promise.resolve(null)
              }}
            />
          </div>
        )
      })}
      <Button
        type="submit"
        variant="light"
        leftSection={<Icon name="plus" size={15} />}
        // A field that is left may lose its error and with it its height: the button would slip from under the pointer.
        onMouseDown={(event) => event.preventDefault()}
      >
        {label}
      </Button>
      {refusal === undefined ? null : <p role="alert">{refusal}</p>}
    </form>
  )
}

/** Enter adds a line whatever its field: in one that takes several lines of text, Shift goes to the next. */
function addOnEnter(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
  if (!(event.target instanceof HTMLTextAreaElement)) return
  event.preventDefault()
  event.currentTarget.requestSubmit()
}

/** In a line there is no room for the sentence under a field. */
function withoutHint<F extends { readonly hint?: string }>(field: F): F {
  const { hint: _hint, ...rest } = field
  return rest as F // the same field less an optional fact
}
