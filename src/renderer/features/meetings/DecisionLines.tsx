import { createRecord } from '../../../core/commands/createRecord'
import { editRecord } from '../../../core/commands/editRecord'
import { trashRecords } from '../../../core/commands/trashRecords'
import { decision } from '../../../core/records/decision'
import type { meeting } from '../../../core/records/meeting'
import type { Row } from '../../../core/schema/record'
import { useRows, useWorkspace } from '../../data/hooks'
import { RecordLines } from '../../ui/RecordLines'
import { refusalOf } from '../../data/refusal'

/** What the meeting decided; each decision gets its number. */
export function DecisionLines({
  of,
  editable,
}: {
  readonly of: Row<typeof meeting>
  readonly editable: boolean
}) {
  const { run } = useWorkspace()
  const own = useRows(decision)
    .filter((row) => row.values.meetingId === of.id)
    .sort((a, b) => (a.values.number ?? '~').localeCompare(b.values.number ?? '~', 'fr', { numeric: true }))
  return (
    <RecordLines
      def={decision}
      caption="Décisions de la réunion"
      shown={['number']}
      fields={['text', 'type']}
      rows={own}
      disabled={!editable}
      next={{
        place: `${decision.name}/${of.id}`,
        label: 'Ajouter la décision',
        add: (values, own) =>
          refusalOf(
            run(createRecord, {
              kind: decision.name,
              own,
              values: { ...values, meetingId: of.id },
            }),
          ),
      }}
      edit={(id, values, began) => refusalOf(run(editRecord, { kind: decision.name, id, values, began }))}
      remove={(id) => refusalOf(run(trashRecords, { kind: decision.name, ids: [id] }))}
    />
  )
}
