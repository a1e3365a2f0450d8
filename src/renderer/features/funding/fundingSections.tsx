import type { PanelSection } from '../../ui/slots'
import { Eligibility } from './Eligibility'
import { Payments } from './Payments'

/** What a funding's page shows beside its form: what was paid and is due, and whether the fund's rules are kept. */
export const fundingSections: readonly PanelSection[] = [
  {
    id: 'payments',
    title: 'Versements',
    lines: { kind: 'payment', field: 'fundingId' },
    Section: Payments,
  },
  { id: 'eligibility', title: 'Éligibilité', replaces: ['flags', 'flagsReason'], Section: Eligibility },
]
