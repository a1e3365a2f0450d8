import { Modal } from '@mantine/core'
import { useState } from 'react'
import type { AnyRecordDef, AnyValues, Problem } from '../../../core/schema/record'
import { Confirm } from '../Confirm'
import { useUnsaved } from '../unsaved'
import { NewRecordForm } from './NewRecordForm'

interface NewRecordModalProps {
  readonly def: AnyRecordDef
  readonly title: string
  /** Values known beforehand. */
  readonly initial: AnyValues
  /** Gives back what keeps the record from being created, nothing when it is on disk. */
  create(values: AnyValues): Promise<readonly Problem[]>
  onClose(): void
}

/** A new record in a window of its own; it asks before what was typed in it is given up. */
export function NewRecordModal({ def, title, initial, create, onClose }: NewRecordModalProps) {
  const [typed, setTyped] = useState(false)
  const [leaving, setLeaving] = useState(false)
  useUnsaved(typed ? `«\u00a0${title}\u00a0»` : undefined)
  const leave = (): void => (typed ? setLeaving(true) : onClose())
  return (
    <Modal opened onClose={leave} closeOnEscape={!leaving} title={title} size="lg" withCloseButton={false}>
      <NewRecordForm
        def={def}
        initial={initial}
        onTyped={() => setTyped(true)}
        onCancel={leave}
        create={create}
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
