import { useState } from 'react'
import type { InvitationLink } from '../../../core/ipc'
import { usePlatform } from '../../data/usePlatform'
import { useShelf } from '../../data/useWorkspaces'
import type { Created, WorkspaceEntry } from '../../data/workspaces'
import { announce } from '../../ui/announce'
import { Confirm } from '../../ui/Confirm'
import { InvitationForm } from '../../ui/InvitationForm'
import { heldSpaces, placesOf } from './HeldSpaces'

interface JoinStepProps {
  readonly invitation: InvitationLink | undefined
  readonly entries: readonly WorkspaceEntry[]
  onMade(...spaces: readonly [Created, ...Created[]]): void
  onBack(): void
}

/**
 * « Rejoindre avec une invitation »: what this computer holds of that space is merged, nothing is replaced. Which space
 * it is for the code alone says: who has some already is asked first, because a merge is not taken back.
 */
export function JoinStep({ invitation, entries, onMade, onBack }: JoinStepProps) {
  const { workspaces } = useShelf()
  const { isDesktop } = usePlatform()
  const [answer, setAnswer] = useState<(goesOn: boolean) => void>()
  const held = heldSpaces(entries)
  const isWanted = (): Promise<boolean> =>
    held.length === 0
      ? Promise.resolve(true)
      : new Promise((resolve) => {
          setAnswer(() => (goesOn: boolean) => {
            setAnswer(undefined)
            resolve(goesOn)
          })
        })
  return (
    <>
      <InvitationForm
        title="Rejoindre avec une invitation"
        action="Rejoindre"
        known={invitation ?? { server: isDesktop ? '' : window.location.origin, code: '' }}
        onBack={onBack}
        join={async (typed) => {
          if (!(await isWanted())) return { about: null, message: 'L’invitation n’a pas servi.' }
          const joined = await workspaces.join(typed)
          if (!joined.ok) return joined.error
          if (joined.value.trouble !== undefined) announce(joined.value.trouble, 'danger')
          onMade(...joined.value.spaces)
          return null
        }}
      />
      <Confirm
        opened={answer !== undefined}
        title="Réunir vos fiches avec celles du serveur&nbsp;?"
        action="Rejoindre"
        onConfirm={() => answer?.(true)}
        // It closes before it confirms: the refusal comes second, and then answers nothing.
        onClose={() => queueMicrotask(() => answer?.(false))}
      >
        Cet ordinateur a déjà {placesOf(held)}. Si l’invitation est pour{' '}
        {held.length > 1 ? 'l’un d’eux' : 'lui'}, toutes ses fiches vont au serveur et se réunissent avec
        celles qui y sont&nbsp;: rien ne remplace rien, mais cela ne s’annule pas. Sinon, un autre espace est
        ajouté à côté.
      </Confirm>
    </>
  )
}
