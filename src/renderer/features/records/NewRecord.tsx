import { createRecord } from '../../../core/commands/createRecord'
import { kindNoun } from '../../../core/schema/derive'
import type { AnyRecordDef, AnyValues } from '../../../core/schema/record'
import { useWorkspace } from '../../data/hooks'
import { announce } from '../../ui/announce'
import { NewRecordModal } from '../../ui/panel/NewRecordModal'

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
  return (
    <NewRecordModal
      def={def}
      title={newTitle(def)}
      initial={initial}
      onClose={onClose}
      create={async (values) => {
        const about = space === undefined ? {} : { space }
        const done = await workspace.run(createRecord, { kind: def.name, values }, about)
        if (!done.ok) return done.error
        announce('Fiche créée et enregistrée sur cet ordinateur.')
        onClose()
        if (done.value.made !== undefined) onMade(done.value.made)
        return []
      }}
    />
  )
}

/** « une structure » → « Nouvelle structure ». */
export function newTitle(def: AnyRecordDef): string {
  const noun = kindNoun(def)
  if (def.one.startsWith('une ')) return `Nouvelle ${noun}`
  return /^[aeiouyéèêâîôh]/i.test(noun) ? `Nouvel ${noun}` : `Nouveau ${noun}`
}
