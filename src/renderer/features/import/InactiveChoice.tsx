import { Select } from '@mantine/core'
import { recordOf } from '../../../core/records'
import type { FieldOf } from '../../../core/schema/field'
import type { InactiveAs } from '../../../core/sheets/importLayout'
import { Field } from '../../ui/field/Field'
import classes from './InactiveChoice.module.css'

interface InactiveChoiceProps {
  readonly value: InactiveAs
  onChange(value: InactiveAs): void
}

const exitField: FieldOf<'date'> = { kind: 'date', label: 'Date de sortie', scope: 'shared', unknown: true }

/** What « Actif : non » means, once for the whole column. */
export function InactiveChoice({ value, onChange }: InactiveChoiceProps) {
  const status = recordOf('promeneur')?.fields.status
  const options =
    status?.kind === 'choice' ? Object.entries(status.options).filter(([code]) => code !== 'actif') : []
  return (
    <fieldset className={classes.inactive}>
      <legend>Les promeneurs qui ne sont pas actifs deviennent</legend>
      <Select
        label="Statut"
        data={options.map(([code, label]) => ({ value: code, label }))}
        value={value.status}
        allowDeselect={false}
        onChange={(next) =>
          onChange({ status: next ?? 'sorti', exitDate: next === 'sorti' ? 'unknown' : null })
        }
      />
      {value.status === 'sorti' ? (
        <Field
          id="inactive-exit"
          field={exitField}
          bare
          value={value.exitDate}
          commit={(date) => {
            onChange({ ...value, exitDate: typeof date === 'string' ? date : null })
            return Promise.resolve(null)
          }}
        />
      ) : null}
    </fieldset>
  )
}
