import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useWatched, useWorkspace } from '../../data/hooks'
import { Notice } from '../../ui/Notice'
import { inviteCommand, inviteCommittee } from './adminCommands'
import { CommandLine } from './CommandLine'
import { spaceName } from './ComputerPage'

/** How to bring a colleague in, and what she will see. */
export function SecondPage() {
  const { identity, sync } = useWorkspace()
  const state = useWatched(sync)
  const [name, setName] = useState('')
  const shown = name.trim() || 'Prénom Nom'
  const national = identity.space === 'national'
  return (
    <>
      <p>
        {`Deux personnes tiennent le même espace, ${spaceName(identity.space)}, chacune sur son ordinateur. Elle signera ses modifications de son nom.`}
      </p>
      {state.is === 'offline' && state.cause === 'no-server' ? (
        <Notice tone="warn" title="Il faut d’abord un serveur">
          Cet espace n’est relié à aucun serveur. <a href="#/reglages/serveur">Reliez-le</a>, puis revenez
          ici.
        </Notice>
      ) : null}
      <h2>1. Faire créer l’invitation</h2>
      <p>Envoyez cette commande à la personne qui administre le serveur. Elle vous rend un code.</p>
      <TextInput
        label="Nom de votre collègue"
        placeholder="Prénom Nom"
        maw={320}
        mb="sm"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <CommandLine
        label="Inviter une coordinatrice"
        command={national ? inviteCommittee(shown) : inviteCommand('coordinator', identity.space, shown)}
      />
      {national ? null : (
        <CommandLine
          label="Ou inviter en lecture seule (Caf, par exemple)"
          command={inviteCommand('reader', identity.space, shown)}
        />
      )}
      <h2>2. Lui transmettre</h2>
      <ul>
        <li>l’adresse du serveur et le code : il sert une seule fois, pendant 72 heures ;</li>
        <li>le nom de l’organisme qui héberge le serveur, car il peut lire l’espace privé.</li>
      </ul>
      <h2>3. Ce qu’elle verra</h2>
      <ul>
        <li>
          <strong>Coordination</strong> : toutes les fiches, privées comprises, et leur historique.
        </li>
        <li>
          <strong>Lecture seule</strong>&nbsp;: les champs que lit aussi le comité national, et aucun
          autre&nbsp;; <a href="#/aide/partage-national">en voir la liste</a>.
        </li>
        <li>
          Si elle avait déjà saisi des fiches de son côté, elles s’ajoutent aux vôtres. Rien ne remplace rien.
        </li>
      </ul>
    </>
  )
}
