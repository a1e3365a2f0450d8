import { Node } from '@tiptap/core'
import { StarterKit } from '@tiptap/starter-kit'

/** Everything the kit can show stays in the schema, tools or not: what it does not know would be deleted everywhere. */
export const notesKit = StarterKit.configure({
  // The document has its own undo, and an empty paragraph added at the end would be an edit nobody made.
  undoRedo: false,
  trailingNode: false,
  link: { openOnClick: false, autolink: false },
})

/**
 * The same notes as a part of the minutes: their titles stand under the title of that part, a second-level one. Only
 * to be shown: what is copied from a text that is being written keeps its own levels.
 */
export const minutesKit = notesKit.extend({
  addExtensions() {
    const parts = this.parent?.() ?? []
    return parts.map((part) =>
      part instanceof Node && part.name === 'heading'
        ? part.extend({
            renderHTML: ({ node }) => [`h${Math.min(6, Math.max(3, Number(node.attrs.level) + 1))}`, 0],
          })
        : part,
    )
  },
})
