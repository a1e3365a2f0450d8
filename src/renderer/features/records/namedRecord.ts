import { splitPersonName } from '../../../core/sheets/importNames'
import type { AnyRecordDef, AnyValues } from '../../../core/schema/record'
import type { ParseContext } from '../../../core/schema/traits'
import { brokenRules, missingRequired, parseDraft } from '../../../core/schema/validate'

/**
 * What a new record holds when all that is known of it is how it is called: « Anne Duval », « Caf de la Manche ».
 * Undefined for a kind whose name says more than that (a date, a year) or that needs more to be saved.
 */
export function namedRecord(def: AnyRecordDef, name: string, context: ParseContext): AnyValues | undefined {
  if (def.single || name.trim() === '') return undefined
  const [one, other, ...more] = def.naming
  const isText = def.naming.every((field) => def.fields[field]?.kind === 'text')
  if (one === undefined || more.length > 0 || !isText) return undefined
  const draft = other === undefined ? { [one]: name } : personNames(def, name)
  const read = draft && parseDraft(def, draft, context)
  if (!read?.ok) return undefined
  const problems = [...missingRequired(def, read.value), ...brokenRules(def, read.value, 'refuse')]
  return problems.length === 0 ? read.value : undefined
}

/** The two names of a person, of the kinds that are called by both. */
function personNames(def: AnyRecordDef, name: string): { [field: string]: string } | undefined {
  if (!def.naming.includes('firstName') || !def.naming.includes('lastName')) return undefined
  return { ...splitPersonName(name) }
}
