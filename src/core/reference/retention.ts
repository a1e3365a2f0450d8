/** How many months each kind of record is kept after what ends its use; proposed, for the users' DPO to settle. */
export const retentionMonths = {
  /** Promeneurs who left, after they did. */
  former: 24,
  /** Candidates who were not retained. */
  candidate: 12,
  /** Contacts, after the last exchange. */
  contact: 36,
  /** Notes of meetings. */
  meeting: 60,
  /** Files of fundings. */
  funding: 120,
} as const
