import { useWorkspace } from '../../data/hooks'
import { inviteCommand, inviteCommittee } from './adminCommands'
import { BackupNow } from './BackupNow'
import { CommandLine } from './CommandLine'

/** Two ways to bring everything to another computer. */
export function NewComputerPage() {
  const { identity } = useWorkspace()
  const { space, role, name } = identity
  return (
    <>
      <p>Deux chemins ramènent tout l’espace. L’un ou l’autre suffit.</p>
      <h2>Avec une sauvegarde et la clé de secours</h2>
      <ol>
        <li>Ici, enregistrez une sauvegarde sur une clé USB.</li>
        <li>Sur le nouvel ordinateur, au premier écran, choisissez « Restaurer une sauvegarde ».</li>
        <li>Donnez le fichier, puis la clé de secours imprimée à la création de l’espace.</li>
      </ol>
      <BackupNow />
      <h2>Avec une nouvelle invitation</h2>
      <ol>
        <li>Vérifiez en haut de l’écran que tout est envoyé au serveur.</li>
        <li>Demandez une invitation avec cette commande.</li>
        <li>
          Sur le nouvel ordinateur, choisissez « Rejoindre avec une invitation » : l’espace revient du
          serveur.
        </li>
      </ol>
      <CommandLine
        label="Commande pour la personne qui administre le serveur"
        command={
          role === 'national'
            ? inviteCommittee(name)
            : inviteCommand(role === 'reader' ? 'reader' : 'coordinator', space, name)
        }
      />
      <p>
        L’ancien ordinateur ne sert plus ? Faites-lui{' '}
        <a href="#/reglages/ordinateur-perdu">retirer l’accès</a>, puis supprimez ses fichiers.
      </p>
    </>
  )
}
