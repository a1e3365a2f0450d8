import { memo, type RefObject, useCallback, useMemo, useRef, useState } from 'react'
import { formSections, toComplete } from '../../../core/schema/derive'
import type { Field as FieldDef } from '../../../core/schema/field'
import type { AnyRecordDef, AnyRow, AnyValues, FieldValue, Problem } from '../../../core/schema/record'
import { isFixed } from '../../../core/schema/uniqueFacts'
import { brokenRules } from '../../../core/schema/validate'
import { Field } from '../field/Field'
import { bringTo } from './bringTo'
import classes from './RecordForm.module.css'
import { SharedLegend } from './SharedLegend'

/** Stores some fields of a record, begun from what they held; gives back what keeps them from being stored, nothing when they are on disk. */
export type Edit = (values: AnyValues, began: AnyValues) => Promise<readonly Problem[]>

interface RecordFormProps {
  readonly def: AnyRecordDef
  readonly row: AnyRow
  readonly readOnly: boolean
  /** Fields that another part of the panel shows. */
  readonly without: readonly string[]
  /** The same function from one drawing to the next: fields that did not change are not drawn again. */
  readonly edit: Edit
}

const wideKinds: readonly string[] = ['longText', 'richText', 'marks', 'rows', 'file', 'refs']

/** A record's fields by section; each is stored by itself as soon as it is left. */
export function RecordForm({ def, row, readOnly, without, edit }: RecordFormProps) {
  const form = useRef<HTMLDivElement>(null)
  const [refused, setRefused] = useState<Refusals>({})
  const store = useCallback(
    async (name: string, value: FieldValue | null, began?: FieldValue | null) => {
      const problems = await edit({ [name]: value }, began === undefined ? {} : { [name]: began })
      const message = problems.length === 0 ? null : problems.map((problem) => problem.message).join(' ')
      setRefused((known) => withRefusal(known, name, message))
      return message
    },
    [edit],
  )
  const sections = useMemo(() => formSections(def), [def])
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
                <StoredField
                  record={row.id}
                  name={name}
                  field={field}
                  value={row.values[name]}
                  problem={refused[name]}
                  disabled={readOnly || isFixed(def, name, row.values)}
                  store={store}
                />
              </div>
            ))}
          </div>
        </section>
      ))}
      <SharedLegend fields={sections.flatMap((section) => section.fields.map(({ field }) => field))} />
    </div>
  )
}

interface StoredFieldProps {
  readonly record: string
  readonly name: string
  readonly field: FieldDef
  readonly value: FieldValue | null | undefined
  readonly problem: string | undefined
  readonly disabled: boolean
  store(name: string, value: FieldValue | null, began?: FieldValue | null): Promise<string | null>
}

/** A field of the record, drawn again only when it is its own value that changed. */
const StoredField = memo(
  ({ record, name, store, ...field }: StoredFieldProps) => (
    <Field {...field} place={{ record, field: name }} commit={(value, began) => store(name, value, began)} />
  ),
  (before, after) =>
    before.record === after.record &&
    before.field === after.field &&
    before.problem === after.problem &&
    before.disabled === after.disabled &&
    before.store === after.store &&
    sameValue(before.value, after.value),
)
StoredField.displayName = 'StoredField'

/** Lists and tables are made anew at each projection: they are compared by what they hold. */
const sameValue = (a: StoredFieldProps['value'], b: StoredFieldProps['value']): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b))

type Refusals = { readonly [field: string]: string }

function withRefusal(known: Refusals, name: string, message: string | null): Refusals {
  if (message === (known[name] ?? null)) return known
  const { [name]: _, ...others } = known
  return message === null ? others : { ...others, [name]: message }
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
  const focus = (name: string): void => bringTo(form.current, name)
  return (
    <div className={classes.remaining}>
      {missing.length === 0 ? null : (
        <p>
          <strong>À compléter&nbsp;: </strong>
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
