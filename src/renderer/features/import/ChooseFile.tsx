import { Button } from '@mantine/core'
import { type DragEvent, useState } from 'react'
import { importLimits } from '../../../core/sheets/importTable'
import { usePlatform } from '../../data/usePlatform'
import { Icon } from '../../ui/Icon'
import { Notice } from '../../ui/Notice'
import classes from './ChooseFile.module.css'
import type { ImportSession, Refusal } from './useImport'

const tooBig = `Ce fichier est trop volumineux\u00a0: ${importLimits.fileBytes / 1024 / 1024}\u00a0Mo au plus.`

interface ChooseFileProps {
  readonly session: ImportSession
  readonly refusal: Refusal | undefined
}

/** The file, dropped or chosen. */
export function ChooseFile({ session, refusal }: ChooseFileProps) {
  const platform = usePlatform()
  const [over, setOver] = useState(false)

  const choose = async (): Promise<void> => {
    const opened = await platform.openFile({
      title: 'Choisir un fichier à importer',
      extensions: ['xlsx', 'csv', 'txt'],
    })
    if (opened.ok) await session.readFile(opened.value.name, opened.value.bytes)
    else if (opened.error === 'too-big') session.refuse(tooBig)
    else if (opened.error !== 'cancelled')
      session.refuse('Ce fichier n’a pas pu être ouvert. Fermez-le dans votre tableur, puis recommencez.')
  }
  const drop = async (event: DragEvent): Promise<void> => {
    event.preventDefault()
    setOver(false)
    const [file, ...others] = event.dataTransfer.files
    if (!file) return
    if (others.length > 0) return session.refuse('Déposez un seul fichier à la fois.')
    if (file.size > importLimits.fileBytes) return session.refuse(tooBig, file.name)
    await session.readFile(file.name, new Uint8Array(await file.arrayBuffer()))
  }

  return (
    <>
      {refusal === undefined ? null : (
        <Notice
          tone="danger"
          title={
            refusal.file === undefined
              ? 'Ce fichier n’est pas importé'
              : `«\u00a0${refusal.file}\u00a0» n’est pas importé`
          }
        >
          {refusal.why}
        </Notice>
      )}
      <div
        className={classes.drop}
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => void drop(event)}
      >
        <Icon name="upload" size={32} />
        <h2>Déposez votre fichier ici</h2>
        <p>Un classeur Excel (.xlsx) ou un fichier .csv, tel que vous le tenez aujourd’hui.</p>
        <Button onClick={() => void choose()}>Choisir un fichier</Button>
      </div>
      <div className={classes.promise}>
        <p>
          Promeneurs, structures, partenaires, contacts et financements sont reconnus à leurs colonnes. Toutes
          les feuilles du classeur sont lues ensemble.
        </p>
        <p>
          Rien n’est modifié avant que vous ayez vu l’aperçu, et l’import entier s’annule d’un geste. Importer
          deux fois le même fichier n’ajoute rien.
        </p>
      </div>
    </>
  )
}
