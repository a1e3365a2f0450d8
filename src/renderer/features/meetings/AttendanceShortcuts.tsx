import { useRef, useState } from 'react'
import { Button, Group } from '@mantine/core'
import { createRecord } from '../../../core/commands/createRecord'
import { editRecord } from '../../../core/commands/editRecord'
import { coordinator } from '../../../core/records/coordinator'
import { contact } from '../../../core/records/contact'
import { meeting } from '../../../core/records/meeting'
import { promeneur } from '../../../core/records/promeneur'
import { rowOf } from '../../../core/projection/rows'
import type { Row } from '../../../core/schema/record'
import { splitPersonName } from '../../../core/sheets/importNames'
import { useRows, useWorkspace } from '../../data/hooks'
import { announce } from '../../ui/announce'
import { isBefore } from './carriedOver'
import { ownRecord } from './ownRecord'

interface AttendanceShortcutsProps {
  readonly of: Row<typeof meeting>
  /** How those who are added are marked. */
  readonly mark: 'present' | 'invite'
}

/** People expected at a meeting, added in one press; those already marked stay as they are. */
export function AttendanceShortcuts({ of, mark }: AttendanceShortcutsProps) {
  const { run, rows, identity } = useWorkspace()
  const meetings = useRows(meeting)
  const promeneurs = useRows(promeneur)
  const coordinators = useRows(coordinator)
  const contacts = useRows(contact)
  const marked = of.values.attendance ?? {}
  const [busy, setBusy] = useState(false)
  const running = useRef(false)

  const last = meetings
    .filter((row) => isBefore(row, of) && Object.keys(row.values.attendance ?? {}).length > 0)
    .sort((a, b) => ((a.values.date ?? '') < (b.values.date ?? '') ? 1 : -1))[0]
  const active = promeneurs.filter((row) => row.values.status === 'actif').map((row) => row.id)
  const office = coordinators.filter((row) => row.values.to == null).map((row) => row.id)
  const board = contacts
    .filter((row) => row.values.roles?.some((role) => rolesAt(of.values.kind).includes(role)))
    .map((row) => row.id)

  /** What would add nobody is not offered. */
  const isMissing = (people: readonly string[]): boolean => people.some((id) => marked[id] === undefined)

  /** One press at a time: the next one adds to what this one has written. */
  const press = async (work: () => Promise<void>): Promise<void> => {
    if (running.current) return
    running.current = true
    setBusy(true)
    try {
      await work()
    } finally {
      running.current = false
      setBusy(false)
    }
  }
  const own = ownRecord(coordinators, identity.name)
  const addOneself = async (): Promise<void> => {
    if (own) return add([own.id])
    const made = await run(createRecord, {
      kind: coordinator.name,
      values: { ...splitPersonName(identity.name) },
    })
    if (!made.ok) return announce(made.error.map((problem) => problem.message).join(' '), 'danger')
    await add(made.value.made === undefined ? [] : [made.value.made])
    announce(
      'Votre fiche est créée dans « Coordination », à compléter quand vous voudrez. Le comité national y lit votre nom.',
    )
  }
  const add = async (people: readonly string[]): Promise<void> => {
    const now = rowOf(rows, meeting, of.id)?.values.attendance ?? {}
    const missing = people.filter((id) => now[id] === undefined)
    const attendance = { ...now, ...Object.fromEntries(missing.map((id) => [id, mark])) }
    // Begun from what is shown: a mark that is on its way to the disk is not among them, and stays.
    const began = { attendance: now }
    const done = await run(editRecord, { kind: meeting.name, id: of.id, values: { attendance }, began })
    if (!done.ok) announce(done.error.map((problem) => problem.message).join(' '), 'danger')
    else if (missing.length === 0) announce('Tout le monde y est déjà.')
    else {
      const what =
        mark === 'invite'
          ? ['Invitation notée', 'invitations notées']
          : ['Présence ajoutée', 'présences ajoutées']
      announce(missing.length === 1 ? `${what[0]}.` : `${missing.length} ${what[1]}.`)
    }
  }

  return (
    <Group gap="xs">
      {own !== undefined && marked[own.id] !== undefined ? null : (
        <Button size="xs" variant="default" disabled={busy} onClick={() => void press(addOneself)}>
          {`M’ajouter (${identity.name})`}
        </Button>
      )}
      {last === undefined || !isMissing(Object.keys(last.values.attendance ?? {})) ? null : (
        <Button
          size="xs"
          variant="default"
          disabled={busy}
          onClick={() => void press(() => add(Object.keys(last.values.attendance ?? {})))}
        >
          Reprendre les participants de la dernière fois
        </Button>
      )}
      {isMissing(active) ? (
        <Button
          size="xs"
          variant="default"
          disabled={busy}
          onClick={() => void press(() => add([...office, ...active]))}
        >
          {`Tous les promeneurs actifs (${active.length})`}
        </Button>
      ) : null}
      {isMissing(board) ? (
        <Button
          size="xs"
          variant="default"
          disabled={busy}
          onClick={() => void press(() => add([...office, ...board]))}
        >
          {`Membres du comité (${board.length})`}
        </Button>
      ) : null}
    </Group>
  )
}

/** The roles of contacts who sit at a kind of meeting. */
function rolesAt(kind: string | null | undefined): readonly string[] {
  if (kind === 'copil') return ['copil', 'copil-titulaire', 'copil-suppleant']
  return kind === 'cotech' ? ['cotech'] : []
}
