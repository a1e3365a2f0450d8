import { type RefObject, useRef, useState } from 'react'
import { formSections, toComplete } from '../../../core/schema/derive'
import type { AnyRecordDef, AnyRow, AnyValues, Problem } from '../../../core/schema/record'
import { brokenRules } from '../../../core/schema/validate'
import { Field } from '../field/Field'
import type { Commit } from '../field/useDraft'
import classes from './RecordForm.module.css'

/** Stores some fields of a record; gives back what keeps them from being stored, nothing when they are on disk. */
export type Edit = (values: AnyValues) => Promise<readonly Problem[]>

interface RecordFormProps {
  readonly def: AnyRecordDef
  readonly row: AnyRow
  readonly readOnly: boolean
  /** Fields that another part of the panel shows. */
  readonly without: readonly string[]
  readonly edit: Edit
}

const wideKinds: readonly string[] = ['longText', 'richText', 'marks', 'rows', 'file', 'refs']

/** A record's fields by section; each is stored by itself as soon as it is left. */
export function RecordForm({ def, row, readOnly, without, edit }: RecordFormProps) {
  const form = useRef<HTMLDivElement>(null)
  const [refused, setRefused] = useState<{ readonly [field: string]: string }>({})
  const commitOf =
    (name: string): Commit =>
    async (value) => {
      const problems = await edit({ [name]: value })
      const message = problems.length === 0 ? null : problems.map((problem) => problem.message).join(' ')
      setRefused(({ [name]: _, ...others }) => (message === null ? others : { ...others, [name]: message }))
      return message
    }
  const sections = formSections(def)
    .map((section) => ({ ...section, fields: section.fields.filter(({ name }) => !without.includes(name)) }))
    .filter((section) => section.fields.length > 0)

  return (
    <div ref={form} className={classes.form}>
      {readOnly ? null : <Remaining def={def} row={row} form={form} />}
      {sections.map((section) => (
        <section key={section.title} className={classes.section} aria-label={section.title}>
          <h3>{section.title}</h3>
          <div className={classes.fields}>
            {section.fields.map(({ name, field }) => (
              <div
                key={name}
                data-field={name}
                className={wideKinds.includes(field.kind) ? classes.wide : undefined}
              >
                <Field
                  field={field}
                  value={row.values[name]}
                  commit={commitOf(name)}
                  problem={refused[name]}
                  disabled={readOnly}
                />
              </div>
            ))}
          </div>
        </section>
      ))}
    </div>
  )
}

interface RemainingProps {
  readonly def: AnyRecordDef
  readonly row: AnyRow
  readonly form: RefObject<HTMLDivElement | null>
}

/** « À compléter » and what the rules doubt: each brings the focus to its field. Never a refusal. */
function Remaining({ def, row, form }: RemainingProps) {
  const missing = toComplete(def, row.values)
  const doubts = brokenRules(def, row.values, 'warn')
  if (missing.length === 0 && doubts.length === 0) return null
  const focus = (name: string): void => {
    const box = form.current?.querySelector<HTMLElement>(`[data-field="${name}"]`)
    box?.scrollIntoView({ block: 'center' })
    box?.querySelector<HTMLElement>('input, textarea, button')?.focus()
  }
  return (
    <div className={classes.remaining}>
      {missing.length === 0 ? null : (
        <p>
          <strong>À compléter : </strong>
          {missing.map((name) => (
            <button key={name} type="button" onClick={() => focus(name)}>
              {def.fields[name]?.label}
            </button>
          ))}
        </p>
      )}
      {doubts.map((doubt) => (
        <p key={doubt.field + doubt.message}>
          <button type="button" onClick={() => focus(doubt.field)}>
            {doubt.message}
          </button>
        </p>
      ))}
    </div>
  )
}
