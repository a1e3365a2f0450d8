import { Checkbox } from '@mantine/core'
import { createRecord } from '../../../core/commands/createRecord'
import { editRecord } from '../../../core/commands/editRecord'
import { trashRecords } from '../../../core/commands/trashRecords'
import { action } from '../../../core/records/action'
import { meeting } from '../../../core/records/meeting'
import type { AnyValues, Row } from '../../../core/schema/record'
import { useRows, useWorkspace } from '../../data/hooks'
import { useChosen } from '../../ui/field/useChosen'
import type { Commit } from '../../ui/field/useDraft'
import { RecordLines } from '../../ui/RecordLines'
import { useServices } from '../../ui/services'
import { carriedOver } from './carriedOver'
import classes from './Meeting.module.css'
import { refusalOf } from '../../data/refusal'

/** What is to be done after the meeting, by whom and when, and what earlier ones left to do. */
export function ActionLines({
  of,
  editable,
}: {
  readonly of: Row<typeof meeting>
  readonly editable: boolean
}) {
  const { run } = useWorkspace()
  const { context } = useServices()
  const actions = useRows(action)
  const meetings = useRows(meeting)
  const own = actions.filter((row) => row.values.originId === of.id)
  const earlier = carriedOver(of, meetings, actions)

  const edit = (id: string, values: AnyValues, began: AnyValues = {}): Promise<string | null> => {
    const doneAt =
      values.status === 'fait'
        ? { doneAt: context.today }
        : values.status === undefined
          ? {}
          : { doneAt: null }
    return refusalOf(run(editRecord, { kind: action.name, id, values: { ...values, ...doneAt }, began }))
  }
  const remove = (id: string): Promise<string | null> =>
    refusalOf(run(trashRecords, { kind: action.name, ids: [id] }))
  const add = (values: AnyValues, own: string | undefined): Promise<string | null> =>
    refusalOf(run(createRecord, { kind: action.name, own, values: { ...values, originId: of.id } }))
  const carrying = {
    label: 'À reprendre',
    of: (row: Row) => (
      <CarriedOver row={row} disabled={!editable} store={(carriedOver) => edit(row.id, { carriedOver })} />
    ),
  }

  return (
    <>
      {earlier.length === 0 ? null : (
        <section className={classes.earlier} aria-label="Actions reprises">
          <h4>Reprises des réunions précédentes</h4>
          <RecordLines
            def={action}
            caption="Actions reprises des réunions précédentes"
            fields={['title', 'ownerId', 'dueDate', 'status']}
            rows={earlier}
            disabled={!editable}
            edit={edit}
            remove={remove}
          />
        </section>
      )}
      <RecordLines
        def={action}
        caption="Actions décidées à la réunion"
        fields={['title', 'ownerId', 'dueDate', 'status']}
        rows={own}
        note={carrying}
        disabled={!editable}
        next={{ place: `${action.name}/${of.id}`, label: 'Ajouter l’action', add }}
        edit={edit}
        remove={remove}
      />
    </>
  )
}

interface CarriedOverProps {
  readonly row: Row
  readonly disabled: boolean
  readonly store: Commit
}

/** « À reprendre » at the next meeting. */
function CarriedOver({ row, disabled, store }: CarriedOverProps) {
  const [carried, carry] = useChosen(row.values.carriedOver, store)
  return (
    <Checkbox
      aria-label={`À reprendre à la prochaine réunion\u00a0: ${String(row.values.title ?? '')}`}
      checked={carried === true}
      disabled={disabled}
      onChange={(event) => void carry(event.currentTarget.checked ? true : null)}
    />
  )
}
