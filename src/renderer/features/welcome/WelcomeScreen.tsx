import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { InvitationLink } from '../../../core/ipc'
import { usePlatform } from '../../data/usePlatform'
import { useShelf } from '../../data/useWorkspaces'
import type { Created, WorkspaceEntry } from '../../data/workspaces'
import { invitationIn } from '../../ui/invitation'
import { RestoreForm } from '../../ui/RestoreForm'
import { CreateForm } from './CreateForm'
import { Discover } from './Discover'
import { JoinForm } from './JoinForm'
import { forgetKey, keyToKeep, rememberKey } from './keyToKeep'
import { RecoveryKey } from './RecoveryKey'
import { SpaceList } from './SpaceList'
import { WayCard } from './WayCard'
import classes from './Welcome.module.css'

/** What a person has chosen to do. */
type Step =
  | { readonly is: 'choose' }
  | { readonly is: 'create' | 'discover' | 'restore' }
  | { readonly is: 'join'; readonly invitation: InvitationLink | undefined }
  | { readonly is: 'key'; readonly id: string; readonly recoveryKey: string }

/** The first screen: what stands on this computer, and the three ways in. */
export function WelcomeScreen({ entries }: { readonly entries: readonly WorkspaceEntry[] }) {
  const platform = usePlatform()
  const { workspaces, change } = useShelf()
  const [step, setStep] = useState<Step>(() => {
    const key = keyToKeep()
    if (key && entries.some(({ id }) => id === key.id)) return { is: 'key', ...key }
    const invitation = invitationIn(window.location)
    return invitation ? { is: 'join', invitation } : { is: 'choose' }
  })
  useEffect(() => {
    const take = (): void =>
      void platform.takeLink().then((invitation) => {
        if (invitation) setStep({ is: 'join', invitation })
      })
    take()
    return platform.on('link', take)
  }, [platform])

  const open = async (id: string): Promise<void> => {
    // An invitation is used once: it does not stay in the address.
    if (window.location.hash.startsWith('#/rejoindre/')) window.location.hash = '/'
    await change(id)
  }
  const made = ({ id, recoveryKey }: Created): void => {
    if (recoveryKey === undefined) void open(id)
    else {
      rememberKey({ id, recoveryKey })
      setStep({ is: 'key', id, recoveryKey })
    }
  }
  const kept = (id: string): void => {
    forgetKey()
    void open(id)
  }
  const restore = async (file: Uint8Array, key: string): Promise<string | null> => {
    const restored = await workspaces.restore(file, key)
    if (!restored.ok) return restored.error
    void open(restored.value.id)
    return null
  }
  const back = (): void => setStep({ is: 'choose' })

  return (
    <main className={classes.page}>
      <header className={classes.head}>
        <h1>Maillage</h1>
        <p>
          Le poste de travail des coordinations Promeneurs du Net. Vos données restent sur cet ordinateur.
        </p>
      </header>
      {step.is === 'choose' ? (
        <>
          {entries.length === 0 ? null : <SpaceList entries={entries} onOpen={(id) => void open(id)} />}
          <div className={classes.ways}>
            <WayCard
              icon="map"
              title="Découvrir avec un réseau d’exemple"
              text="Un département fictif, avec trois ans de vie : essayez tout, rien n’est réel et tout s’efface d’un geste."
              action="Découvrir"
              onChoose={() => setStep({ is: 'discover' })}
            />
            <WayCard
              icon="building"
              title="Créer l’espace d’un département sur cet ordinateur"
              text="Sans serveur et sans réseau. Vous pourrez le relier plus tard à vos collègues."
              action="Créer"
              onChoose={() => setStep({ is: 'create' })}
            />
            <WayCard
              icon="key"
              title="Rejoindre avec une invitation"
              text="Votre collègue ou la personne qui administre le serveur vous a donné un code."
              action="Rejoindre"
              onChoose={() => setStep({ is: 'join', invitation: undefined })}
            />
          </div>
          <p className={classes.restore}>
            Un nouvel ordinateur ?{' '}
            <Button variant="subtle" size="compact-md" onClick={() => setStep({ is: 'restore' })}>
              Restaurer une sauvegarde
            </Button>
          </p>
        </>
      ) : null}
      {step.is === 'create' ? <CreateForm onMade={made} onBack={back} /> : null}
      {step.is === 'discover' ? <Discover onMade={(id) => void open(id)} onBack={back} /> : null}
      {step.is === 'join' ? <JoinForm invitation={step.invitation} onMade={made} onBack={back} /> : null}
      {step.is === 'restore' ? (
        <RestoreForm
          title="Restaurer une sauvegarde"
          open={platform.openFile}
          restore={restore}
          onBack={back}
        />
      ) : null}
      {step.is === 'key' ? <RecoveryKey recoveryKey={step.recoveryKey} onKept={() => kept(step.id)} /> : null}
    </main>
  )
}
