/** Funds that subsidise the network; others are kept as they were written. */
export const funds = {
  fpt3: 'FPT axe 3',
  fpt: 'FPT autre axe',
  psjeunes: 'PS Jeunes',
  ctg: 'Bonus territoire CTG',
  caf: 'Subvention Caf sur fonds propres',
  msa: 'MSA',
  departement: 'Conseil départemental',
  commune: 'EPCI, commune',
  etat: 'État – SDJES, FDVA',
  fipdr: 'FIPDR',
  qpv: 'Contrat de ville, QPV',
  ars: 'ARS',
  mildeca: 'MILDECA',
  fondation: 'Fondation',
  autofinancement: 'Autofinancement',
  autre: 'Autre',
} as const

/** Other names of the funds. */
export const fundAliases = {
  'Fonds publics et territoires axe 3': 'fpt3',
  'FPT - axe 3': 'fpt3',
  'Prestation de service Jeunes': 'psjeunes',
  'Bonus territoire': 'ctg',
  'Fonds propres Caf': 'caf',
  FDVA: 'etat',
  SDJES: 'etat',
  'Contrat de ville': 'qpv',
} as const

/** What a funding pays for. */
export const fundingPurposes = {
  poste: 'Poste de coordination',
  formation: 'Formation',
  analyse: 'Analyse de pratiques',
  communication: 'Communication',
  evenement: 'Événement',
  outils: 'Outils',
  forfait: 'Forfait par promeneur',
  jeunes: 'Projet jeunes',
  autre: 'Autre',
} as const

/** The life of a funding, in its order. */
export const fundingStatuses = {
  preparation: 'En préparation',
  deposee: 'Déposée',
  complements: 'Compléments demandés',
  instruction: 'En instruction',
  accordee: 'Accordée',
  refusee: 'Refusée',
  conventionnee: 'Conventionnée',
  'en-cours': 'En cours',
  'bilan-a-rendre': 'Bilan à rendre',
  'bilan-rendu': 'Bilan rendu',
  soldee: 'Soldée',
  annulee: 'Annulée',
  'a-reverser': 'À reverser',
} as const

/** Where a funding stands once its funder has said how much it gives. */
export const grantedStatuses: readonly (keyof typeof fundingStatuses)[] = [
  'accordee',
  'conventionnee',
  'en-cours',
  'bilan-a-rendre',
  'bilan-rendu',
  'soldee',
  'a-reverser',
]

/** Other ways to write where a funding stands. */
export const fundingStatusAliases = {
  Déposé: 'deposee',
  Notifiée: 'accordee',
  Notifié: 'accordee',
  'Accordée (notifiée)': 'accordee',
  Accordé: 'accordee',
  Refusé: 'refusee',
  Conventionné: 'conventionnee',
  Soldé: 'soldee',
  Annulé: 'annulee',
  Préparation: 'preparation',
} as const

/** Documents that a Caf asks for. */
export const fundingDocuments = {
  statuts: 'Statuts',
  recepisse: 'Récépissé de déclaration',
  siret: 'SIRET',
  rib: 'RIB',
  bureau: 'Liste du CA et du bureau',
  comptes: 'Comptes N-1',
  budget: 'Budget N',
  projet: 'Projet éducatif',
  reglement: 'Règlement intérieur',
  labels: 'Labels, agréments',
  attestation: 'Attestation de non-changement',
} as const
