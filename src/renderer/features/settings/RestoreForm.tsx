import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { FileContent } from '../../../core/ipc'
import { usePlatform } from '../../data/usePlatform'
import { useShelf } from '../../data/useWorkspaces'
import { announce } from '../../ui/announce'
import { Notice } from '../../ui/Notice'
import classes from './Settings.module.css'

/** Opens a backup with its recovery key, as a space of its own. */
export function RestoreForm() {
  const platform = usePlatform()
  const { workspaces, change } = useShelf()
  const [file, setFile] = useState<FileContent>()
  const [key, setKey] = useState('')
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string>()

  const choose = async (): Promise<void> => {
    const opened = await platform.openFile({
      title: 'Choisir une sauvegarde',
      extensions: ['maillage-backup'],
    })
    if (opened.ok) setFile(opened.value)
    else if (opened.error === 'too-big') setRefusal('Ce fichier est trop grand pour être une sauvegarde.')
    else if (opened.error !== 'cancelled')
      setRefusal('Ce fichier n’a pas pu être lu : copiez-le sur cet ordinateur.')
  }
  const restore = async (): Promise<void> => {
    if (file === undefined) return
    setBusy(true)
    setRefusal(undefined)
    const restored = await workspaces.restore(file.bytes, key)
    setBusy(false)
    if (!restored.ok) return setRefusal(restored.error)
    announce('Sauvegarde restaurée.')
    await change(restored.value.id)
  }

  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void restore()
      }}
    >
      <div>
        <Button variant="default" onClick={() => void choose()}>
          Choisir le fichier
        </Button>
        <span className={classes.chosen}>{file?.name ?? 'Aucun fichier choisi'}</span>
      </div>
      <Textarea
        label="Clé de secours"
        description="Les groupes de lettres et de chiffres imprimés à la création de l’espace."
        autosize
        minRows={2}
        value={key}
        onChange={(event) => setKey(event.currentTarget.value)}
      />
      {refusal === undefined ? null : <Notice tone="danger">{refusal}</Notice>}
      <div>
        <Button type="submit" loading={busy} disabled={file === undefined || key.trim() === ''}>
          Restaurer
        </Button>
      </div>
    </form>
  )
}
