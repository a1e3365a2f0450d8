import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { FileContent, FileRefusal } from '../../core/ipc'
import type { Result } from '../../core/result'
import { Icon } from './Icon'
import { Notice } from './Notice'
import { StepForm } from './StepForm'
import classes from './StepForm.module.css'

interface RestoreFormProps {
  readonly title?: string
  /** A backup that was chosen beforehand: its key alone is asked for. */
  readonly chosen?: FileContent | undefined
  /** Shows the file dialog; to be called from a click. */
  open(wanted: {
    readonly title: string
    readonly extensions: string[]
  }): Promise<Result<FileContent, FileRefusal>>
  /** Gives back why not, in words; null when it is done. */
  restore(file: Uint8Array, key: string): Promise<string | null>
  readonly onBack?: () => void
}

const unread: { readonly [R in Exclude<FileRefusal, 'cancelled'>]: string } = {
  'too-big': 'Ce fichier est trop grand pour être une sauvegarde.',
  denied: 'Ce fichier n’a pas pu être lu\u00a0: copiez-le sur cet ordinateur, puis recommencez.',
  full: 'Ce fichier n’a pas pu être lu\u00a0: le disque est plein.',
}

/** A backup and its recovery key. */
export function RestoreForm({ title, chosen, open, restore, onBack }: RestoreFormProps) {
  const [file, setFile] = useState(chosen)
  const [key, setKey] = useState('')
  const [refusal, setRefusal] = useState<string>()
  const choose = async (): Promise<void> => {
    const opened = await open({ title: 'Choisir une sauvegarde', extensions: ['maillage-backup'] })
    setRefusal(undefined)
    if (opened.ok) setFile(opened.value)
    else if (opened.error !== 'cancelled') setRefusal(unread[opened.error])
  }
  const submit = async (): Promise<string | null> => {
    if (file === undefined) return 'Choisissez le fichier de sauvegarde.'
    if (key.trim() === '') return 'Écrivez la clé de secours de cette sauvegarde.'
    return restore(file.bytes, key)
  }
  return (
    <StepForm {...(title === undefined ? {} : { title })} action="Restaurer" submit={submit} onBack={onBack}>
      <div className={classes.file}>
        <Button variant="default" leftSection={<Icon name="file" size={16} />} onClick={() => void choose()}>
          Choisir le fichier
        </Button>
        <span>{file?.name ?? 'Aucun fichier choisi'}</span>
      </div>
      {refusal === undefined ? null : <Notice tone="danger">{refusal}</Notice>}
      <TextInput
        label="Clé de secours"
        description="Les quatorze groupes de quatre caractères que vous avez imprimés ou rangés ailleurs."
        autoComplete="off"
        autoFocus={chosen !== undefined}
        value={key}
        onChange={(event) => setKey(event.currentTarget.value)}
      />
    </StepForm>
  )
}
