import { Button, Group, Modal } from '@mantine/core'
import type { ReactNode } from 'react'

interface ConfirmProps {
  readonly opened: boolean
  readonly title: string
  readonly children: ReactNode
  /** The verb of the button: « Mettre à la corbeille ». */
  readonly action: string
  /** The other button, where « Annuler » could mean either: « Continuer la saisie ». */
  readonly stay?: string
  readonly danger?: boolean
  onConfirm(): void
  onClose(): void
}

/** Asks before something that many people would regret; the button says the act, never « OK », and has not the focus where
 * Enter would lose something. */
export function Confirm({
  opened,
  title,
  children,
  action,
  stay = 'Annuler',
  danger,
  onConfirm,
  onClose,
}: ConfirmProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={title} size="md">
      {children}
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" data-autofocus={danger} onClick={onClose}>
          {stay}
        </Button>
        <Button
          color={danger ? 'red.9' : 'teal'}
          data-autofocus={!danger}
          onClick={() => {
            onClose()
            onConfirm()
          }}
        >
          {action}
        </Button>
      </Group>
    </Modal>
  )
}
