import type { AnyRecordDef, AnyValues } from '../../../core/schema/record'
import { recordPath } from './groups'

const NEW = 'new'

/** Where a new record that is left waits: one place for each kind, and for each record that it is added from. */
export function formPlace(def: AnyRecordDef, initial: AnyValues, space: string): string {
  const from = Object.entries(initial).flatMap(([name, value]) =>
    def.fields[name]?.kind === 'ref' && typeof value === 'string' ? [value] : [],
  )
  return [NEW, def.name, space, ...from.sort()].join('/')
}

/** The record that what is begun at a place belongs to: it is added from it, or a line of it. */
export function formOrigin(place: string): string | undefined {
  const [first = '', second, , origin] = place.split('/')
  return first === NEW ? origin : second
}

/** The place of a form once one of the records that it is added from is another one. */
export function movedPlace(place: string, from: string, to: string): string {
  const [first = '', second = '', third = '', ...origins] = place.split('/')
  const moved = (id: string): string => (id === from ? to : id)
  if (first !== NEW) return [first, moved(second)].join('/')
  return [first, second, third, ...origins.map(moved).sort()].join('/')
}

/**
 * The address where a form waits: its own window, the links of the record that it is added from, or the lines of the
 * record that it is a part of. `kindOf` says of which kind a record is, where this computer holds it.
 */
export function formPath(
  place: string,
  own: string,
  kindOf: (id: string) => string | undefined,
): string | undefined {
  const [first = '', second = '', space = ''] = place.split('/')
  const page = (id: string, part: string): string | undefined => {
    const kind = kindOf(id)
    return kind && `${recordPath(kind, id)}/${part}`
  }
  if (first !== NEW) return page(second, first)
  if (space !== own) return `/national/${space}`
  const origin = formOrigin(place)
  return origin === undefined ? recordPath(second, 'nouveau') : page(origin, 'links')
}
