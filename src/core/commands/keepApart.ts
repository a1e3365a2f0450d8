import { changesFor } from '../document/values'
import { recordOf } from '../records'
import { fail, ok } from '../result'
import type { Command } from './command'

/** « Deux fiches distinctes »: the pair is not proposed again, to anyone who shares the private room. */
export const keepApart: Command<{ readonly kind: string; readonly ids: readonly [string, string] }> = {
  name: 'keepApart',
  plan(view, { kind, ids }) {
    const def = recordOf(kind)
    if (!def) throw new Error(`unknown kind: ${kind}`)
    const [first, second] = [...ids].sort()
    const row = first === undefined ? undefined : view.get(kind, first)
    if (!row || second === undefined || !view.get(kind, second))
      return fail([{ field: '', message: 'L’une des deux fiches n’est plus là.' }])
    const held = row.values.distinctFrom
    const others = Array.isArray(held) ? held.filter((id): id is string => typeof id === 'string') : []
    const values = { distinctFrom: [...new Set([...others, second])].sort() }
    return ok({ changes: changesFor(def, row.id, row.values, values), by: 'edit' })
  },
}
