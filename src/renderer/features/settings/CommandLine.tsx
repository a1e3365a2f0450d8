import { Button } from '@mantine/core'
import { announce } from '../../ui/announce'
import { copyText } from '../../ui/copyText'
import classes from './Settings.module.css'

/** A command to be run by whoever keeps the server, copied in one press. */
export function CommandLine({ command, label }: { readonly command: string; readonly label: string }) {
  const copy = async (): Promise<void> => {
    if (await copyText(command)) announce('Commande copiée.')
    else announce('Le presse-papiers est fermé ici\u00a0: sélectionnez la commande et copiez-la.', 'warn')
  }
  return (
    <figure className={classes.command}>
      <figcaption>{label}</figcaption>
      <div>
        <code>{command}</code>
        <Button variant="default" size="xs" onClick={() => void copy()} aria-label={`Copier\u00a0: ${label}`}>
          Copier
        </Button>
      </div>
    </figure>
  )
}
