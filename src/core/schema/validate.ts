import { fail, ok, type Result } from '../result'
import type { Field } from './field'
import { parseField } from './kinds'
import type { AnyRecordDef, AnyValues, FieldValue, Problem, Rule } from './record'
import type { ParseContext } from './traits'

/** Whether a stored value says nothing. An empty set or a text of spaces is as empty as null. */
export function isEmpty(value: FieldValue | null | undefined): boolean {
  if (value === null || value === undefined) return true
  if (typeof value === 'string') return value.trim() === ''
  return typeof value === 'object' && Object.keys(value).length === 0
}

/** A record's field by its stored name; a name that came from outside may be anything. */
export function fieldOf(def: AnyRecordDef, name: string): Field | undefined {
  return Object.hasOwn(def.fields, name) ? def.fields[name] : undefined
}

/**
 * The one gate of forms, sheets and tests: reads the fields that a draft holds, and only those. Blank clears a field.
 * All problems come back at once, and then nothing does.
 */
export function parseDraft(
  def: AnyRecordDef,
  draft: { readonly [field: string]: unknown },
  context: ParseContext,
): Result<AnyValues, readonly Problem[]> {
  const values: { [field: string]: FieldValue | null } = {}
  const problems: Problem[] = []
  for (const [name, input] of Object.entries(draft)) {
    const field = fieldOf(def, name)
    if (!field) {
      problems.push({ field: name, message: `« ${name} » n’est pas un champ de cette fiche.` })
      continue
    }
    const read = parseField(field, input, context)
    if (!read.ok) problems.push({ field: name, message: read.error })
    else values[name] = isEmpty(read.value) ? null : read.value
  }
  return problems.length > 0 ? fail(problems) : ok(values)
}

/** What keeps a record from being saved because it is missing: a name, a parent. */
export function missingRequired(def: AnyRecordDef, values: AnyValues): readonly Problem[] {
  return Object.entries(def.fields).flatMap(([name, field]) =>
    field.required && isEmpty(values[name])
      ? [{ field: name, message: `« ${field.label} » est à remplir.` }]
      : [],
  )
}

/** What the record's rules say of its values: refusals keep it from being saved, warnings are shown. */
export function brokenRules(def: AnyRecordDef, values: AnyValues, level: Rule['level']): readonly Problem[] {
  return (def.rules ?? []).flatMap((rule) => {
    const message = rule.level === level ? rule.check(values) : null
    const [field] = rule.fields
    return message === null || field === undefined ? [] : [{ field, message }]
  })
}
