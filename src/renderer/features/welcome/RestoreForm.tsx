import { Button, Group, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { FileContent } from '../../../core/ipc'
import { usePlatform } from '../../data/usePlatform'
import { useShelf } from '../../data/useWorkspaces'
import { Icon } from '../../ui/Icon'
import { WelcomeForm } from './WelcomeForm'

interface RestoreFormProps {
  onMade(id: string): void
  onBack(): void
}

/** A new computer: a backup and the recovery key bring everything back. */
export function RestoreForm({ onMade, onBack }: RestoreFormProps) {
  const platform = usePlatform()
  const { workspaces } = useShelf()
  const [file, setFile] = useState<FileContent>()
  const [key, setKey] = useState('')
  const choose = async (): Promise<void> => {
    const chosen = await platform.openFile({
      title: 'Choisir une sauvegarde',
      extensions: ['maillage-backup'],
    })
    if (chosen.ok) setFile(chosen.value)
  }
  const restore = async (): Promise<string | null> => {
    if (!file) return 'Choisissez le fichier de sauvegarde.'
    const restored = await workspaces.restore(file.bytes, key)
    if (!restored.ok) return restored.error
    onMade(restored.value.id)
    return null
  }
  return (
    <WelcomeForm title="Restaurer une sauvegarde" action="Restaurer" submit={restore} onBack={onBack}>
      <Group>
        <Button variant="default" leftSection={<Icon name="file" size={16} />} onClick={() => void choose()}>
          Choisir le fichier
        </Button>
        <span>{file?.name ?? 'Aucun fichier choisi'}</span>
      </Group>
      <TextInput
        label="Clé de secours"
        description="Les quatorze groupes de quatre caractères que vous avez imprimés ou rangés ailleurs."
        autoComplete="off"
        value={key}
        onChange={(event) => setKey(event.currentTarget.value)}
      />
    </WelcomeForm>
  )
}
