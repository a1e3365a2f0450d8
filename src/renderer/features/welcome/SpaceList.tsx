import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useShelf } from '../../data/useWorkspaces'
import type { WorkspaceEntry } from '../../data/workspaces'
import { Chip } from '../../ui/Chip'
import { Confirm } from '../../ui/Confirm'
import { Notice } from '../../ui/Notice'
import { placeOf } from './placeOf'
import { hereSince } from '../../ui/hereSince'
import classes from './Welcome.module.css'

interface SpaceListProps {
  readonly entries: readonly WorkspaceEntry[]
  onOpen(id: string): void
}

/** The workspaces of this computer. */
export function SpaceList({ entries, onOpen }: SpaceListProps) {
  const { workspaces, change } = useShelf()
  const [removing, setRemoving] = useState<WorkspaceEntry>()
  return (
    <section aria-label="Vos espaces sur cet ordinateur" className={classes.spaces}>
      <h2>Vos espaces sur cet ordinateur</h2>
      <ul>
        {entries.map((entry) => (
          <li key={entry.id}>
            <div className={classes.space}>
              <div>
                <strong>{placeOf(entry.space)}</strong>{' '}
                {entry.sample ? <Chip tone="warn">Exemple</Chip> : null}
                <div className={classes.soft}>
                  {entry.createdAt === 0 ? entry.name : `${entry.name} · ${hereSince(entry)}`}
                </div>
              </div>
              {entry.sample ? (
                <Button variant="subtle" onClick={() => setRemoving(entry)}>
                  Effacer l’exemple
                </Button>
              ) : null}
              {entry.state === 'here' ? (
                <Button onClick={() => onOpen(entry.id)} aria-label={`Ouvrir ${placeOf(entry.space)}`}>
                  Ouvrir
                </Button>
              ) : null}
            </div>
            {entry.state === 'locked' ? <Unlock entry={entry} onOpen={onOpen} /> : null}
            {entry.state === 'vanished' ? (
              <Notice tone="danger" title="Les données de cet espace ont disparu de cet ordinateur.">
                Le navigateur ou un nettoyage les a effacées. Restaurez une sauvegarde avec votre clé de
                secours, ou demandez une nouvelle invitation&nbsp;: ce qui avait été envoyé au serveur
                reviendra.
              </Notice>
            ) : null}
          </li>
        ))}
      </ul>
      <Confirm
        opened={removing !== undefined}
        title="Effacer le réseau d’exemple&nbsp;?"
        action="Effacer l’exemple"
        danger
        onClose={() => setRemoving(undefined)}
        onConfirm={() => {
          if (removing) void workspaces.remove(removing.id).then(() => change(undefined))
        }}
      >
        Ses fiches fictives et ce que vous y avez saisi disparaissent de cet ordinateur.
      </Confirm>
    </section>
  )
}

function Unlock({ entry, onOpen }: { readonly entry: WorkspaceEntry; onOpen(id: string): void }) {
  const { workspaces } = useShelf()
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string>()
  const unlock = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const done = await workspaces.unlock(entry.id, typed)
    setProblem(done.ok ? undefined : done.error)
    if (done.ok) onOpen(entry.id)
  }
  return (
    <form className={classes.unlock} onSubmit={(event) => void unlock(event)}>
      <TextInput
        label="La clé de cet ordinateur a disparu. Saisissez votre clé de secours&nbsp;:"
        value={typed}
        error={problem}
        autoComplete="off"
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button type="submit">Ouvrir avec la clé de secours</Button>
    </form>
  )
}
