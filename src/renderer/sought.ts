import { type RecordName, records } from '../core/records'
import type { AnyRecordDef } from '../core/schema/record'

/** People, structures and those they work with; what tells of them in passing comes after. */
const first: readonly RecordName[] = [
  'promeneur',
  'structure',
  'contact',
  'partner',
  'coordinator',
  'meeting',
  'funding',
  'training',
  'action',
  'decision',
]

/** The kinds of record in the order in which somebody who types a name looks for them. */
export const sought: readonly AnyRecordDef[] = [
  ...first.flatMap((name) => records.filter((def) => def.name === name)),
  ...records.filter(({ name }) => !first.includes(name)),
]
