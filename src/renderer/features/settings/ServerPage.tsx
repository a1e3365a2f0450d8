import { useHistoryState } from 'wouter/use-browser-location'
import type { InvitationLink } from '../../../core/ipc'
import { useWatched, useWorkspace } from '../../data/hooks'
import { Notice } from '../../ui/Notice'
import { syncWords } from '../../ui/SyncBadge'
import { CommandLine } from './CommandLine'
import { devicesCommand } from './adminCommands'
import { JoinForm } from './JoinForm'
import classes from './Settings.module.css'

/** The state of sync with its cause, how to join a server, and who can read what there. */
export function ServerPage() {
  const { sync, server, restoredFrom } = useWorkspace()
  const state = useWatched(sync)
  const alone = state.is === 'offline' && state.cause === 'no-server'
  const words = syncWords(state, restoredFrom)
  const invitation = useHistoryState<InvitationLink | null>()
  return (
    <>
      <Notice tone={words.tone} title={words.short}>
        {words.long}
      </Notice>
      {server === undefined ? null : (
        <dl className={classes.facts}>
          <dt>Adresse</dt>
          <dd>{server.url}</dd>
          <dt>Cet ordinateur</dt>
          <dd>
            {server.deviceName === undefined ? '' : `${server.deviceName}, `}connu du serveur sous le numéro{' '}
            <code>{server.device}</code>
          </dd>
        </dl>
      )}
      {alone || state.is === 'refused' || invitation ? (
        <>
          <h2>{alone ? 'Relier cet espace à un serveur' : 'Suivre une nouvelle invitation'}</h2>
          <p>
            Vos fiches et celles qui sont déjà sur le serveur se réunissent : rien ne remplace rien. Ce qui
            semble faire double emploi vous sera montré.
          </p>
          <JoinForm key={invitation?.code} invitation={invitation} />
        </>
      ) : null}
      <h2>Qui peut lire quoi</h2>
      <p>
        Le serveur est tenu par un organisme.{' '}
        <strong>
          Qui héberge le serveur peut techniquement lire les espaces qui y passent, y compris l’espace privé
          de la coordination.
        </strong>{' '}
        Demandez qui l’héberge, et faites-le inscrire au registre.
      </p>
      <p>
        Le comité national ne reçoit que les champs partagés :{' '}
        <a href="#/aide/partage-national">voir la liste</a>.
      </p>
      <h2>Les appareils</h2>
      <p>
        Chaque poste a son propre accès. Un ordinateur perdu ou remplacé&nbsp;? Demandez à la personne qui
        tient le serveur de lui retirer le sien&nbsp;: vous n’avez rien d’autre à faire ici.
      </p>
      <details>
        <summary>Pour la personne qui tient le serveur</summary>
        <p>Cette commande, tapée sur la machine du serveur, donne la liste des appareils qu’il connaît.</p>
        <CommandLine label="Lister les appareils connus du serveur" command={devicesCommand} />
      </details>
    </>
  )
}
