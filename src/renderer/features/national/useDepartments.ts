import { useDeferredValue, useMemo } from 'react'
import { consolidate, type DepartmentFigures } from '../../../core/figures/consolidation'
import { useWorkspace } from '../../data/hooks'
import { useSource } from '../../data/useSource'
import { useServices } from '../../ui/services'

/** The 101 départements of a year; computed when there is time, since a hundred rooms may be arriving. */
export function useDepartments(year: number): readonly DepartmentFigures[] {
  const source = useDeferredValue(useSource())
  const { today } = useServices().context
  const workspace = useWorkspace()
  return useMemo(
    () => consolidate(source, today, year, workspace.receivedOn),
    [source, today, year, workspace],
  )
}
