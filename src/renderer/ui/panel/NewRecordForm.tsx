import { Button, Group } from '@mantine/core'
import { type FormEvent, type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { formSections } from '../../../core/schema/derive'
import { withProposed } from '../../../core/schema/proposed'
import type { AnyRecordDef, AnyValues, Beside, Problem } from '../../../core/schema/record'
import { missingRequired } from '../../../core/schema/validate'
import { Field } from '../field/Field'
import type { UnreadText } from '../formDrafts'
import { Notice } from '../Notice'
import classes from './RecordForm.module.css'
import { SharedLegend } from './SharedLegend'

interface NewRecordFormProps {
  readonly def: AnyRecordDef
  /** Values known beforehand, for instance the record from which this one is added. */
  readonly initial: AnyValues
  /** What was filled in before, when the form was left. */
  readonly begun: AnyValues | undefined
  /** What its kind proposes follows from these. */
  readonly around: Beside
  /** Gives back what keeps the record from being created, nothing when it is on disk. */
  create(values: AnyValues): Promise<readonly Problem[]>
  /** Something is being typed. */
  onTyped(): void
  /** The form holds this now. */
  onChange(values: AnyValues): void
  /** Where what a field holds and nobody can read is kept. */
  unreadOf(field: string): UnreadText | undefined
  onCancel(): void
}

/** A new record: what names it and what is expected; the rest is filled in the record itself. */
export function NewRecordForm(props: NewRecordFormProps) {
  const { def, initial, begun, around, create, onTyped, onChange, unreadOf, onCancel } = props
  const form = useRef<HTMLFormElement>(null)
  // Beside the state, so that a value read by the very key that submits the form is not missed.
  const latest = useRef<AnyValues>({ ...initial, ...begun })
  const [values, setValues] = useState<AnyValues>(latest.current)
  const [problems, setProblems] = useState<readonly Problem[]>([])
  const [busy, setBusy] = useState(false)
  const fields = formSections(def)
    .flatMap((section) => section.fields)
    .filter(({ name, field }) => {
      if (field.readOnly || field.kind === 'richText') return false
      if (field.required || field.expected || field.offered) return true
      return def.naming.includes(name) || initial[name] !== undefined
    })
  const shown = withProposed(def, values, around)
  const general = problems.filter((problem) => !fields.some(({ name }) => name === problem.field))

  const first = (fields.find(({ name }) => (shown[name] ?? null) === null) ?? fields[0])?.name
  const begins = useRef(first)
  // Its window takes the focus to what is marked so: what is known already is not what one has come to type.
  useLayoutEffect(() => {
    inputOf(form.current, begins.current)?.setAttribute('data-autofocus', 'true')
  }, [])

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    // What an earlier try found is cleared first: a field that is still wrong then holds what cannot be read.
    flushSync(() => setProblems([]))
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
    const missing = missingRequired(def, latest.current)
    setProblems(missing)
    if (missing.length > 0) return inputOf(form.current, missing[0]?.field)?.focus()
    if (wrong) return wrong.focus()
    setBusy(true)
    const refused = await create(latest.current)
    setBusy(false)
    setProblems(refused)
    inputOf(form.current, refused[0]?.field)?.focus()
  }

  return (
    <form
      ref={form}
      onSubmit={(event) => void submit(event)}
      onInput={onTyped}
      onKeyDownCapture={keepDraft}
      noValidate
      className={classes.form}
    >
      {general.length === 0 ? null : (
        <Notice tone="danger">{general.map((problem) => problem.message).join(' ')}</Notice>
      )}
      <div className={classes.fields}>
        {fields.map(({ name, field }) => (
          <div
            key={name}
            data-field={name}
            className={field.kind === 'longText' || field.kind === 'marks' ? classes.wide : undefined}
          >
            <Field
              field={field}
              value={shown[name]}
              problem={problems.find((problem) => problem.field === name)?.message}
              inForm
              unread={unreadOf(name)}
              commit={(value) => {
                latest.current = { ...latest.current, [name]: value }
                onChange(latest.current)
                setValues(latest.current)
                setProblems((known) => known.filter((problem) => !isAnswered(def, problem, name)))
                return Promise.resolve(null)
              }}
            />
          </div>
        ))}
      </div>
      <SharedLegend fields={fields.map(({ field }) => field)} />
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onCancel}>
          Annuler
        </Button>
        <Button type="submit" loading={busy}>
          Créer
        </Button>
      </Group>
    </form>
  )
}

/** Whether a problem may be over once a field has changed: it is about the field, or about a rule that it is part of. */
const isAnswered = ({ rules = [] }: AnyRecordDef, problem: Problem, field: string): boolean =>
  problem.field === field || rules.some(({ fields }) => fields[0] === problem.field && fields.includes(field))

/**
 * Escape leaves the form, which asks first: the field must not have dropped its text by then. A list closes itself, and so
 * does a calendar, which is drawn elsewhere on the page.
 */
function keepDraft(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== 'Escape' || !(event.target instanceof Element)) return
  const isList = event.target.getAttribute('data-mantine-stop-propagation') === 'true'
  if (!isList && event.currentTarget.contains(event.target)) event.stopPropagation()
}

const inputOf = (form: HTMLFormElement | null, name: string | undefined): HTMLElement | null | undefined =>
  name === undefined
    ? undefined
    : form?.querySelector<HTMLElement>(`[data-field="${name}"] :is(input, textarea, button)`)
