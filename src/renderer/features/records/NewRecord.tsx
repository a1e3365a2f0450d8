import { Modal } from '@mantine/core'
import { createRecord } from '../../../core/commands/createRecord'
import type { AnyRecordDef, AnyValues } from '../../../core/schema/record'
import { useWorkspace } from '../../data/hooks'
import { announce } from '../../ui/announce'
import { NewRecordForm } from '../../ui/panel/NewRecordForm'

interface NewRecordProps {
  readonly def: AnyRecordDef
  readonly initial: AnyValues
  onClose(): void
  onMade(id: string): void
}

/** Asks for what names a record, and creates it. */
export function NewRecord({ def, initial, onClose, onMade }: NewRecordProps) {
  const workspace = useWorkspace()
  return (
    <Modal opened onClose={onClose} title={newTitle(def)} size="lg" withCloseButton={false}>
      <NewRecordForm
        def={def}
        initial={initial}
        onCancel={onClose}
        create={async (values) => {
          const done = await workspace.run(createRecord, { kind: def.name, values })
          if (!done.ok) return done.error
          announce('Fiche créée et enregistrée sur cet ordinateur.')
          onClose()
          if (done.value.made !== undefined) onMade(done.value.made)
          return []
        }}
      />
    </Modal>
  )
}

/** « une structure » → « Nouvelle structure ». */
export function newTitle(def: AnyRecordDef): string {
  const [article = '', ...words] = def.one.split(' ')
  const noun = words.join(' ')
  if (article === 'une') return `Nouvelle ${noun}`
  return /^[aeiouyéèêâîôh]/i.test(noun) ? `Nouvel ${noun}` : `Nouveau ${noun}`
}
