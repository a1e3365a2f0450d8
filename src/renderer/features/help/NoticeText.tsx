import { Button } from '@mantine/core'
import { department } from '../../../core/records'
import { useRows, useWorkspace } from '../../data/hooks'
import { announce } from '../../ui/announce'
import { copyText } from '../../ui/copyText'
import { Markdown } from '../../ui/Markdown'
import { markdownText } from '../../ui/markdown'
import { useServices } from '../../ui/services'
import classes from './HelpScreen.module.css'
import { filledIn, noticeFacts } from './noticeFacts'

/** A text to hand over, filled in as far as the département's record goes, and copied in one press. */
export function NoticeText({ source }: { readonly source: string }) {
  const { identity } = useWorkspace()
  const { nameOf } = useServices()
  const own = useRows(department).find(({ space }) => space === identity.space)
  const text = filledIn(source, noticeFacts(own?.values, nameOf))
  const copy = async (): Promise<void> => {
    if (await copyText(markdownText(text))) announce('Texte copié.')
    else announce('Le presse-papiers est fermé ici\u00a0: sélectionnez le texte et copiez-le.', 'warn')
  }
  return (
    <>
      <Markdown source={text} />
      <div className={classes.handOver}>
        <Button variant="default" onClick={() => void copy()}>
          Copier le texte
        </Button>{' '}
        <a href="#/fiches/department">Compléter la fiche du département</a>
      </div>
    </>
  )
}
