import type { RecordName } from '../../../core/records'

/** Kinds that are worked on together: one entry of the menu, a tab each. */
export interface Group {
  readonly title: string
  readonly kinds: readonly RecordName[]
}

/** The groups of the menu. A kind in none of them is reached from the records that refer to it. */
export const groups = {
  network: {
    title: 'Réseau',
    kinds: ['promeneur', 'affiliation', 'socialAccount', 'permanence', 'publicCard'],
  },
  structures: { title: 'Structures', kinds: ['structure', 'convention', 'conventionAmount'] },
  meetings: { title: 'Réunions', kinds: ['meeting', 'decision', 'action'] },
  partners: { title: 'Partenaires', kinds: ['partner', 'contact'] },
  funding: { title: 'Financements', kinds: ['funding', 'payment', 'expense', 'expenseShare', 'budgetLine'] },
  activity: { title: 'Activité', kinds: ['act', 'training', 'attendance', 'activityReport', 'submission'] },
  department: {
    title: 'Département',
    kinds: ['department', 'coordinator', 'localType', 'review', 'remark'],
  },
} as const satisfies { readonly [id: string]: Group }

/** The group of a kind. */
export function groupOf(kind: string): Group | undefined {
  return Object.values(groups).find((group: Group) => group.kinds.some((name) => name === kind))
}

/** The address of a kind's table, or of one of its records. */
export function recordPath(kind: string, id?: string): string {
  return id === undefined ? `/fiches/${kind}` : `/fiches/${kind}/${id}`
}

/** What stands in an address where a record's id would, before the name of a selection. */
export const AMONG = 'parmi'
