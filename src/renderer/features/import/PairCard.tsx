import { Button, Radio } from '@mantine/core'
import { useState } from 'react'
import { stampTime } from '../../../core/document/clock'
import type { HistoryEntry } from '../../../core/document/journal'
import type { DuplicatePair } from '../../../core/figures/duplicates'
import type { Side } from '../../../core/figures/preferredValue'
import { recordOf } from '../../../core/records'
import { displayName, kindNoun } from '../../../core/schema/derive'
import type { Field } from '../../../core/schema/field'
import { formatField } from '../../../core/schema/kinds'
import type { AnyRow, AnyValues } from '../../../core/schema/record'
import { isEmpty } from '../../../core/schema/validate'
import { useWorkspace } from '../../data/hooks'
import type { Workspace } from '../../data/workspace'
import { Case } from '../../ui/Case'
import { Chip } from '../../ui/Chip'
import { useServices } from '../../ui/services'
import { type Conflict, keptValues } from './conflicts'
import classes from './PairCard.module.css'

interface PairCardProps {
  readonly pair: DuplicatePair
  /** The fields to choose in; undefined until their histories have been read. */
  readonly conflicts: readonly Conflict[] | undefined
  readonly disabled: boolean
  /** `values`: what is kept of the fields in which one value gives way. */
  merge(values: AnyValues): void
  apart(): void
}

/** Two records side by side: what they share, where they differ, and the two gestures. */
export function PairCard({ pair, conflicts, disabled, merge, apart }: PairCardProps) {
  const { older, newer, reasons, sure } = pair
  const { nameOf, hrefOf } = useServices()
  const workspace = useWorkspace()
  const [picked, setPicked] = useState<ReadonlyMap<string, Side>>(new Map())
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
            const conflict = conflicts?.find((each) => each.key === key)
            return (
              <tr key={key}>
                <th scope="row">{field.label}</th>
                {(
                  [
                    ['older', left],
                    ['newer', right],
                  ] as const
                ).map(([side, value]) => (
                  <td key={side}>
                    {conflict ? (
                      <Radio
                        name={`${older.id} ${newer.id} ${key}`}
                        label={value}
                        description={whenSaid(conflict[side].edit, workspace)}
                        disabled={disabled}
                        checked={(picked.get(key) ?? conflict.preferred) === side}
                        onChange={() => setPicked((known) => new Map(known).set(key, side))}
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
        <Button
          disabled={disabled || conflicts === undefined}
          onClick={() => merge(keptValues(conflicts ?? [], picked))}
        >
          Même fiche
        </Button>
        <Button variant="default" disabled={disabled} onClick={apart}>
          Deux fiches distinctes
        </Button>
      </div>
    </Case>
  )
}

const moment = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'short', timeStyle: 'short' })

/** « Importé le 22/11/2026 14:05 par Claire Martin »; nothing when this computer no longer knows. */
function whenSaid(edit: HistoryEntry | undefined, workspace: Workspace): string | undefined {
  const time = edit && stampTime(edit.stamp)
  if (edit === undefined || time === undefined) return undefined
  const how = edit.by === 'import' ? 'Importé' : 'Écrit'
  return `${how} le ${moment.format(time)} par ${workspace.authorName(edit.author)}`
}
