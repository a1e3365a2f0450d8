import { Link } from 'wouter'
import classes from './ComputerWarnings.module.css'
import { useWatched, useWorkspace } from './data/hooks'
import { Notice } from './ui/Notice'

/** Said on every screen, with the way to what is left: a database that vanished takes no edit any more. */
export function Vanished() {
  const storage = useWatched(useWorkspace().storage)
  if (storage.is !== 'vanished') return null
  return (
    <div className={classes.warnings}>
      <Notice
        tone="danger"
        title={storage.reason}
        actions={<Link href="/reglages/sauvegarde">Exporter ou sauvegarder</Link>}
      >
        Rien ne s’enregistre plus ici. Cette fenêtre garde en mémoire vos fiches et ce que vous y saisissez,
        mais pas les pièces jointes. Ensuite, fermez-la&nbsp;: restaurez cette sauvegarde, ou rejoignez le
        serveur avec une nouvelle invitation.
      </Notice>
    </div>
  )
}
