/** Professions met among promeneurs, proposed while typing. */
export const jobTitles = [
  'Animateur',
  'Éducateur spécialisé',
  'Éducateur sportif',
  'Informateur jeunesse',
  'Conseiller mission locale',
  'Médiateur numérique',
  'Psychologue',
  'Infirmier',
  'Référent famille',
  'Travailleur social',
] as const

/** Where a promeneur stands; suspension and exclusion are private facts of their own. */
export const promeneurStatuses = {
  candidat: 'Candidat',
  formation: 'En formation',
  actif: 'Actif',
  sorti: 'Sorti',
} as const

/** A column « Actif » answers yes or no. */
export const promeneurStatusAliases = {
  Oui: 'actif',
  O: 'actif',
  x: 'actif',
  vrai: 'actif',
  '1': 'actif',
  Active: 'actif',
  'En activité': 'actif',
  Non: 'sorti',
  N: 'sorti',
  faux: 'sorti',
  '0': 'sorti',
  Sortie: 'sorti',
  Inactif: 'sorti',
  Candidate: 'candidat',
} as const

/** Why a promeneur left. */
export const exitReasons = {
  depart: 'Départ de la structure',
  poste: 'Changement de poste',
  convention: 'Fin de convention',
  choix: 'Choix personnel',
  exclusion: 'Exclusion',
  autre: 'Autre',
} as const

/** What the charte asks of a professional profile. */
export const profileChecks = {
  nom: 'Prénom et structure',
  photo: 'Photo',
  logo: 'Logo Promeneurs du Net',
  demarche: 'Présentation de la démarche',
  contact: 'Modalités de contact',
  annuaire: 'Lien vers l’annuaire',
  permanence: 'Permanence',
} as const
