import type { SeedRecord } from '../../../src/start/seed'

/** One record of each kind of the coordinators that the sample network has none of. */
export const ofCoordinators: readonly SeedRecord[] = [
  { kind: 'localType', id: 'rare-type', values: { label: 'Bus numérique', type: 'AUTRE' } },
  {
    kind: 'publicCard',
    id: 'rare-card',
    values: {
      promeneurId: 'rare-promeneur',
      shownName: 'Anaïs D.',
      shownEmail: 'anais@exemple.example',
      consentAt: '2026-02-03',
      consentFor: ['nom', 'mail'],
    },
  },
  {
    kind: 'promeneur',
    id: 'rare-promeneur',
    values: { firstName: 'Anaïs', lastName: 'Duval', status: 'actif' },
  },
  {
    kind: 'attachment',
    id: 'rare-file',
    values: {
      recordId: 'rare-promeneur',
      file: `${'a1'.repeat(32)}/120000/charte.pdf`,
      label: 'Charte signée',
    },
  },
  {
    kind: 'submission',
    id: '2026.rare-submission',
    values: { year: 2026, state: 'transmis', frozenAt: '2026-03-01', indicatorSet: '1' },
  },
  {
    kind: 'indicatorValue',
    id: '2026.rare-indicator',
    values: { submissionId: '2026.rare-submission', indicator: 'active', value: 24, flag: 'exact' },
  },
]

/** And of those that the committee writes about the département. */
export const ofCommittee: readonly SeedRecord[] = [
  { kind: 'review', id: 'rare-review', values: { year: 2026, decision: 'a-completer', date: '2026-04-02' } },
  {
    kind: 'remark',
    id: 'rare-remark',
    values: { reviewId: 'rare-review', text: 'Le nombre de chartes est à vérifier.' },
  },
]
