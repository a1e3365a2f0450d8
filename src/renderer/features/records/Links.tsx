import { Anchor, Button } from '@mantine/core'
import { useState } from 'react'
import { displayName, tableColumns } from '../../../core/schema/derive'
import type { AnyRecordDef, AnyRow, AnyValues } from '../../../core/schema/record'
import type { NameOf } from '../../../core/schema/traits'
import { useRevision, useWorkspace } from '../../data/hooks'
import { useRights } from '../../data/useRights'
import { EmptyState } from '../../ui/EmptyState'
import { Icon } from '../../ui/Icon'
import { useServices } from '../../ui/services'
import { recordPath } from './groups'
import classes from './Links.module.css'
import { linksTo } from './links'
import { NewRecord } from './NewRecord'

const shown = 12

interface LinksProps {
  readonly row: AnyRow
  readonly readOnly: boolean
}

/** Every record that refers to this one, by kind, and what can be added to it. */
export function Links({ row, readOnly }: LinksProps) {
  const { rows } = useWorkspace()
  const { nameOf, citedName } = useServices()
  const { mayWrite } = useRights()
  const [adding, setAdding] = useState<{ readonly def: AnyRecordDef; readonly seed: AnyValues }>()
  const [open, setOpen] = useState<readonly string[]>([])
  useRevision() // any record may refer to this one: its edit redraws the list
  const groups = linksTo(rows, row.kind, row.id)
  if (groups.length === 0)
    return (
      <EmptyState icon="link" title="Aucune fiche liée">
        Les fiches qui renvoient à celle-ci s’afficheront ici.
      </EmptyState>
    )
  return (
    <div>
      {groups.map((group) => {
        const key = `${group.def.name}.${group.field}`
        const visible = open.includes(key) ? group.rows : group.rows.slice(0, shown)
        return (
          <section key={key} className={classes.group} aria-label={group.label}>
            <h3>
              {group.label} <span>{group.rows.length}</span>
              {readOnly || group.seed === null || !mayWrite(group.def, row.space) ? null : (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  leftSection={<Icon name="plus" size={14} />}
                  aria-label={`Ajouter\u00a0: ${group.label}`}
                  onClick={() => setAdding({ def: group.def, seed: group.seed ?? {} })}
                >
                  Ajouter
                </Button>
              )}
            </h3>
            <ul>
              {visible.map((linked) => (
                <li key={linked.id}>
                  <Anchor href={`#${recordPath(linked.kind, linked.id)}`}>
                    {displayName(group.def, linked.values, nameOf)}
                  </Anchor>
                  <small>{summary(group.def, linked, row.id, citedName)}</small>
                </li>
              ))}
            </ul>
            {visible.length < group.rows.length ? (
              <Button size="compact-sm" variant="subtle" onClick={() => setOpen([...open, key])}>
                Tout afficher ({group.rows.length})
              </Button>
            ) : null}
          </section>
        )
      })}
      {adding ? (
        <NewRecord
          def={adding.def}
          initial={adding.seed}
          space={row.space}
          onClose={() => setAdding(undefined)}
          onMade={() => undefined}
        />
      ) : null}
    </div>
  )
}

/** The first columns of a linked record, its name and this record apart; a date alone would not say of what it is. */
function summary(def: AnyRecordDef, row: AnyRow, from: string, citedName: NameOf): string {
  return tableColumns(def)
    .filter((column) => column.shown && !def.naming.includes(column.name) && row.values[column.name] !== from)
    .flatMap((column) => {
      const text = column.text(row, citedName)
      if (text === '') return []
      return column.field.kind === 'date' || column.field.kind === 'month'
        ? `${column.label}\u00a0: ${text}`
        : text
    })
    .slice(0, 3)
    .join(' · ')
}
