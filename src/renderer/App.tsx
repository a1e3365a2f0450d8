import { Loader } from '@mantine/core'
import { useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { navigate } from 'wouter/use-hash-location'
import { WorkspaceContext } from './data/hooks'
import { type Shelf, ShelfContext } from './data/useWorkspaces'
import type { Workspace } from './data/workspace'
import type { OpenFailure, WorkspaceEntry, Workspaces } from './data/workspaces'
import { OpenFailureScreen } from './features/welcome/OpenFailureScreen'
import { WelcomeScreen } from './features/welcome/WelcomeScreen'
import { ServicesProvider } from './ServicesProvider'
import { Shell } from './Shell'
import { UnsavedContext } from './ui/unsaved'
import { useLeaving } from './useLeaving'
import { useStoring } from './useStoring'

/** What the window shows. */
type Shown =
  | { readonly is: 'opening' }
  | { readonly is: 'choosing'; readonly entries: readonly WorkspaceEntry[] }
  | { readonly is: 'open'; readonly id: string; readonly workspace: Workspace }
  | { readonly is: 'failed'; readonly id: string; readonly failure: OpenFailure }

const LAST = 'maillage.last'

/** Opens the last workspace, or asks which; below it everything is one workspace's. */
export function App({ workspaces }: { readonly workspaces: Workspaces }) {
  const [shown, setShown] = useState<Shown>({ is: 'opening' })
  const open = useRef<Workspace>(undefined)
  const unsaved = useContext(UnsavedContext)
  useLeaving()
  useStoring(shown.is === 'open' ? shown.workspace : undefined)

  const change = useCallback(
    async (to: string | undefined, takeOver = false): Promise<void> => {
      // While its fields are still there: a closed workspace takes nothing any more.
      await unsaved?.save()
      setShown({ is: 'opening' })
      // An address is of the space where it was reached: another space opens on its first screen.
      if (open.current && to !== localStorage.getItem(LAST)) navigate('/', { replace: true })
      await open.current?.close()
      open.current = undefined
      if (to === undefined) {
        localStorage.removeItem(LAST)
        setShown({ is: 'choosing', entries: await workspaces.list() })
        return
      }
      let left: readonly string[] | undefined
      const opened = await workspaces.open(to, {
        takeOver,
        onLosing: async () => {
          left = await unsaved?.save()
        },
        onTakenOver: () => {
          const waits = (unsaved?.waiting() ?? []).length > 0
          setShown({ is: 'failed', id: to, failure: takenOver(left, waits) })
        },
      })
      if (opened.ok) {
        open.current = opened.value
        localStorage.setItem(LAST, to)
        setShown({ is: 'open', id: to, workspace: opened.value })
      } else setShown({ is: 'failed', id: to, failure: opened.error })
    },
    [workspaces, unsaved],
  )

  const started = useRef(false)
  useEffect(() => {
    // Once a page, whatever React does with effects: a workspace opened twice would wait for its own lock.
    if (started.current) return
    started.current = true
    void workspaces.list().then((entries) => {
      const last = localStorage.getItem(LAST)
      const known = entries.find((entry) => entry.id === last && entry.state === 'here')
      const invited = window.location.hash.startsWith('#/rejoindre/')
      return known && !invited ? change(known.id) : setShown({ is: 'choosing', entries })
    })
  }, [workspaces, change])

  const current = shown.is === 'open' ? shown.id : undefined
  const shelf = useMemo<Shelf>(
    () => ({ workspaces, current, change: (to) => change(to) }),
    [workspaces, current, change],
  )

  return <ShelfContext.Provider value={shelf}>{content(shown, change)}</ShelfContext.Provider>
}

/**
 * Says what became of what was typed here: all stored, something left, or unknown since the disk did not answer. `waits`:
 * something of it is kept as it was typed.
 */
function takenOver(left: readonly string[] | undefined, waits: boolean): OpenFailure {
  const typed =
    left === undefined
      ? 'Ce qui était en cours de saisie ici n’a peut-être pas pu être enregistré\u00a0: vérifiez-le dans l’autre fenêtre.'
      : left.length === 0
        ? `Tout ce qui était saisi ici est enregistré${waits ? ', ou vous y attend' : ''}.`
        : `Ceci n’était pas terminé ici et n’est pas enregistré\u00a0: ${left.join(', ')}.`
  return { why: 'taken', message: `Cet espace est maintenant ouvert dans une autre fenêtre. ${typed}` }
}

function content(shown: Shown, change: (to: string | undefined, takeOver?: boolean) => Promise<void>) {
  switch (shown.is) {
    case 'opening':
      return (
        <main style={{ display: 'grid', placeItems: 'center', height: '100%' }}>
          <Loader aria-label="Ouverture de l’espace" />
        </main>
      )
    case 'choosing':
      return <WelcomeScreen entries={shown.entries} />
    case 'failed':
      return (
        <OpenFailureScreen
          id={shown.id}
          failure={shown.failure}
          onRetry={(takeOver) => change(shown.id, takeOver)}
        />
      )
    case 'open':
      return (
        <WorkspaceContext.Provider value={shown.workspace}>
          <ServicesProvider>
            <Shell />
          </ServicesProvider>
        </WorkspaceContext.Provider>
      )
  }
}
