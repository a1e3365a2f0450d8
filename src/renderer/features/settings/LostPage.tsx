import { useWorkspace } from '../../data/hooks'
import { Notice } from '../../ui/Notice'
import { devicesCommand, revokeCommand } from './adminCommands'
import { CommandLine } from './CommandLine'
import { offWords } from './keyWords'

const HERE_TOO = ' C’est le cas de cet espace sur cet ordinateur-ci.'

/** A lost computer: shut it out, know what it held, start again. */
export function LostPage() {
  const { keyPlace } = useWorkspace()
  return (
    <>
      <h2>1. Retirer l’accès, tout de suite</h2>
      <p>
        La personne qui administre le serveur lance ces deux commandes. Le poste perdu est refusé en moins de
        deux secondes : il ne reçoit plus rien et n’envoie plus rien.
      </p>
      <CommandLine label="Trouver le poste, et sa dernière connexion" command={devicesCommand} />
      <CommandLine label="Lui retirer l’accès" command={revokeCommand} />
      <h2>2. Ce qui n’avait pas été envoyé</h2>
      <p>
        Le serveur a tout ce qui portait « Envoyé au serveur ». Les modifications faites ensuite, sans réseau,
        n’étaient que sur le poste perdu. Une sauvegarde faite après les ramène ; sinon, elles sont à
        ressaisir.
      </p>
      <h2>3. Ce qui peut y être lu</h2>
      <p>Les fiches y sont chiffrées. Tout tient à l’endroit où était la clé.</p>
      <ul>
        <li>
          <strong>Application de bureau, clé dans le trousseau du système</strong>&nbsp;: {offWords.keystore}
          {keyPlace === 'keystore' ? HERE_TOO : null}
        </li>
        <li>
          <strong>Navigateur, ou application sans trousseau</strong>&nbsp;: {offWords.profile}
          {keyPlace === 'profile' ? HERE_TOO : null}
        </li>
        <li>
          <strong>Session ouverte, ou sans mot de passe</strong>&nbsp;: qui l’utilise peut ouvrir Maillage et
          tout lire.
        </li>
        <li>
          <strong>Classeurs exportés, PDF, pièces enregistrées ailleurs</strong> : Maillage ne les chiffre
          pas.
        </li>
        <li>Rien n’est effacé à distance : le retrait empêche toute suite.</li>
      </ul>
      <Notice tone="warn" title="Prévenir le responsable du traitement">
        S’il y a un risque pour les personnes, la CNIL est à prévenir dans les 72 heures. Notez l’heure de la
        perte, l’état de la session, et le nombre de fiches de l’espace.
      </Notice>
      <h2>4. Repartir</h2>
      <p>
        Sur un autre ordinateur :{' '}
        <a href="#/reglages/nouvel-ordinateur">une nouvelle invitation, ou la clé et une sauvegarde</a>.
      </p>
    </>
  )
}
