import { type ReactNode, useState } from 'react'
import { useWatched, useWorkspace } from '../../data/hooks'
import { useShelf } from '../../data/useWorkspaces'
import { announce } from '../../ui/announce'
import { Confirm } from '../../ui/Confirm'

/** The way out of a space, to the list of them; `question` is asked where only this window still holds it. */
export function useLeavingSpace(): { leave(): void; readonly question: ReactNode } {
  const { storage } = useWorkspace()
  const { change } = useShelf()
  const isAlone = useWatched(storage).is === 'vanished'
  const [asking, setAsking] = useState(false)
  const go = (): void =>
    void change(undefined).catch(() => announce('L’espace n’a pas pu être fermé. Réessayez.', 'danger'))
  return {
    leave: () => (isAlone ? setAsking(true) : go()),
    question: (
      <Confirm
        opened={asking}
        title="Fermer cet espace&nbsp;?"
        action="Fermer et perdre le reste"
        stay="Rester ici"
        danger
        onConfirm={go}
        onClose={() => setAsking(false)}
      >
        Sa base a disparu de cet ordinateur&nbsp;: ce que vous n’avez ni exporté ni sauvegardé n’est plus que
        dans cette fenêtre, et serait perdu.
      </Confirm>
    ),
  }
}
