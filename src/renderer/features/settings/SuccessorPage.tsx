import { useWatched, useWorkspace } from '../../data/hooks'
import { useCases } from '../../data/useCases'
import { useServices } from '../../ui/services'
import { Icon } from '../../ui/Icon'
import { useSource } from '../../data/useSource'
import { devicesCommand, inviteCommand, revokeCommand } from './adminCommands'
import { CommandLine } from './CommandLine'
import { handoverItems } from './handover'
import classes from './Settings.module.css'

/** What to see to before leaving, while both are there. */
export function SuccessorPage() {
  const { identity, sync } = useWorkspace()
  const source = useSource()
  const { context } = useServices()
  const cases = useCases()
  const items = handoverItems(source, context.today, useWatched(sync), cases.length, identity.space)
  return (
    <>
      <p>
        Le mieux est de le faire ensemble. Votre successeur travaillera sur le même historique : vos
        modifications gardent votre nom, et rien ne dépend de votre ordinateur.
      </p>
      <h2>1. Passer en revue</h2>
      <ul className={classes.checklist}>
        {items.map((item) => (
          <li key={item.id} data-done={item.done}>
            <Icon name={item.done ? 'check' : 'clock'} size={17} />
            <span>
              <strong>{item.title}</strong>
              <br />
              {item.state} {item.href === undefined || item.done ? null : <a href={`#${item.href}`}>Voir</a>}
            </span>
          </li>
        ))}
      </ul>
      <h2>2. Inviter la personne qui arrive</h2>
      <CommandLine
        label="Commande pour la personne qui administre le serveur"
        command={inviteCommand('coordinator', identity.space, 'Prénom Nom')}
      />
      <h2>3. Vérifier ensemble</h2>
      <p>
        Sur son ordinateur : une fiche privée s’ouvre, une modification d’essai apparaît chez vous, puis
        s’annule.
      </p>
      <h2>4. Retirer l’ancien poste</h2>
      <p>Quand tout est envoyé et que vous n’en avez plus besoin :</p>
      <CommandLine label="Trouver le poste" command={devicesCommand} />
      <CommandLine label="Lui retirer l’accès" command={revokeCommand} />
      <p>
        Vous êtes déjà partie ? L’administrateur invite votre successeur : l’espace privé lui vient du
        serveur. Sans serveur, une sauvegarde et la clé de secours suffisent.
      </p>
    </>
  )
}
