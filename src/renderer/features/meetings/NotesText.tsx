import { getSchema } from '@tiptap/core'
import { Collaboration, isChangeOrigin } from '@tiptap/extension-collaboration'
import { EditorContent, useEditor, useEditorState } from '@tiptap/react'
import { useMemo } from 'react'
import type { OpenText } from '../../data/workspace'
import { announce } from '../../ui/announce'
import { isKnownText, plainText } from './fragmentShape'
import classes from './Notes.module.css'
import { minutesKit, notesKit } from './notesKit'
import { notesPaste } from './notesPaste'
import { NotesToolbar } from './NotesToolbar'

const schema = getSchema([notesKit])

interface NotesTextProps {
  readonly fragment: OpenText['fragment']
  readonly label: string
  readonly editable: boolean
  /** Told the plain text, at first and after each change. */
  readonly watch?: (text: string) => void
  /** Told of each change that is made here. */
  readonly onTyped?: () => void
}

/** A rich text on its shared fragment: typed together, or only shown. */
export function NotesText(props: NotesTextProps) {
  const known = useMemo(() => isKnownText(props.fragment, schema), [props.fragment])
  return known ? <Editor {...props} /> : <UnknownText fragment={props.fragment} />
}

/** What the editor holds for the moment before it shows the shared text. */
const empty = { type: 'doc', content: [{ type: 'paragraph' }] }

const tellPasted = (message: string) => announce(message, 'accent')

function Editor({ fragment, label, editable, watch, onTyped }: NotesTextProps) {
  const editor = useEditor(
    {
      extensions: [
        ...(editable ? [notesKit, notesPaste(tellPasted)] : [minutesKit]),
        Collaboration.configure({ fragment }),
      ],
      editable,
      injectCSS: false,
      // Given as it is: an empty text would be parsed as markup, which the page's policy refuses.
      content: empty,
      editorProps: {
        attributes: {
          lang: 'fr',
          spellcheck: 'true',
          'aria-label': label,
          ...(editable ? { role: 'textbox', 'aria-multiline': 'true' } : { role: 'document' }),
        },
      },
      onCreate: ({ editor: made }) => watch?.(made.getText()),
      onUpdate({ editor: changed, transaction }) {
        watch?.(changed.getText())
        if (!isChangeOrigin(transaction)) onTyped?.()
      },
    },
    [fragment, editable],
  )
  const isEmpty = useEditorState({ editor, selector: (state) => state.editor.isEmpty })
  return (
    <div className={editable ? classes.editor : classes.shown}>
      {editable ? <NotesToolbar editor={editor} /> : null}
      {isEmpty && editable ? (
        <p className={classes.placeholder} aria-hidden="true">
          Écrivez ici les échanges, au fil de la réunion.
        </p>
      ) : null}
      <EditorContent editor={editor} className={classes.text} />
    </div>
  )
}

function UnknownText({ fragment }: { readonly fragment: OpenText['fragment'] }) {
  return (
    <div className={classes.shown}>
      <p className={classes.older}>
        Ces notes ont été mises en forme par une version plus récente de Maillage. Elles sont montrées sans
        leur mise en forme, et ne peuvent pas être modifiées ici : mettez l’application à jour.
      </p>
      <div className={classes.plain}>{plainText(fragment)}</div>
    </div>
  )
}
