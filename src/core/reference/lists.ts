/** Social networks on which a promeneur is present. */
export const networks = {
  facebook: 'Facebook',
  instagram: 'Instagram',
  snapchat: 'Snapchat',
  tiktok: 'TikTok',
  whatsapp: 'WhatsApp',
  discord: 'Discord',
  twitch: 'Twitch',
  youtube: 'YouTube',
  x: 'X (Twitter)',
  linkedin: 'LinkedIn',
  jeu: 'Jeu en ligne',
  autre: 'Autre réseau',
} as const

/** Other names of the networks. */
export const networkAliases = {
  Twitter: 'x',
  X: 'x',
  Insta: 'instagram',
  Snap: 'snapchat',
  Autre: 'autre',
} as const

/** How people meet. */
export const modes = {
  presentiel: 'Présentiel',
  visio: 'Visio',
  telephone: 'Téléphone',
  mixte: 'Mixte',
} as const

/** How long a meeting or an act took, as the networks log it. */
export const durations = {
  m30: '½ h',
  h1: 'Moins d’une heure',
  h2: 'De 1 à 2 h',
  demi: '½ journée',
  jour: '1 journée',
} as const

/** Other ways to write a duration. */
export const durationAliases = {
  '1/2 h': 'm30',
  '30 min': 'm30',
  '< 1 h': 'h1',
  '1-2 h': 'h2',
  '1/2 journée': 'demi',
  'Demi-journée': 'demi',
  Journée: 'jour',
} as const

/** Who called a meeting or did an act. */
export const organisers = {
  coordination: 'Coordination',
  structure: 'Structure du réseau',
  financeur: 'Partenaire financeur',
  autre: 'Autre',
} as const

/** What young people talk about with the promeneurs. */
export const activityThemes = {
  'lien-social': 'Lien social',
  quotidien: 'Vie quotidienne',
  loisirs: 'Loisirs',
  'socio-pro': 'Accompagnement socio-professionnel',
  parentalite: 'Parentalité, famille',
  mobilite: 'Mobilité',
  sante: 'Santé',
  addictions: 'Addictions',
  sexualite: 'Sexualité',
  violence: 'Violence',
  'e-violence': 'E-violence',
  logement: 'Logement',
  autre: 'Autre',
} as const

/** Other names of the themes. */
export const activityThemeAliases = {
  'Lien Social (informel)': 'lien-social',
  'Acc. socio-pro': 'socio-pro',
  'Socio-pro': 'socio-pro',
  Parentalité: 'parentalite',
  Famille: 'parentalite',
  Addiction: 'addictions',
  '(E)-violence': 'e-violence',
} as const

/** Age brackets of the young people, and parents. */
export const ages = {
  'moins-12': 'Moins de 12 ans',
  '12-17': '12-17 ans',
  '18-25': '18-25 ans',
  'plus-25': 'Plus de 25 ans',
  parents: 'Parents',
} as const

/** Other ways to write an age bracket. */
export const ageAliases = {
  '<12': 'moins-12',
  'Moins de 12': 'moins-12',
  '12-17': '12-17',
  '18-25': '18-25',
  '>25': 'plus-25',
  'Plus de 25': 'plus-25',
} as const

/** Themes on which a partner takes over. */
export const referralThemes = {
  sante: 'Santé',
  'mal-etre': 'Mal-être',
  addictions: 'Addictions',
  sexualite: 'Sexualité',
  logement: 'Logement',
  emploi: 'Emploi',
  cyberviolences: 'Cyberviolences',
  parentalite: 'Parentalité',
  droits: 'Droits',
  radicalisation: 'Radicalisation',
  handicap: 'Handicap',
  autre: 'Autre',
} as const

/** Hours online a week, as the form asks. */
export const presenceBuckets = ['<4', '4-6', '6-10', '>10'] as const
