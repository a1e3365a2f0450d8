import { useState } from 'react'
import type { InvitationLink } from '../../../core/ipc'
import { sameText } from '../../../core/schema/likeness'
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

/** Asked before an invitation is used. */
interface Question {
  /** Names that the spaces of this computer are held under, other than the one that was typed. */
  readonly predecessors: readonly string[]
  answer(goesOn: boolean): void
}

/**
 * « Rejoindre avec une invitation »: what this computer holds of that space is merged, nothing is replaced. Which space
 * it is for the code alone says: who has some already is asked first, because a merge is not taken back.
 */
export function JoinStep({ invitation, entries, onMade, onBack }: JoinStepProps) {
  const { workspaces } = useShelf()
  const { isDesktop } = usePlatform()
  const [question, setQuestion] = useState<Question>()
  const held = heldSpaces(entries)
  const isWanted = (name: string): Promise<boolean> =>
    held.length === 0
      ? Promise.resolve(true)
      : new Promise((resolve) => {
          const predecessors = new Set(held.map((entry) => entry.name).filter((one) => !sameText(one, name)))
          const answer = (goesOn: boolean): void => {
            setQuestion(undefined)
            resolve(goesOn)
          }
          setQuestion({ predecessors: [...predecessors], answer })
        })
  return (
    <>
      <InvitationForm
        title="Rejoindre avec une invitation"
        action="Rejoindre"
        known={invitation ?? { server: isDesktop ? '' : window.location.origin, code: '' }}
        onBack={onBack}
        join={async (typed) => {
          if (!(await isWanted(typed.name))) return { about: null, message: 'L’invitation n’a pas servi.' }
          const joined = await workspaces.join(typed)
          if (!joined.ok) return joined.error
          if (joined.value.trouble !== undefined) announce(joined.value.trouble, 'danger')
          onMade(...joined.value.spaces)
          return null
        }}
      />
      <Confirm
        opened={question !== undefined}
        title="Réunir vos fiches avec celles du serveur&nbsp;?"
        action="Rejoindre"
        onConfirm={() => question?.answer(true)}
        // It closes before it confirms: the refusal comes second, and then answers nothing.
        onClose={() => queueMicrotask(() => question?.answer(false))}
      >
        Cet ordinateur a déjà {placesOf(held)}. Si l’invitation est pour{' '}
        {held.length > 1 ? 'l’un d’eux' : 'lui'}, toutes ses fiches vont au serveur et se réunissent avec
        celles qui y sont&nbsp;: rien ne remplace rien, mais cela ne s’annule pas. Sinon, un autre espace est
        ajouté à côté.
        {question === undefined || question.predecessors.length === 0
          ? null
          : ` Vous avez indiqué un autre nom\u00a0: pour un espace déjà là, vous prenez alors la suite. Ce qui y est écrit reste signé ${question.predecessors.join(', ')}, ce que vous écrirez le sera de votre nom.`}
      </Confirm>
    </>
  )
}
