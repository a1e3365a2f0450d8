import { useMemo, useState } from 'react'
import { selectionOf } from '../../../core/figures/selections'
import type { AnyRecordDef } from '../../../core/schema/record'
import { useWorkspace } from '../../data/hooks'
import { useSource } from '../../data/useSource'
import { useServices } from '../../ui/services'
import type { Among } from '../../ui/table/DataTable'

const none: readonly string[] = []

/**
 * What a table is held to by its address. It stays while records are opened and closed, whose own addresses do not say
 * it, until it is taken off or another is asked for.
 */
export function useAmong(
  def: AnyRecordDef,
  name: string | undefined,
  onClear: () => void,
): Among | undefined {
  const { identity } = useWorkspace()
  const { today } = useServices().context
  const [met, setMet] = useState(name)
  const [kept, keep] = useState(name)
  if (met !== name) {
    setMet(name)
    if (name !== undefined) keep(name)
  }
  const selection = kept === undefined ? undefined : selectionOf(def, kept)
  const source = useSource(selection ? undefined : none)
  const ids = useMemo(
    () => selection?.ids({ def, source, today, space: identity.space }),
    [selection, def, source, today, identity.space],
  )
  if (!selection || !ids) return undefined
  return {
    words: selection.words(today),
    ids,
    clear() {
      keep(undefined)
      onClear()
    },
  }
}
