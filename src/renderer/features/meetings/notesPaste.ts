import { Extension } from '@tiptap/core'
import { DOMParser, type ParseOptions, type Schema, type Slice } from '@tiptap/pm/model'
import { Plugin } from '@tiptap/pm/state'
import { readyForNotes, tabsApart, type PastedChange } from './pastedMarkup'

type Told = (message: string) => void

/**
 * Pasting and dropping into the notes: what they cannot hold as it was is put in words that they can, and said. The
 * elements arrive parsed by the editor under its own policy: no markup is written here.
 */
export const notesPaste = (tell: Told): Extension =>
  Extension.create({
    name: 'notesPaste',
    addProseMirrorPlugins() {
      const parser = new PastedParser(this.editor.schema, tell)
      return [
        new Plugin({
          props: {
            clipboardParser: parser,
            transformPastedText: tabsApart,
            handlePaste: (_view, event) => pictureAlone(event.clipboardData, tell),
            handleDrop: (_view, event) => pictureAlone(event.dataTransfer, tell),
          },
        }),
      ]
    },
  })

class PastedParser extends DOMParser {
  readonly #tell: Told

  constructor(schema: Schema, tell: Told) {
    super(schema, DOMParser.fromSchema(schema).rules)
    this.#tell = tell
  }

  override parseSlice(dom: HTMLElement, options?: ParseOptions): Slice {
    const message = changeWords(readyForNotes(dom))
    if (message !== '') this.#tell(message)
    return super.parseSlice(dom, options)
  }
}

const noImages = 'Les images ne sont pas gardées.'

function changeWords({ tables, images }: PastedChange): string {
  const inLines =
    tables > 1
      ? 'Les tableaux collés ont été mis en lignes\u00a0: «\u00a0|\u00a0» sépare les cellules.'
      : 'Le tableau collé a été mis en lignes\u00a0: «\u00a0|\u00a0» sépare les cellules.'
  return [tables > 0 ? inLines : '', images > 0 ? noImages : ''].filter((part) => part !== '').join(' ')
}

/** Says of a picture that comes without a word that it is not kept; the rest is the editor's. */
function pictureAlone(brought: DataTransfer | null, tell: Told): boolean {
  if (brought === null || brought.types.some((type) => type.startsWith('text/'))) return false
  if ([...brought.files].some(({ type }) => type.startsWith('image/'))) tell(noImages)
  return false
}
