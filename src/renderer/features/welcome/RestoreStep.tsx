import { useState } from 'react'
import type { FileContent } from '../../../core/ipc'
import { useKeptBackups } from '../../data/useKeptBackups'
import { usePlatform } from '../../data/usePlatform'
import type { WorkspaceEntry } from '../../data/workspaces'
import { KeptBackups } from '../../ui/KeptBackups'
import { RestoreForm } from '../../ui/RestoreForm'
import { placeOf } from './placeOf'
import classes from './Welcome.module.css'

interface RestoreStepProps {
  readonly entries: readonly WorkspaceEntry[]
  restore(file: Uint8Array, key: string): Promise<string | null>
  onBack(): void
}

/** « Restaurer une sauvegarde »: one that the application made here, or a file. */
export function RestoreStep({ entries, restore, onBack }: RestoreStepProps) {
  const { backups, openFile } = usePlatform()
  const kept = useKeptBackups()
  const [chosen, setChosen] = useState<FileContent>()
  const spaceOf = (workspace: string): string => {
    const entry = entries.find(({ id }) => id === workspace)
    return entry ? placeOf(entry.space) : 'Un ancien espace'
  }
  return (
    <>
      {backups === null || kept.length === 0 ? null : (
        <section className={classes.kept}>
          <h2>Les sauvegardes de cet ordinateur</h2>
          <KeptBackups
            backups={kept}
            placeOf={spaceOf}
            read={(name) => backups.read(name)}
            onRestore={setChosen}
          />
        </section>
      )}
      <RestoreForm
        key={chosen?.name}
        title="Restaurer une sauvegarde"
        chosen={chosen}
        open={openFile}
        restore={restore}
        onBack={onBack}
      />
    </>
  )
}
