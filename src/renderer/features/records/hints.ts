import type { RecordName } from '../../../core/records'
import type { AnyRow } from '../../../core/schema/record'
import type { Tone } from '../../ui/Chip'
import type { IconName } from '../../ui/Icon'
import type { Order } from '../../ui/table/DataTable'

/** What a definition does not say and a screen may: where to begin, which state stands beside a title. */
export interface Hint {
  readonly icon: IconName
  /** Said on an empty table. */
  readonly first?: string
  /** Columns shown at first, in this order; those that the definition shows otherwise. */
  readonly columns?: readonly string[]
  /** What lines are in the order of at first; by their name where nothing is said. */
  readonly order?: readonly Order[]
  /** The choice that stands as a chip beside the title. */
  readonly state?: string
  /** The application makes them: none is added by hand. */
  readonly isMade?: boolean
  /** What to say beside the state. */
  readonly remark?: (row: AnyRow) => string | null
}

export const hints: { readonly [N in RecordName]?: Hint } = {
  promeneur: {
    icon: 'people',
    first: 'Ajoutez une première personne, ou importez le fichier que vous tenez aujourd’hui.',
    columns: [
      'status',
      'structureId',
      'jobTitle',
      'specialty',
      'email',
      'phone',
      'entryDate',
      'charteSigned',
    ],
    state: 'status',
  },
  structure: {
    icon: 'building',
    first: 'Ajoutez une première structure, ou importez le fichier que vous tenez aujourd’hui.',
    columns: ['type', 'communeCode', 'status', 'activeCount', 'manager', 'phone', 'email', 'charteSignedAt'],
    state: 'status',
  },
  convention: { icon: 'file', first: 'Ajoutez la convention signée avec une structure.', state: 'status' },
  meeting: {
    icon: 'calendar',
    first: 'Ajoutez la prochaine réunion\u00a0: participants et notes s’y écriront pendant la séance.',
    state: 'minutesStatus',
  },
  decision: {
    icon: 'check',
    first: 'Les décisions se notent depuis une réunion, ou ici.',
    order: [{ field: 'date', newestFirst: true }],
    state: 'status',
  },
  action: {
    icon: 'check',
    first: 'Ajoutez ce qu’il reste à faire, avec une échéance.',
    // What is still to do stands above what is done.
    order: [
      { field: 'status', newestFirst: false },
      { field: 'dueDate', newestFirst: false },
    ],
    state: 'status',
  },
  partner: { icon: 'handshake', first: 'Ajoutez la Caf, la MSA, une commune, une association.' },
  contact: { icon: 'people', first: 'Ajoutez les personnes que vous appelez chez vos partenaires.' },
  funding: {
    icon: 'euro',
    first: 'Ajoutez une demande de financement\u00a0: ses échéances s’afficheront sur l’accueil.',
    state: 'status',
    remark: (row) =>
      row.values.status === 'preparation' ? 'Visible du comité national, non consolidé' : null,
  },
  payment: { icon: 'euro', first: 'Ajoutez les versements attendus et reçus d’un financement.' },
  act: {
    icon: 'pulse',
    first:
      'Notez vos actes de coordination au fil de l’eau\u00a0: «\u00a0Exporter cette vue\u00a0» en fait un classeur.',
  },
  training: { icon: 'report', first: 'Ajoutez une formation et ses participants.' },
  activityReport: { icon: 'pulse', first: 'Saisissez le bilan d’activité d’un promeneur.', state: 'status' },
  submission: {
    icon: 'upload',
    first: 'Le bilan annuel se transmettra au comité national depuis ici, dans une version à venir.',
    state: 'state',
    isMade: true,
  },
  department: { icon: 'map', state: 'state' },
  coordinator: { icon: 'people' },
}

/** Codes that mean all is well, something is asked for, or it is over; the label says it, the colour only helps. */
const tones: { readonly [T in Tone]?: readonly string[] } = {
  good: [
    'actif',
    'reseau',
    'signee',
    'diffuse',
    'fait',
    'vigueur',
    'soldee',
    'bilan-rendu',
    'valide',
    'active',
    'transmis',
  ],
  accent: [
    'accordee',
    'conventionnee',
    'en-cours',
    'retenue',
    'recu',
    'redige',
    'relu',
    'engagee',
    'formation',
  ],
  warn: [
    'a-signer',
    'a-rediger',
    'complements',
    'a-verifier',
    'echue',
    'bilan-a-rendre',
    'a-reverser',
    'a-faire',
  ],
  danger: ['refusee', 'resiliee'],
}

export function toneOf(code: string): Tone {
  const found = Object.entries(tones).find(([, codes]) => codes.includes(code))
  return found ? (found[0] as Tone) /* a key of the table above */ : 'plain'
}

/** A hint by a name that may come from anywhere. */
export function hintOf(kind: string): Hint {
  return (Object.hasOwn(hints, kind) ? hints[kind as RecordName] : undefined) ?? { icon: 'file' } // own key checked
}
