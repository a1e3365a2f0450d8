import { createRecord } from '../../../core/commands/createRecord'
import { ok } from '../../../core/result'
import { withPostalCode } from '../../../core/schema/postalCode'
import type { AnyRecordDef, AnyValues } from '../../../core/schema/record'
import { useWorkspace } from '../../data/hooks'
import { announce } from '../../ui/announce'
import { NewRecordModal } from '../../ui/panel/NewRecordModal'
import { useServices } from '../../ui/services'
import { formPlace } from './formPlace'
import { newTitle } from './newTitle'

interface NewRecordProps {
  readonly def: AnyRecordDef
  readonly initial: AnyValues
  /** The département that it is about, where that is not one's own space: the committee's remarks. */
  readonly space?: string
  onClose(): void
  onMade(id: string): void
}

/** Asks for what names a record, and creates it. */
export function NewRecord({ def, initial, space, onClose, onMade }: NewRecordProps) {
  const workspace = useWorkspace()
  const { context } = useServices()
  return (
    <NewRecordModal
      def={def}
      title={newTitle(def)}
      place={formPlace(def, initial, space ?? workspace.identity.space)}
      initial={initial}
      around={workspace.rows}
      onClose={onClose}
      create={async (typed, own) => {
        const values = withPostalCode(def, {}, typed, context)
        const about = space === undefined ? {} : { space }
        const done = await workspace.run(createRecord, { kind: def.name, own, values }, about)
        if (!done.ok) return done
        announce('Fiche créée et enregistrée sur cet ordinateur.')
        return ok(done.value.made)
      }}
      onMade={onMade}
    />
  )
}
