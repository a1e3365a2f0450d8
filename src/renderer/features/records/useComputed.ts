import { useMemo, useState } from 'react'
import { computedFor, withComputedFor } from '../../../core/figures/acrossDepartments'
import type { AnyRecordDef, AnyRow, AnyValues } from '../../../core/schema/record'
import { useWorkspace } from '../../data/hooks'
import { useSource } from '../../data/useSource'
import { useServices } from '../../ui/services'

interface Kept {
  readonly row: AnyRow
  readonly facts: AnyValues
  readonly shown: AnyRow
}

const none: readonly string[] = []

/** A kind and its rows with what is computed for them: a row is another one only when it, or a fact of it, has changed. */
export function useComputed(
  def: AnyRecordDef,
  rows: readonly AnyRow[],
): { readonly def: AnyRecordDef; readonly rows: readonly AnyRow[] } {
  const { today } = useServices().context
  const { space } = useWorkspace().identity
  const computed = useMemo(() => computedFor(def, space), [def, space])
  const source = useSource(computed?.from ?? none)
  const [kept] = useState(() => new Map<string, Kept>())
  const shown = useMemo(() => withComputedFor(def, space), [def, space])
  const filled = useMemo(() => {
    if (!computed) return rows
    const factsOf = computed.read(source, today)
    return rows.map((row) => {
      const [known, facts] = [kept.get(row.id), factsOf(row)]
      if (known?.row === row && sameFacts(known.facts, facts)) return known.shown
      const made = { ...row, values: { ...row.values, ...facts } }
      kept.set(row.id, { row, facts, shown: made })
      return made
    })
  }, [computed, rows, source, today, kept])
  return { def: shown, rows: filled }
}

const sameFacts = (a: AnyValues, b: AnyValues): boolean => Object.keys(b).every((name) => a[name] === b[name])
