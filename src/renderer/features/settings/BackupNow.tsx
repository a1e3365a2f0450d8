import { Button } from '@mantine/core'
import { useState } from 'react'
import { personsHeld } from '../../../core/figures/persons'
import { useWorkspace } from '../../data/hooks'
import { useShelf } from '../../data/useWorkspaces'
import { announce } from '../../ui/announce'
import { Icon } from '../../ui/Icon'
import { useServices } from '../../ui/services'
import { useSaveBackup } from './useSaveBackup'

/** « Enregistrer une sauvegarde maintenant »: one sealed file, where the person wants it. */
export function BackupNow() {
  const { workspaces, current } = useShelf()
  const { context } = useServices()
  const { rows } = useWorkspace()
  const save = useSaveBackup()
  const [busy, setBusy] = useState(false)

  const make = async (): Promise<void> => {
    if (current === undefined) return
    setBusy(true)
    try {
      await save(await workspaces.backup(current), context.today, personsHeld(rows))
    } catch {
      announce(
        'La sauvegarde n’a pas pu être préparée. Rien n’est perdu\u00a0: réessayez dans un instant.',
        'danger',
      )
    } finally {
      setBusy(false)
    }
  }

  return (
    <Button loading={busy} leftSection={<Icon name="disk" size={16} />} onClick={() => void make()}>
      Enregistrer une sauvegarde maintenant
    </Button>
  )
}
