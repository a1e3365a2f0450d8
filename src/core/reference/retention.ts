/** How long a kind of record is kept after what ends its use, in months; proposed, for the users' DPO to settle. */
export interface Retention {
  /** Field of `department` that overrides the default. */
  readonly setting: string
  readonly label: string
  readonly months: number
}

/** The proposed defaults. */
export const retentions: readonly Retention[] = [
  { setting: 'retentionFormerMonths', label: 'Promeneurs sortis, après la sortie', months: 24 },
  { setting: 'retentionCandidateMonths', label: 'Candidats non retenus', months: 12 },
  { setting: 'retentionContactMonths', label: 'Contacts, après le dernier échange', months: 36 },
  { setting: 'retentionMeetingMonths', label: 'Notes de réunion', months: 60 },
  { setting: 'retentionFundingMonths', label: 'Dossiers de financement', months: 120 },
]
