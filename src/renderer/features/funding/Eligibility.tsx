import { editRecord } from '../../../core/commands/editRecord'
import { type EligibilityHint, eligibilityHints } from '../../../core/figures/eligibility'
import { funding } from '../../../core/records/funding'
import { fundRule } from '../../../core/reference/fundingRules'
import { formatField } from '../../../core/schema/kinds'
import type { AnyRow } from '../../../core/schema/record'
import { brokenRules, isEmpty } from '../../../core/schema/validate'
import { useRow, useWorkspace } from '../../data/hooks'
import { refusalOf } from '../../data/refusal'
import { useSource } from '../../data/useSource'
import { Field } from '../../ui/field/Field'
import { Notice } from '../../ui/Notice'
import classes from './Funding.module.css'

interface SectionProps {
  readonly row: AnyRow
  readonly readOnly: boolean
}

/** What the fund's rules, the expenses charged to it and the other grants of its project say of the file. They warn; a reason answers them, and stays with the file. */
export function Eligibility({ row, readOnly }: SectionProps) {
  const { identity, run } = useWorkspace()
  const source = useSource()
  const grant = useRow(funding, row.id)
  const doubts = doubtsOf(row, grant ? eligibilityHints(source, grant) : [])
  const { fund, year, flagsReason } = row.values
  const known = typeof fund === 'string' && typeof year === 'number' && fundRule(fund, year) !== undefined
  const explained = !isEmpty(flagsReason)
  return (
    <div className={classes.eligibility}>
      {doubts.length === 0 ? (
        <Notice tone={known ? 'good' : 'plain'} title="Rien à signaler">
          {known
            ? 'Les règles connues de ce dispositif sont respectées. L’appel à projets de l’année fait foi.'
            : 'Maillage ne connaît pas de règle propre à ce dispositif pour cet exercice : l’appel à projets fait foi.'}
        </Notice>
      ) : (
        <Notice
          tone={explained ? 'plain' : 'warn'}
          title={explained ? 'Exception expliquée ci-dessous' : 'À expliquer, ou à corriger'}
        >
          <ul>
            {doubts.map((doubt) => (
              <li key={doubt}>{doubt}</li>
            ))}
          </ul>
        </Notice>
      )}
      {identity.role === 'coordinator' ? (
        (['flags', 'flagsReason'] as const).map((name) => (
          <div key={name} data-field={name}>
            <Field
              field={funding.fields[name]}
              value={row.values[name]}
              place={{ record: row.id, field: name }}
              disabled={readOnly}
              commit={(value, began) =>
                refusalOf(
                  run(editRecord, {
                    kind: funding.name,
                    id: row.id,
                    values: { [name]: value },
                    ...(began === undefined ? {} : { began: { [name]: began } }),
                  }),
                )
              }
            />
          </div>
        ))
      ) : (
        <p className={classes.quiet}>Points signalés et motif : non communiqué.</p>
      )}
    </div>
  )
}

function doubtsOf({ values }: AnyRow, hints: readonly EligibilityHint[]): readonly string[] {
  const rules = brokenRules(funding, values, 'warn').map((problem) => problem.message)
  const flags = Array.isArray(values.flags) ? values.flags : []
  // What was ticked by hand and is seen by itself too is said once.
  const ticked = flags.filter((flag) => !hints.some(({ code }) => code === flag))
  const flagged = ticked.map(
    (flag) =>
      `${formatField(funding.fields.flags, [String(flag)], () => undefined)}\u00a0: ce fonds ne le finance pas, sauf exception.`,
  )
  return [...rules, ...hints.map(({ message }) => message), ...flagged]
}
