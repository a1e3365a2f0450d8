import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { AnyRow } from '../../../core/schema/record'
import { useWorkspace } from '../../data/hooks'
import type { TextCopy } from '../../data/textCopies'
import { announce } from '../../ui/announce'
import { copyText } from '../../ui/copyText'
import classes from './History.module.css'

const when = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeStyle: 'short' })

interface TextCopiesProps {
  readonly row: AnyRow
  /** The stored name of a rich text. */
  readonly name: string
  readonly label: string
}

/** A text that several people write in has no journal: its words as they were left on this computer, to read and to copy. */
export function TextCopies({ row: { kind, id }, name, label }: TextCopiesProps) {
  const workspace = useWorkspace()
  const [copies, setCopies] = useState<readonly TextCopy[]>([])
  useEffect(() => {
    let current = true
    void workspace.textCopies(kind, id, name).then((found) => {
      if (current) setCopies(found)
    })
    return () => {
      current = false
    }
  }, [workspace, kind, id, name])
  const copy = async (text: string): Promise<void> => {
    if (await copyText(text)) announce('Texte copié.')
    else announce('Le presse-papiers est fermé\u00a0: sélectionnez le texte pour le copier.', 'warn')
  }
  return (
    <section className={classes.untold} aria-label={`Copies\u00a0: ${label}`}>
      <p>
        « {label} » s’écrit à plusieurs et n’est pas suivi ligne à ligne
        {copies.length === 0
          ? '.'
          : '\u00a0: voici ce que cet ordinateur en a gardé, chaque fois que vous y avez écrit.'}
      </p>
      {copies.map(({ at, text }) => (
        <details key={at}>
          <summary>{when.format(at)}</summary>
          <p className={classes.copy}>{text}</p>
          <Button size="compact-xs" variant="default" onClick={() => void copy(text)}>
            Copier ce texte
          </Button>
        </details>
      ))}
    </section>
  )
}
