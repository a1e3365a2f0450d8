import { Loader } from '@mantine/core'
import { useEffect, useState } from 'react'
import { stampTime } from '../../../core/document/clock'
import type { HistoryEntry } from '../../../core/document/journal'
import type { AnyRecordDef, AnyRow } from '../../../core/schema/record'
import type { NameOf } from '../../../core/schema/traits'
import { useWorkspace } from '../../data/hooks'
import { cellLabel, cellText } from '../../ui/cellText'
import { useServices } from '../../ui/services'
import { Chip } from '../../ui/Chip'
import classes from './History.module.css'

const acts: { readonly [by: string]: string } = {
  create: 'a créé la fiche',
  edit: 'a modifié',
  import: 'a importé',
  trash: 'a mis la fiche à la corbeille',
  restore: 'a restauré la fiche',
  merge: 'a réuni deux fiches',
  review: 'a choisi une valeur',
  sample: 'exemple',
}

const when = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeStyle: 'short' })

/** What was done to a record, newest first; to read, not to touch. */
export function History({ def, row }: { readonly def: AnyRecordDef; readonly row: AnyRow }) {
  const workspace = useWorkspace()
  const { nameOf } = useServices()
  const [entries, setEntries] = useState<readonly HistoryEntry[]>()
  useEffect(() => {
    let current = true
    void workspace.history(row.kind, row.id).then((found) => {
      if (current) setEntries(found)
    })
    return () => {
      current = false
    }
  }, [workspace, row])
  if (!entries) return <Loader size="sm" aria-label="Lecture de l’historique" />
  if (entries.length === 0) return <p>Aucune modification n’est connue de cet ordinateur.</p>
  return (
    <ol className={classes.list}>
      {entries.map((entry) => {
        const lines = linesOf(def, entry, nameOf)
        const time = stampTime(entry.stamp)
        return (
          <li key={entry.commit}>
            <p className={classes.who}>
              <strong>{workspace.authorName(entry.author)}</strong> {acts[entry.by] ?? 'a modifié'}
              {entry.undone ? <Chip>Annulé depuis</Chip> : null}
            </p>
            <time className={classes.when}>{time === undefined ? 'date inconnue' : when.format(time)}</time>
            {lines.map((line) => (
              <p key={line.key} className={classes.cell}>
                <span>{line.label} : </span>
                {line.before === '' ? null : <del>{line.before}</del>}{' '}
                {line.after === '' ? <i>vidé</i> : <ins>{line.after}</ins>}
              </p>
            ))}
          </li>
        )
      })}
    </ol>
  )
}

interface Line {
  readonly key: string
  readonly label: string
  readonly before: string
  readonly after: string
}

/** The fields of an entry in words; a set is told member by member, the document's own marks are left out. */
function linesOf(def: AnyRecordDef, entry: HistoryEntry, nameOf: NameOf): readonly Line[] {
  return entry.cells.flatMap(({ field: name, member, before, after }) => {
    const field = Object.hasOwn(def.fields, name) ? def.fields[name] : undefined
    if (!field) return []
    const told = (value: unknown): string => cellText(field, { member, value }, nameOf)
    const label = cellLabel(field, member, nameOf)
    return [{ key: `${name}/${member ?? ''}`, label, before: told(before), after: told(after) }]
  })
}
