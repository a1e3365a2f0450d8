import { useMemo } from 'react'
import type { View } from '../../../core/commands/command'
import { newId } from '../../../core/document/ids'
import { useWorkspace } from '../../data/hooks'
import { useToday } from '../../ui/useToday'

/** What a plan may look at: the rows on screen. The ids it gives are kept by what is imported. */
export function useView(): View {
  const { rows, identity } = useWorkspace()
  const today = useToday()
  return useMemo(
    () => ({
      space: identity.space,
      get: rows.get,
      list: rows.list,
      newId: (year) => newId(fill, Date.now(), year),
      today: () => today,
    }),
    [rows, identity.space, today],
  )
}

const fill = (bytes: Uint8Array): void => {
  for (const [index, byte] of crypto.getRandomValues(new Uint8Array(bytes.length)).entries())
    bytes[index] = byte
}
