import { Button } from '@mantine/core'
import { EmptyState } from '../../ui/EmptyState'

interface NoRecordProps {
  /** Whether it was shown a moment ago: nothing but an undo of its creation takes a record away. */
  readonly wasHere: boolean
  onClose(): void
}

/** In place of a record that this computer does not have: why, and where to go. */
export function NoRecord({ wasHere, onClose }: NoRecordProps) {
  return (
    <EmptyState
      icon="file"
      title={wasHere ? 'Création annulée' : 'Fiche introuvable'}
      actions={<Button onClick={onClose}>Voir le tableau</Button>}
    >
      {wasHere
        ? 'Cette fiche n’existe plus\u00a0: sa création a été annulée. Ctrl Maj Z la rétablit.'
        : 'Elle n’est pas sur cet ordinateur\u00a0: sa création a été annulée, ou elle n’est pas encore arrivée.'}
    </EmptyState>
  )
}
