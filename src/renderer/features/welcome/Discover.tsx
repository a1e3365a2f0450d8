import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { loadCommunes } from '../../data/loadCommunes'
import { useShelf } from '../../data/useWorkspaces'
import { Notice } from '../../ui/Notice'
import { useToday } from '../../ui/useToday'
import { WorkProgress } from '../../ui/WorkProgress'
import classes from './Welcome.module.css'

interface DiscoverProps {
  onMade(id: string): void
  onBack(): void
}

/** « Découvrir avec un réseau d’exemple »: fictional records, written like any other. */
export function Discover({ onMade, onBack }: DiscoverProps) {
  const { workspaces } = useShelf()
  const today = useToday()
  const [done, setDone] = useState(0)
  const [problem, setProblem] = useState<string>()
  const stop = useRef(new AbortController())
  const started = useRef(false)

  useEffect(() => {
    // Once, whatever React does with effects: each run would make a workspace.
    if (started.current) return
    started.current = true
    const { signal } = stop.current
    const make = async (): Promise<void> => {
      const [{ makeSample }, communes] = await Promise.all([
        import('../../../core/records/sample'),
        loadCommunes(),
      ])
      const department = '50'
      const sample = makeSample({ seed: 'découverte', department, size: 'median', years: 3, today, communes })
      const created = await workspaces.discover(department, sample, { onProgress: setDone, signal })
      if (!created.ok) return setProblem(created.error)
      if (!signal.aborted) return onMade(created.value.id)
      await workspaces.remove(created.value.id)
      onBack()
    }
    void make()
  }, [workspaces, today, onMade, onBack])

  return (
    <div className={classes.form}>
      <h2>Un réseau d’exemple se prépare</h2>
      {problem === undefined ? (
        <WorkProgress
          label="Écriture des fiches fictives…"
          done={done}
          onCancel={() => stop.current.abort()}
        />
      ) : (
        <>
          <Notice tone="danger">{problem}</Notice>
          <Button variant="default" onClick={onBack}>
            Retour
          </Button>
        </>
      )}
    </div>
  )
}
