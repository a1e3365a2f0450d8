import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useShelf } from '../../data/useWorkspaces'
import type { OpenFailure } from '../../data/workspaces'
import { EmptyState } from '../../ui/EmptyState'
import { Icon } from '../../ui/Icon'

interface OpenFailureScreenProps {
  /** The workspace that did not open. */
  readonly id: string
  readonly failure: OpenFailure
  onRetry(takeOver: boolean): Promise<void>
}

const titles: { readonly [W in OpenFailure['why']]: string } = {
  busy: 'Cet espace est ouvert ailleurs',
  taken: 'Cet espace est ouvert ailleurs',
  vanished: 'Les données de cet espace ont disparu',
  key: 'La clé de cet espace manque',
  unopenable: 'La base de cet ordinateur ne s’ouvre pas',
}

/** « Ne s’ouvre pas » is said as such, with what to do: never an empty workspace in place of one that is not read. */
export function OpenFailureScreen({ id, failure, onRetry }: OpenFailureScreenProps) {
  const { change, workspaces } = useShelf()
  const retry = useRef(onRetry)
  useEffect(() => {
    retry.current = onRetry
  })
  const waits = failure.why === 'busy'
  useEffect(() => {
    if (!waits) return undefined
    const leaving = new AbortController()
    void workspaces.whenFree(id, leaving.signal).then(() => {
      if (!leaving.signal.aborted) return retry.current(false)
    })
    return () => leaving.abort()
  }, [workspaces, id, waits])
  return (
    <main>
      <EmptyState
        icon="alert"
        title={titles[failure.why]}
        actions={
          <>
            {waits || failure.why === 'taken' ? (
              <Button onClick={() => void onRetry(true)}>Continuer dans cette fenêtre</Button>
            ) : (
              <Button leftSection={<Icon name="redo" size={16} />} onClick={() => void onRetry(false)}>
                Réessayer
              </Button>
            )}
            <Button variant="default" onClick={() => void change(undefined)}>
              Voir mes espaces, restaurer ou rejoindre
            </Button>
          </>
        }
      >
        {failure.message}
        {waits ? ' Dès que vous l’y aurez fermé, il s’ouvrira ici.' : null}
      </EmptyState>
    </main>
  )
}
