import { Modal } from '@mantine/core'
import { useState } from 'react'
import { createRecord } from '../../../core/commands/createRecord'
import type { AnyRecordDef, AnyValues } from '../../../core/schema/record'
import { useWorkspace } from '../../data/hooks'
import { announce } from '../../ui/announce'
import { Confirm } from '../../ui/Confirm'
import { NewRecordForm } from '../../ui/panel/NewRecordForm'
import { useUnsaved } from '../../ui/unsaved'

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
  const [typed, setTyped] = useState(false)
  const [leaving, setLeaving] = useState(false)
  const title = newTitle(def)
  useUnsaved(typed ? `«\u00a0${title}\u00a0»` : undefined)
  const leave = (): void => (typed ? setLeaving(true) : onClose())
  return (
    <Modal opened onClose={leave} closeOnEscape={!leaving} title={title} size="lg" withCloseButton={false}>
      <NewRecordForm
        def={def}
        initial={initial}
        onTyped={() => setTyped(true)}
        onCancel={leave}
        create={async (values) => {
          const done = await workspace.run(
            createRecord,
            { kind: def.name, values },
            space === undefined ? {} : { space },
          )
          if (!done.ok) return done.error
          announce('Fiche créée et enregistrée sur cet ordinateur.')
          onClose()
          if (done.value.made !== undefined) onMade(done.value.made)
          return []
        }}
      />
      {/* Mounted only now: the Escape that asks must not be heard by what it opens. */}
      {leaving ? (
        <Confirm
          opened
          title="Abandonner cette fiche ?"
          action="Abandonner"
          stay="Continuer la saisie"
          danger
          onConfirm={onClose}
          onClose={() => setLeaving(false)}
        >
          Elle n’est pas encore créée&nbsp;: ce que vous avez saisi serait perdu.
        </Confirm>
      ) : null}
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
