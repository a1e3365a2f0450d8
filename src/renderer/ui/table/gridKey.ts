/** What a key asks of a table. */
export type GridStep =
  | { readonly is: 'move'; readonly to: number }
  | { readonly is: 'open' }
  | { readonly is: 'select' }
  | { readonly is: 'all' }
  | { readonly is: 'escape' }

interface Key {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
}

/** Reads a key pressed in a table of `count` rows, on row `at`; null for one that is not the table's. */
export function gridKey(key: Key, at: number, count: number, page: number): GridStep | null {
  const mod = key.ctrlKey || key.metaKey
  switch (key.key) {
    case 'ArrowDown':
      return { is: 'move', to: at + 1 }
    case 'ArrowUp':
      return { is: 'move', to: at - 1 }
    case 'PageDown':
      return { is: 'move', to: at + page }
    case 'PageUp':
      return { is: 'move', to: at - page }
    case 'Home':
      return { is: 'move', to: 0 }
    case 'End':
      return { is: 'move', to: count - 1 }
    case 'Enter':
      return { is: 'open' }
    case ' ':
      return { is: 'select' }
    case 'Escape':
      return { is: 'escape' }
    case 'a':
      return mod ? { is: 'all' } : null
    default:
      return null
  }
}
