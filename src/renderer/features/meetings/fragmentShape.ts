import type { OpenText } from '../../data/workspace'

type Fragment = OpenText['fragment']

/** What an editor knows to show. */
export interface EditorSchema {
  readonly nodes: { readonly [name: string]: unknown }
  readonly marks: { readonly [name: string]: unknown }
}

/**
 * Whether an editor knows everything that a text holds. It must be asked before the editor opens: the binding deletes,
 * on every computer, what its schema does not know, for instance a table written by a newer version.
 */
export function isKnownText(fragment: Fragment, schema: EditorSchema): boolean {
  return fragment.toArray().every((child) => {
    const delta = deltaOf(child)
    if (delta !== undefined) return hasKnownMarks(delta, schema)
    return 'nodeName' in child && child.nodeName in schema.nodes && isKnownText(child, schema)
  })
}

/** The plain text of a fragment, a line for each block. */
export function plainText(fragment: Fragment): string {
  return fragment
    .toArray()
    .map((child) => wordsOf(deltaOf(child)) || ('nodeName' in child ? plainText(child) : ''))
    .filter((line) => line !== '')
    .join('\n')
}

/** The runs of a text; undefined for an element. */
function deltaOf(child: object): unknown {
  return 'toDelta' in child && typeof child.toDelta === 'function' ? child.toDelta() : undefined
}

function hasKnownMarks(delta: unknown, schema: EditorSchema): boolean {
  return partsOf(delta).every(
    // Overlapping marks are stored as `name--hash`.
    ({ insert, marks }) =>
      typeof insert === 'string' && marks.every((name) => (name.split('--')[0] ?? '') in schema.marks),
  )
}

const wordsOf = (delta: unknown): string =>
  partsOf(delta)
    .map(({ insert }) => (typeof insert === 'string' ? insert : ''))
    .join('')

function partsOf(delta: unknown): readonly { readonly insert: unknown; readonly marks: readonly string[] }[] {
  if (!Array.isArray(delta)) return []
  return delta.map((part: unknown) => {
    if (typeof part !== 'object' || part === null || !('insert' in part)) return { insert: null, marks: [] }
    const marks =
      'attributes' in part && typeof part.attributes === 'object' ? Object.keys(part.attributes ?? {}) : []
    return { insert: part.insert, marks }
  })
}
