import type { AnyRecordDef } from '../schema/record'
import { act } from './act'
import { action } from './action'
import { activityReport } from './activityReport'
import { affiliation } from './affiliation'
import { attachment } from './attachment'
import { attendance } from './attendance'
import { budgetLine } from './budgetLine'
import { contact } from './contact'
import { convention } from './convention'
import { conventionAmount } from './conventionAmount'
import { coordinator } from './coordinator'
import { decision } from './decision'
import { department } from './department'
import { expense } from './expense'
import { expenseShare } from './expenseShare'
import { funding } from './funding'
import { indicatorValue } from './indicatorValue'
import { localType } from './localType'
import { meeting } from './meeting'
import { partner } from './partner'
import { payment } from './payment'
import { permanence } from './permanence'
import { promeneur } from './promeneur'
import { publicCard } from './publicCard'
import { remark } from './remark'
import { review } from './review'
import { socialAccount } from './socialAccount'
import { structure } from './structure'
import { submission } from './submission'
import { training } from './training'

export {
  act,
  action,
  activityReport,
  affiliation,
  attachment,
  attendance,
  budgetLine,
  contact,
  convention,
  conventionAmount,
  coordinator,
  decision,
  department,
  expense,
  expenseShare,
  funding,
  indicatorValue,
  localType,
  meeting,
  partner,
  payment,
  permanence,
  promeneur,
  publicCard,
  remark,
  review,
  socialAccount,
  structure,
  submission,
  training,
}

/** Every kind of record, in the order of the menu. */
export const records = [
  promeneur,
  affiliation,
  socialAccount,
  permanence,
  publicCard,
  structure,
  convention,
  conventionAmount,
  meeting,
  decision,
  action,
  attachment,
  training,
  attendance,
  partner,
  contact,
  funding,
  payment,
  expense,
  expenseShare,
  budgetLine,
  act,
  activityReport,
  submission,
  indicatorValue,
  review,
  remark,
  department,
  coordinator,
  localType,
] as const satisfies readonly AnyRecordDef[]

/** The stored names of the kinds. */
export type RecordName = (typeof records)[number]['name']

/** A kind by its stored name; a name that came from another replica may be unknown here. */
export function recordOf(name: string): AnyRecordDef | undefined {
  return records.find((def) => def.name === name)
}
