import { Button } from '@mantine/core'
import type { BackupInfo, FileContent } from '../../core/ipc'
import type { Result } from '../../core/result'
import { announce } from './announce'
import classes from './KeptBackups.module.css'

interface KeptBackupsProps {
  readonly backups: readonly BackupInfo[]
  /** What a backup is of, where those of several spaces stand together. */
  placeOf?(workspace: string): string
  read(name: string): Promise<Result<Uint8Array, string>>
  onRestore(file: FileContent): void
  /** Given where a copy can be put elsewhere. */
  onSave?(backup: BackupInfo, bytes: Uint8Array): Promise<void>
}

const moment = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeStyle: 'short' })
const weight = new Intl.NumberFormat('fr-FR', { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 })

/** The backups that stand on this computer, newest first, and what can be done with each. */
export function KeptBackups({ backups, placeOf, read, onRestore, onSave }: KeptBackupsProps) {
  const take = async (name: string, then: (bytes: Uint8Array) => unknown): Promise<void> => {
    const bytes = await read(name)
    if (bytes.ok) then(bytes.value)
    else announce('Cette sauvegarde ne se lit pas\u00a0: prenez-en une autre de la liste.', 'danger')
  }
  return (
    <ul className={classes.backups} aria-label="Sauvegardes faites par l’application">
      {backups.map((backup) => {
        const written = moment.format(new Date(backup.writtenAt))
        const words = placeOf ? `${placeOf(backup.workspace)}, ${written}` : written
        return (
          <li key={backup.name}>
            <span>{words}</span>
            <span className={classes.size}>{weight.format(Math.ceil(backup.size / 1000))}</span>
            {onSave === undefined ? null : (
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={`Enregistrer ailleurs\u00a0: ${words}`}
                onClick={() => void take(backup.name, (bytes) => onSave(backup, bytes))}
              >
                Enregistrer ailleurs
              </Button>
            )}
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`Restaurer\u00a0: ${words}`}
              onClick={() =>
                void take(backup.name, (bytes) => onRestore({ name: `Sauvegarde\u00a0: ${words}`, bytes }))
              }
            >
              Restaurer
            </Button>
          </li>
        )
      })}
    </ul>
  )
}
