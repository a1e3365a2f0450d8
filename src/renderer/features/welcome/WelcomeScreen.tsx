import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import type { InvitationLink } from '../../../core/ipc'
import { forgetKey, type KeyToKeep, keysToKeep, rememberKeys } from '../../data/keysToKeep'
import { useOffline } from '../../data/useOffline'
import { usePlatform } from '../../data/usePlatform'
import { useShelf } from '../../data/useWorkspaces'
import type { Created, WorkspaceEntry } from '../../data/workspaces'
import { invitationIn } from '../../ui/invitation'
import { NotOffline } from '../../ui/NotOffline'
import { CreateForm } from './CreateForm'
import { Discover } from './Discover'
import { HeldSpaces } from './HeldSpaces'
import { JoinStep } from './JoinStep'
import { RecoveryKey } from './RecoveryKey'
import { RestoreStep } from './RestoreStep'
import { SpaceList } from './SpaceList'
import { WayCard } from './WayCard'
import classes from './Welcome.module.css'

/** What a person has chosen to do. */
type Step =
  | { readonly is: 'choose' }
  | { readonly is: 'create' | 'discover' | 'restore' }
  | { readonly is: 'join'; readonly invitation: InvitationLink | undefined }
  /** One key after the other; then the space of the last one opens. */
  | { readonly is: 'key'; readonly key: KeyToKeep; readonly left: readonly KeyToKeep[] }

/** The first screen: what stands on this computer, and the three ways in. */
export function WelcomeScreen({ entries }: { readonly entries: readonly WorkspaceEntry[] }) {
  const platform = usePlatform()
  const offline = useOffline()
  const { workspaces, change } = useShelf()
  const [, go] = useLocation()
  const [step, setStep] = useState<Step>(() => {
    const [key, ...left] = keysToKeep().filter((one) => entries.some(({ id }) => id === one.id))
    if (key) return { is: 'key', key, left }
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

  const [known, setKnown] = useState(entries)
  useEffect(() => {
    // A space that has just been made is not among those that this screen opened with.
    if (step.is === 'key') void workspaces.list().then(setKnown)
  }, [step, workspaces])

  const open = async (id: string): Promise<void> => {
    // An invitation is used once: it does not stay in the address.
    if (window.location.hash.startsWith('#/rejoindre/')) window.location.hash = '/'
    await change(id)
  }
  /** Opens a space on the page that ties it to the server, the invitation already typed there. */
  const tie = async (id: string, invitation: InvitationLink | undefined): Promise<void> => {
    go('/reglages/serveur', { state: invitation })
    await change(id)
  }
  const made = (...spaces: readonly [Created, ...Created[]]): void => {
    const [key, ...left] = rememberKeys(spaces)
    if (key) setStep({ is: 'key', key, left })
    else void open(spaces[0].id)
  }
  const kept = ({ id }: KeyToKeep, [next, ...left]: readonly KeyToKeep[]): void => {
    forgetKey(id)
    if (next) setStep({ is: 'key', key: next, left })
    else void open(id)
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
          {offline === 'never' ? <NotOffline /> : null}
          {entries.length === 0 ? null : <SpaceList entries={entries} onOpen={(id) => void open(id)} />}
          <div className={classes.ways}>
            <WayCard
              icon="map"
              title="Découvrir avec un réseau d’exemple"
              text="Un département fictif, avec trois ans de vie&nbsp;: essayez tout, rien n’est réel et tout s’efface d’un geste."
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
            Un nouvel ordinateur&nbsp;?{' '}
            <Button variant="subtle" size="compact-md" onClick={() => setStep({ is: 'restore' })}>
              Restaurer une sauvegarde
            </Button>
          </p>
        </>
      ) : null}
      {step.is === 'create' ? <CreateForm onMade={made} onBack={back} /> : null}
      {step.is === 'discover' ? <Discover onMade={(id) => void open(id)} onBack={back} /> : null}
      {step.is === 'join' ? (
        <>
          <HeldSpaces entries={entries} onOpen={(id) => void tie(id, step.invitation)} />
          <JoinStep invitation={step.invitation} entries={entries} onMade={made} onBack={back} />
        </>
      ) : null}
      {step.is === 'restore' ? <RestoreStep entries={entries} restore={restore} onBack={back} /> : null}
      {step.is === 'key' ? (
        <RecoveryKey
          key={step.key.id}
          toKeep={step.key}
          of={known.find(({ id }) => id === step.key.id)}
          action={step.left.length > 0 ? 'Voir la clé suivante' : 'Ouvrir mon espace'}
          onKept={() => kept(step.key, step.left)}
        />
      ) : null}
    </main>
  )
}
