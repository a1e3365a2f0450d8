import { Button } from '@mantine/core'
import { useState } from 'react'
import { departmentOf } from '../../../core/reference/departments'
import { useWorkspace } from '../../data/hooks'
import { usePlatform } from '../../data/usePlatform'
import { useShelf } from '../../data/useWorkspaces'
import { announce } from '../../ui/announce'
import { Icon } from '../../ui/Icon'
import { useServices } from '../../ui/services'

/** « Enregistrer une sauvegarde maintenant »: one sealed file, where the person wants it. */
export function BackupNow() {
  const { identity } = useWorkspace()
  const { workspaces, current } = useShelf()
  const { context } = useServices()
  const platform = usePlatform()
  const [busy, setBusy] = useState(false)

  const save = async (): Promise<void> => {
    if (current === undefined) return
    setBusy(true)
    try {
      const bytes = await workspaces.backup(current)
      const place = departmentOf(identity.space)?.name ?? 'National'
      const saved = await platform.saveFile({
        name: `Maillage - ${place} - ${context.today}.maillage-backup`,
        bytes,
      })
      if (saved.ok) announce(`Sauvegarde enregistrée : ${saved.value}`)
      else if (saved.error === 'full')
        announce('Le disque est plein : choisissez un autre emplacement.', 'danger')
      else if (saved.error !== 'cancelled')
        announce('La sauvegarde n’a pas pu être écrite là : choisissez un autre dossier.', 'danger')
    } catch {
      announce(
        'La sauvegarde n’a pas pu être préparée. Rien n’est perdu : réessayez dans un instant.',
        'danger',
      )
    } finally {
      setBusy(false)
    }
  }

  return (
    <Button loading={busy} leftSection={<Icon name="disk" size={16} />} onClick={() => void save()}>
      Enregistrer une sauvegarde maintenant
    </Button>
  )
}
