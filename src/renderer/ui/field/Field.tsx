import { Input, Tooltip } from '@mantine/core'
import { useId } from 'react'
import type { Field as FieldDef } from '../../../core/schema/field'
import { formatField } from '../../../core/schema/kinds'
import type { FieldValue } from '../../../core/schema/record'
import type { Place } from '../fieldDrafts'
import type { UnreadText } from '../formDrafts'
import { useServices } from '../services'
import { CheckWidget } from './CheckWidget'
import { CommuneWidget } from './CommuneWidget'
import { DayWidget, MonthWidget } from './DayWidget'
import classes from './Field.module.css'
import { FileWidget } from './FileWidget'
import { MarksWidget } from './MarksWidget'
import { RecordsWidget, RecordWidget } from './RecordWidget'
import { RowsWidget } from './RowsWidget'
import { MultiWidget, SelectWidget } from './SelectWidget'
import { AreaWidget, TypedWidget } from './TypedWidget'
import { useChosen } from './useChosen'
import type { Commit } from './useDraft'
import type { WidgetProps } from './widget'

interface FieldProps {
  readonly field: FieldDef
  readonly value: FieldValue | null | undefined
  readonly commit: Commit
  /** Where the field stands: what cannot be stored waits there when it goes away. */
  readonly place?: Place | undefined
  readonly problem?: string | undefined
  readonly disabled?: boolean
  /** Without the mark of what the committee reads: inside a table, or a form that has no rooms. */
  readonly bare?: boolean
  /** Whether its value goes into a form that is not sent yet, where it is kept from the first moments. */
  readonly inForm?: boolean
  /** Where that form keeps what is typed and is none of its values. */
  readonly unread?: UnreadText | undefined
  /** The input's id, to bring the focus here. */
  readonly id?: string
}

/**
 * One field of a form: its label, the widget that its kind names, and in words what is wrong. One that is only shown takes
 * up nothing of what waits for it; it begins anew, and does, once it can be typed in.
 */
export function Field(props: FieldProps) {
  return props.disabled ? (
    <FieldWidget key="shown" {...props} place={undefined} />
  ) : (
    <FieldWidget key="typed" {...props} />
  )
}

function FieldWidget({
  field,
  value,
  commit,
  place,
  problem,
  disabled = false,
  bare = false,
  inForm = false,
  unread,
  id,
}: FieldProps) {
  const own = useId()
  const [chosen, choose] = useChosen(value, commit)
  const label = (
    <span>
      {field.label}
      {bare || field.scope === 'private' ? null : (
        <Tooltip label="Lu aussi par le comité national">
          <span className={classes.shared} aria-hidden="true" />
        </Tooltip>
      )}
    </span>
  )
  const shared: Omit<WidgetProps, 'field'> = {
    value,
    commit,
    place,
    label,
    name: field.label,
    hint: field.hint,
    problem,
    disabled,
    inForm,
    unread,
    required: field.required ?? false,
    id: id ?? own,
  }
  const picked = { ...shared, value: chosen, commit: choose }
  if (field.readOnly || field.kind === 'richText') return <ReadOnly {...shared} field={field} />
  switch (field.kind) {
    case 'text':
      return <TypedWidget {...shared} field={field} suggestions={field.suggestions ?? []} />
    case 'longText':
      return <AreaWidget {...shared} field={field} />
    case 'integer':
      return <TypedWidget {...shared} field={field} inputMode="decimal" alignRight={!field.year} />
    case 'decimal':
      return <TypedWidget {...shared} field={field} inputMode="decimal" alignRight />
    case 'money':
      return <TypedWidget {...shared} field={field} inputMode="decimal" placeholder="0,00 €" alignRight />
    case 'range':
      return <TypedWidget {...shared} field={field} suggestions={rangeLabels(field)} />
    case 'slot':
      return <TypedWidget {...shared} field={field} placeholder="14h-16h30" />
    case 'email':
      return <TypedWidget {...shared} field={field} inputMode="email" />
    case 'phone':
      return <TypedWidget {...shared} field={field} inputMode="tel" />
    case 'url':
      return <TypedWidget {...shared} field={field} inputMode="url" placeholder="https://" />
    case 'siret':
      return <TypedWidget {...shared} field={field} placeholder="14 chiffres, ou W et 9 chiffres" />
    case 'date':
      return <DayWidget {...shared} field={field} />
    case 'month':
      return <MonthWidget {...shared} field={field} />
    case 'flag':
      return <CheckWidget {...picked} field={field} />
    case 'choice':
      return <SelectWidget {...picked} field={field} />
    case 'choices':
      return <MultiWidget {...picked} field={field} />
    case 'commune':
      return <CommuneWidget {...picked} field={field} />
    case 'ref':
      return <RecordWidget {...picked} field={field} />
    case 'refs':
      return <RecordsWidget {...picked} field={field} />
    case 'marks':
      return <MarksWidget {...picked} field={field} />
    case 'file':
      return <FileWidget {...picked} field={field} />
    case 'rows':
      return (
        <RowsWidget
          {...picked}
          field={field}
          renderCell={(cell, key) => <Field key={key} {...cell} bare />}
        />
      )
  }
}

function rangeLabels(field: Extract<FieldDef, { kind: 'range' }>): readonly string[] {
  return field.buckets.map((bucket) => formatField(field, bucket, () => undefined))
}

function ReadOnly({ field, value, label, hint, id }: WidgetProps) {
  const { citedName } = useServices()
  return (
    <Input.Wrapper label={label} labelElement="div" description={hint} id={id}>
      <p className={classes.readOnly}>{formatField(field, value, citedName) || '–'}</p>
    </Input.Wrapper>
  )
}
