import type { Field } from './field'
import type { AnyRecordDef, AnyValues } from './record'
import { isEmpty } from './validate'

/** Whether « même fiche » keeps what both records say in a field, so that nothing gives way. */
export const isJoined = (field: Field): boolean =>
  field.kind === 'longText' || field.kind === 'choices' || field.kind === 'refs'

/** The fields in which one of two records would have to give way if they were one. */
export function contradictions(def: AnyRecordDef, a: AnyValues, b: AnyValues): readonly string[] {
  return Object.entries(def.fields).flatMap(([name, field]) => {
    if (field.readOnly || isJoined(field) || isEmpty(a[name]) || isEmpty(b[name])) return []
    return JSON.stringify(a[name]) === JSON.stringify(b[name]) ? [] : [name]
  })
}
