import { TextInput } from '@mantine/core'
import { useState } from 'react'
import type { InvitationLink } from '../../../core/ipc'
import { usePlatform } from '../../data/usePlatform'
import { useShelf } from '../../data/useWorkspaces'
import type { Created } from '../../data/workspaces'
import { Notice } from '../../ui/Notice'
import { WelcomeForm } from './WelcomeForm'

interface JoinFormProps {
  readonly invitation: InvitationLink | undefined
  onMade(created: Created): void
  onBack(): void
}

/** « Rejoindre avec une invitation »: what this computer holds of that space is merged, nothing is replaced. */
export function JoinForm({ invitation, onMade, onBack }: JoinFormProps) {
  const { workspaces } = useShelf()
  const { isDesktop } = usePlatform()
  const [server, setServer] = useState(invitation?.server ?? (isDesktop ? '' : window.location.origin))
  const [code, setCode] = useState(invitation?.code ?? '')
  const [device, setDevice] = useState('')
  const [name, setName] = useState('')
  const join = async (): Promise<string | null> => {
    if (server.trim() === '')
      return 'Écrivez l’adresse du serveur, telle qu’elle figure dans votre invitation.'
    if (code.trim() === '') return 'Écrivez le code de votre invitation.'
    const joined = await workspaces.join({ server, code, device, name })
    if (!joined.ok) return joined.error
    onMade(joined.value)
    return null
  }
  return (
    <WelcomeForm title="Rejoindre avec une invitation" action="Rejoindre" submit={join} onBack={onBack}>
      <TextInput
        label="Adresse du serveur"
        placeholder="https://"
        value={server}
        onChange={(event) => setServer(event.currentTarget.value)}
      />
      <TextInput
        label="Code de l’invitation"
        description="Il sert une seule fois, et pendant 72 heures."
        autoComplete="off"
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <TextInput
        label="Votre prénom et votre nom"
        autoComplete="name"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label="Nom de cet ordinateur"
        description="Pour le reconnaître s’il est perdu : « Portable de la coordination »."
        autoComplete="off"
        value={device}
        onChange={(event) => setDevice(event.currentTarget.value)}
      />
      <Notice title="Qui héberge ce serveur peut lire les espaces qui y passent">
        L’espace privé de la coordination y compris. Rejoignez un serveur dont vous connaissez l’hébergeur :{' '}
        <strong>{hostOf(server)}</strong>. Le comité national, lui, ne reçoit que les champs partagés.
      </Notice>
    </WelcomeForm>
  )
}

/** The part of an address that says whose server it is. */
function hostOf(server: string): string {
  return server.replace(/^[a-z]+:\/\//i, '').replace(/\/.*$/, '') || 'adresse à remplir'
}
