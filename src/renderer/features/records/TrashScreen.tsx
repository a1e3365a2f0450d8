import { useEffect, useState } from 'react'
import { Anchor, Button, Table, Text } from '@mantine/core'
import { keptOf } from '../../../core/commands/references'
import { records } from '../../../core/records'
import { displayName, kindNoun } from '../../../core/schema/derive'
import type { AnyRecordDef, AnyRow } from '../../../core/schema/record'
import { useRevision, useWorkspace } from '../../data/hooks'
import { readAgain } from '../../data/readAgain'
import { useRights } from '../../data/useRights'
import { stampTime } from '../../../core/document/clock'
import { EmptyState } from '../../ui/EmptyState'
import { useServices } from '../../ui/services'
import { recordPath } from './groups'
import classes from './RecordsScreen.module.css'
import { useRestore } from './useRestore'

/** « Corbeille »: every trashed record, of any kind, with the gesture that takes it back. */
export function TrashScreen() {
  const workspace = useWorkspace()
  const { nameOf } = useServices()
  useRevision() // whatever is trashed or restored redraws the list
  const trashed = records.flatMap((record) => {
    const def: AnyRecordDef = record
    return workspace.rows
      .trash(def.name)
      .map((row) => ({ def, row, name: displayName(def, row.values, nameOf) }))
  })
  const trashings = useTrashings(trashed.map(({ row }) => row))
  // What was just put there by mistake is at the top; what is not read yet waits below.
  const timeOf = ({ row }: { readonly row: AnyRow }): number => trashings.get(row.id)?.time ?? -Infinity
  trashed.sort((a, b) => (timeOf(a) === timeOf(b) ? 0 : timeOf(b) - timeOf(a)))
  const { mayWrite } = useRights()
  const { restore, question } = useRestore()
  const keptOfRow = (def: AnyRecordDef, { id }: AnyRow): string | undefined =>
    keptOf((one) => workspace.rows.get(def.name, one), id)
  return (
    <div className={classes.screen}>
      <h1 className={classes.title}>Corbeille</h1>
      {trashed.length === 0 ? (
        <EmptyState icon="trash" title="La corbeille est vide">
          Une fiche supprimée garde tout ce qu’elle contient et se restaure d’ici.{' '}
          <a href="#/aide/corbeille">En savoir plus</a>
        </EmptyState>
      ) : (
        <Table.ScrollContainer minWidth={500}>
          <Table verticalSpacing={6} highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Fiche</Table.Th>
                <Table.Th>Type</Table.Th>
                <Table.Th>Mise à la corbeille</Table.Th>
                <Table.Th aria-label="Actions" />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {trashed.map(({ def, row, name }) => {
                const kept = keptOfRow(def, row)
                return (
                  <Table.Tr key={`${def.name}/${row.id}`}>
                    <Table.Td>
                      <Anchor href={`#${recordPath(def.name, row.id)}`}>{name}</Anchor>
                      {kept === undefined ? null : (
                        <Text size="sm" c="dimmed">
                          Réunie avec{' '}
                          <Anchor underline="always" href={`#${recordPath(def.name, kept)}`}>
                            {nameOf(kept)}
                          </Anchor>
                        </Text>
                      )}
                    </Table.Td>
                    <Table.Td>{kindOf(def)}</Table.Td>
                    <Table.Td>{trashings.get(row.id)?.words}</Table.Td>
                    <Table.Td align="right">
                      {mayWrite(def, row.space) ? (
                        <Button
                          size="compact-sm"
                          variant="default"
                          aria-label={`Restaurer ${name}`}
                          onClick={() => restore(def, row)}
                        >
                          Restaurer
                        </Button>
                      ) : null}
                    </Table.Td>
                  </Table.Tr>
                )
              })}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {question}
    </div>
  )
}

/** « Promeneur », from « un promeneur ». */
function kindOf(def: AnyRecordDef): string {
  const noun = kindNoun(def)
  return noun.charAt(0).toUpperCase() + noun.slice(1)
}

const when = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'short', timeStyle: 'short' })

interface Trashing {
  /** In milliseconds; undefined where the journal does not say. */
  readonly time: number | undefined
  readonly words: string
}

/** When each record was trashed, and by whom, as its journal says. */
function useTrashings(rows: readonly AnyRow[]): ReadonlyMap<string, Trashing> {
  const workspace = useWorkspace()
  const [said, setSaid] = useState<ReadonlyMap<string, Trashing>>(new Map())
  const wanted = rows.map(({ kind, id }) => `${kind}/${id}`).join(' ')
  useEffect(() => {
    const records = wanted
      .split(' ')
      .filter(Boolean)
      .map((place) => {
        const [kind = '', id = ''] = place.split('/')
        return { kind, id }
      })
    const tell = (histories: Awaited<ReturnType<typeof workspace.histories>>): void => {
      const found = new Map<string, Trashing>()
      for (const [index, { id }] of records.entries()) {
        const entry = histories[index]?.find(
          ({ by, undone }) => (by === 'trash' || by === 'merge') && !undone,
        )
        if (!entry) continue
        const time = stampTime(entry.stamp)
        const day = time === undefined ? 'date inconnue' : when.format(time)
        found.set(id, { time, words: `${day}, par ${workspace.authorName(entry.author)}` })
      }
      setSaid(found)
    }
    return readAgain(() => workspace.histories(records), tell)
  }, [workspace, wanted])
  return said
}
