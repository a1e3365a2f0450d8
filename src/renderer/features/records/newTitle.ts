import { kindNoun } from '../../../core/schema/derive'
import type { AnyRecordDef } from '../../../core/schema/record'

/** « une structure » → « Nouvelle structure ». */
export function newTitle(def: AnyRecordDef): string {
  const noun = kindNoun(def)
  if (def.one.startsWith('une ')) return `Nouvelle ${noun}`
  return /^[aeiouyéèêâîôh]/i.test(noun) ? `Nouvel ${noun}` : `Nouveau ${noun}`
}
