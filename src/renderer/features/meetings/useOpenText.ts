import { useEffect, useState } from 'react'
import { useWorkspace } from '../../data/hooks'
import type { OpenText } from '../../data/workspace'

/** A rich text on its way to the screen. */
export type TextState =
  | { readonly is: 'opening' }
  | { readonly is: 'open'; readonly fragment: OpenText['fragment'] }
  | { readonly is: 'failed' }

/** Opens a record's rich text while the component stands; leaving it waits for nothing, what was typed is stored behind. */
export function useOpenText(kind: string, id: string, field: string): TextState {
  const workspace = useWorkspace()
  const [state, setState] = useState<TextState>({ is: 'opening' })
  useEffect(() => {
    let left = false
    const opening = workspace.openText(kind, id, field)
    opening.then(
      ({ fragment }) => {
        if (!left) setState({ is: 'open', fragment })
      },
      () => {
        if (!left) setState({ is: 'failed' })
      },
    )
    return () => {
      left = true
      setState({ is: 'opening' })
      // A text that never opened was told above; one that cannot be closed is told by the state of storage.
      opening.then((text) => text.close()).catch(() => undefined)
    }
  }, [workspace, kind, id, field])
  return state
}
