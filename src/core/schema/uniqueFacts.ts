import { fold } from './fold'
import type { AnyRecordDef, AnyValues } from './record'
import { isEmpty } from './validate'

/**
 * The id that follows from a record's facts, where its kind is unique by them: `2026.activity.<promeneur>.03`, and the
 * version of the form behind it where one is said. Replicas that make the record apart give it the same id.
 * Undefined for other kinds, and where a fact that it needs is missing or cannot be read.
 */
export function derivedId(def: AnyRecordDef, values: AnyValues): string | undefined {
  if (!def.unique) return undefined
  const parts: string[] = [def.unique.as]
  let year: string | undefined
  for (const name of def.unique.by) {
    const [field, value] = [def.fields[name], values[name]]
    if (!field || isEmpty(value)) {
      if (field?.required) return undefined
      continue
    }
    if (typeof value !== 'string') return undefined
    if (field.kind === 'month') {
      const period = /^(\d{4})(?:-(\d{2}|T[1-4]))?$/.exec(value)
      if (!period) return undefined
      year = period[1]
      parts.push(period[2] ?? 'annee')
    } else parts.push(field.kind === 'ref' ? value : fold(value).replace(/[^a-z0-9]+/g, '-'))
  }
  if (def.partition === 'base') return parts.join('.')
  return year === undefined ? undefined : [year, ...parts].join('.')
}

/** Whether two records are one by their facts; one that is not needed and not said may be what the other says. */
export function sameFacts(def: AnyRecordDef, a: AnyValues, b: AnyValues): boolean {
  return (def.unique?.by ?? []).every((name) => {
    const isUnsaid = isEmpty(a[name]) || isEmpty(b[name])
    return isUnsaid ? !def.fields[name]?.required : a[name] === b[name]
  })
}

/** Whether a field holds a fact by which its record is unique: once filled, it does not change. */
export const isFixed = (def: AnyRecordDef, name: string, values: AnyValues): boolean =>
  def.unique !== undefined && def.unique.by.includes(name) && !isEmpty(values[name])
