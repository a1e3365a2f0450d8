import { Button, Radio } from '@mantine/core'
import { useState } from 'react'
import type { DuplicatePair } from '../../../core/figures/duplicates'
import { recordOf } from '../../../core/records'
import { displayName, kindNoun } from '../../../core/schema/derive'
import type { Field } from '../../../core/schema/field'
import { formatField } from '../../../core/schema/kinds'
import type { AnyRow, FieldValue } from '../../../core/schema/record'
import { isEmpty } from '../../../core/schema/validate'
import { Case } from '../../ui/Case'
import { Chip } from '../../ui/Chip'
import { useServices } from '../../ui/services'
import classes from './PairCard.module.css'

interface PairCardProps {
  readonly pair: DuplicatePair
  readonly disabled: boolean
  /** The fields for which the newer record's value was chosen. */
  merge(values: { readonly [field: string]: FieldValue }): void
  apart(): void
}

/** Two records side by side: what they share, where they differ, and the two gestures. */
export function PairCard({ pair, disabled, merge, apart }: PairCardProps) {
  const { older, newer, reasons, sure } = pair
  const { nameOf, hrefOf } = useServices()
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set())
  const def = recordOf(pair.kind)
  if (!def) return null
  const name = (row: AnyRow): string => displayName(def, row.values, nameOf)
  const fields = Object.entries(def.fields).filter(
    ([, field]) => !field.readOnly && field.kind !== 'richText',
  )
  const text = (row: AnyRow, field: Field, key: string): string => formatField(field, row.values[key], nameOf)
  const filled = fields.filter(([key]) => !isEmpty(older.values[key]) || !isEmpty(newer.values[key]))
  const differing = filled.filter(([key, field]) => text(older, field, key) !== text(newer, field, key))
  const same = filled.filter((entry) => !differing.includes(entry)).map(([, field]) => field.label)

  const take = (key: string, isNewer: boolean): void =>
    setTaken((known) => new Set(isNewer ? [...known, key] : [...known].filter((each) => each !== key)))
  const chosen = (): { [field: string]: FieldValue } =>
    Object.fromEntries(
      differing.flatMap(([key]) => {
        const value = newer.values[key]
        return taken.has(key) && value !== null && value !== undefined ? [[key, value]] : []
      }),
    )

  return (
    <Case
      label={`${name(older)} et ${name(newer)}`}
      title={name(older)}
      kind={kindNoun(def)}
      about={
        <>
          {reasons.join(', ')}
          {sure ? <Chip tone="accent">Rien ne les distingue</Chip> : null}
        </>
      }
    >
      <table className={classes.pair}>
        <thead>
          <tr>
            <td />
            {[older, newer].map((row, index) => (
              <th key={row.id} scope="col">
                <a href={hrefOf(row.id)}>{index === 0 ? 'Première fiche' : 'Seconde fiche'}</a>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {differing.map(([key, field]) => {
            const [left, right] = [text(older, field, key), text(newer, field, key)]
            const isChoice = left !== '' && right !== '' && !isJoined(field)
            return (
              <tr key={key}>
                <th scope="row">{field.label}</th>
                {[left, right].map((value, index) => (
                  <td key={index}>
                    {isChoice ? (
                      <Radio
                        name={`${older.id} ${newer.id} ${key}`}
                        label={value}
                        disabled={disabled}
                        checked={taken.has(key) === (index === 1)}
                        onChange={() => take(key, index === 1)}
                      />
                    ) : value === '' ? (
                      <span className={classes.empty}>vide</span>
                    ) : (
                      <span className={classes.value}>{value}</span>
                    )}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
      {same.length === 0 ? null : <p className={classes.same}>{`Identiques : ${same.join(', ')}.`}</p>}
      <div className={classes.gestures}>
        <Button disabled={disabled} onClick={() => merge(chosen())}>
          Même fiche
        </Button>
        <Button variant="default" disabled={disabled} onClick={apart}>
          Deux fiches distinctes
        </Button>
      </div>
    </Case>
  )
}

/** Of these nothing is chosen: both are kept, together. */
const isJoined = (field: Field): boolean =>
  field.kind === 'longText' || field.kind === 'choices' || field.kind === 'refs'
