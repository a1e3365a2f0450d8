import { Button, Group, Modal } from '@mantine/core'
import { announce } from './announce'
import { copyText } from './copyText'
import type { Aside } from './unsaved'
import classes from './WaitingAside.module.css'

interface WaitingAsideProps {
  /** « Courriel » (MJC du Port). */
  readonly what: string
  readonly aside: Aside
  /** Where its record is. */
  readonly href: string | undefined
  onClose(): void
}

/** What cannot be taken up where it was begun: why, all of it to read and to copy, and the word that gives it up. */
export function WaitingAside({ what, aside: { why, text, giveUp }, href, onClose }: WaitingAsideProps) {
  const copy = async (): Promise<void> => {
    if (await copyText(text)) announce('Texte copié.')
    else announce('Le presse-papiers est fermé\u00a0: sélectionnez le texte pour le copier.', 'warn')
  }
  return (
    <Modal opened onClose={onClose} title={what} size="md">
      <p>{why}</p>
      {/* To be reached and scrolled by the keyboard. */}
      <p className={classes.text} tabIndex={0} role="group" aria-label="Votre saisie">
        {text}
      </p>
      <Group justify="flex-end" gap="sm">
        <Button
          color="red.9"
          onClick={() => {
            giveUp()
            onClose()
          }}
        >
          Abandonner cette saisie
        </Button>
        <Button variant="default" onClick={() => void copy()}>
          Copier ce texte
        </Button>
        {href === undefined ? null : (
          <Button component="a" href={href} data-autofocus onClick={onClose}>
            Voir la fiche
          </Button>
        )}
      </Group>
    </Modal>
  )
}
