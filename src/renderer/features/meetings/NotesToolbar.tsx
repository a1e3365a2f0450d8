import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import classes from './Notes.module.css'

interface Tool {
  readonly label: string
  /** What the button shows: a letter or two. */
  readonly sign: string
  /** As screen readers and the tooltip tell it. */
  readonly keys?: string
  isOn(editor: Editor): boolean
  use(editor: Editor): void
}

const tools: readonly Tool[] = [
  {
    label: 'Titre',
    sign: 'T1',
    keys: 'Ctrl+Alt+2',
    isOn: (editor) => editor.isActive('heading', { level: 2 }),
    use: (editor) => editor.chain().focus().toggleHeading({ level: 2 }).run(),
  },
  {
    label: 'Sous-titre',
    sign: 'T2',
    keys: 'Ctrl+Alt+3',
    isOn: (editor) => editor.isActive('heading', { level: 3 }),
    use: (editor) => editor.chain().focus().toggleHeading({ level: 3 }).run(),
  },
  {
    label: 'Gras',
    sign: 'G',
    keys: 'Ctrl+B',
    isOn: (editor) => editor.isActive('bold'),
    use: (editor) => editor.chain().focus().toggleBold().run(),
  },
  {
    label: 'Italique',
    sign: 'I',
    keys: 'Ctrl+I',
    isOn: (editor) => editor.isActive('italic'),
    use: (editor) => editor.chain().focus().toggleItalic().run(),
  },
  {
    label: 'Liste à puces',
    sign: '•',
    keys: 'Ctrl+Maj+8',
    isOn: (editor) => editor.isActive('bulletList'),
    use: (editor) => editor.chain().focus().toggleBulletList().run(),
  },
  {
    label: 'Liste numérotée',
    sign: '1.',
    keys: 'Ctrl+Maj+7',
    isOn: (editor) => editor.isActive('orderedList'),
    use: (editor) => editor.chain().focus().toggleOrderedList().run(),
  },
]

/** The notes' few tools; the arrow keys go from one to the next, as in any toolbar. */
export function NotesToolbar({ editor }: { readonly editor: Editor }) {
  const on = useEditorState({
    editor,
    selector: (state) => tools.map((tool) => tool.isOn(state.editor)).join(),
  })
  const states = on.split(',').map((value) => value === 'true')
  return (
    <div
      className={classes.toolbar}
      role="toolbar"
      aria-label="Mise en forme des notes"
      onKeyDown={(event) => {
        const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
        if (step === 0) return
        const buttons = [...event.currentTarget.querySelectorAll('button')]
        const at = buttons.findIndex((button) => button === document.activeElement)
        buttons[(at + step + buttons.length) % buttons.length]?.focus()
        event.preventDefault()
      }}
    >
      {tools.map((tool, index) => (
        <button
          key={tool.label}
          type="button"
          tabIndex={index === 0 ? 0 : -1}
          aria-label={tool.label}
          aria-pressed={states[index] ?? false}
          title={tool.keys === undefined ? tool.label : `${tool.label} (${tool.keys})`}
          // The caret stays in the text: given back a moment later, it would miss the first letter of a quick writer.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => tool.use(editor)}
        >
          <span aria-hidden="true" data-sign={tool.label}>
            {tool.sign}
          </span>
        </button>
      ))}
    </div>
  )
}
