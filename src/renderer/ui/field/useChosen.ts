import { startTransition, useOptimistic } from 'react'
import type { FieldValue } from '../../../core/schema/record'
import type { Commit } from './useDraft'

/**
 * A value picked rather than typed: shown as soon as it is chosen, for as long as its storage takes, and as stored
 * afterwards. What is chosen next therefore starts from it: two choices made in one breath are both kept.
 */
export function useChosen<T extends FieldValue | null | undefined>(
  value: T,
  commit: Commit,
): readonly [T | FieldValue | null, Commit] {
  const [shown, show] = useOptimistic<T | FieldValue | null>(value)
  const choose: Commit = (next) =>
    new Promise((resolve, reject) =>
      startTransition(async () => {
        show(next)
        await commit(next, shown ?? null).then(resolve, reject)
      }),
    )
  return [shown, choose]
}
