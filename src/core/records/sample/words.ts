import { fold } from '../../schema/fold'
import type { Chance } from './chance'

const firstNames: readonly string[] = (
  'Aïcha Anaïs Basile Camille Cédric Céleste Chloé Damien Élodie Émile Fanny Fatou Gaëlle Hugo Idriss ' +
  'Inès Jade Joël Karim Léa Loïc Lucie Maëlys Malik Manon Mathéo Nadia Noël Océane Ousmane Perrine ' +
  'Quentin Raphaël Rémi Salomé Solène Théo Thomas Ulysse Valérie Xavier Yasmine Yoann Zoé'
).split(' ')

// Surnames are put together from halves: none stands whole in the code, and none is likely to be anybody's.
const firstHalves: readonly string[] = (
  'Bel|Brou|Cal|Char|Des|Dor|Fal|Four|Gar|Gri|Hal|Jol|Lam|Mar|Mor|Nor|Ou|Per|Quer|Ros|Sal|Tal|Val|Ver|' +
  'Vil|Él|N’Dor|Le Gar'
).split('|')
const lastHalves: readonly string[] = (
  'bazac belande cœurdeau dimault feuilloy gondard guérande lansoy mézeaux nivelle poncel quivray ' +
  'sardin thonnelle vauzelle vinçon zelaire fresnoy'
).split(' ')

/** Someone who does not exist. */
export interface Person {
  readonly firstName: string
  readonly lastName: string
}

/** Makes someone up. */
export function person(chance: Chance): Person {
  return { firstName: chance.pick(firstNames), lastName: chance.pick(firstHalves) + chance.pick(lastHalves) }
}

/** A coordinator made up. Their surname is shared with the committee: nobody else may bear it. */
export function coordinatorPerson(chance: Chance): Person {
  return {
    firstName: chance.pick(firstNames),
    lastName: `${chance.pick(firstHalves)}${chance.pick(['rochoir', 'taillis'])}`,
  }
}

/** A name as it stands in an address: `Point d’écoute L’Ancre` → `point-d-ecoute-l-ancre`. */
export function slug(text: string): string {
  return fold(text).replace(/ /g, '-')
}

/** A mail address in a domain that can never exist. */
export function mailOf(who: Person, domain: string): string {
  return `${slug(who.firstName)}.${slug(who.lastName)}@${domain}.example`
}

/** A phone number among those that the numbering plan keeps for fiction. */
export function fictionalPhone(chance: Chance, block: '63998' | '26191' | '53641'): string {
  return `+33${block}${String(chance.int(0, 9999)).padStart(4, '0')}`
}

/** What a structure is called, by its national type: the place where it is comes after. */
export const structureNames = {
  CSC: ['Centre social', 'Centre socioculturel'],
  EVS: ['Espace de vie sociale'],
  MJC: ['MJC'],
  ALSH: ['Accueil jeunes', 'Espace ados'],
  SJM: ['Service jeunesse'],
  IJ: ['Point information jeunesse'],
  ML: ['Mission locale'],
  PREV: ['Club de prévention'],
  FJT: ['Résidence habitat jeunes'],
  EPN: ['Espace public numérique'],
  MDA: ['Maison des adolescents'],
  SANTE: ['Point santé jeunes'],
  ASSO: ['Association'],
  COLL: ['Espace municipal'],
} as const

/** Proper names of the structures. */
export const placeNames: readonly string[] = (
  'La Boussole|L’Escale|Le Phare|L’Ancre|Le Sémaphore|La Passerelle|Le Trait d’union|L’Horizon|' +
  'La Comète|Les Quatre Vents|Le Tremplin|La Fabrique|L’Atelier|Le Relais|La Ruche|Le Kiosque|' +
  'L’Embarcadère|La Marelle|Le Préau|La Halte|L’Étincelle|Le Carrefour|La Source|Le Lavoir'
).split('|')

/** What promeneurs do. */
export const jobs: readonly string[] = (
  'Animatrice jeunesse|Animateur jeunesse|Éducatrice spécialisée|Éducateur spécialisé|' +
  'Informateur jeunesse|Conseillère mission locale|Médiateur numérique|Référente famille|Psychologue|' +
  'Infirmière'
).split('|')

/** Heads of structures and people in institutions. */
export const positions: readonly string[] = (
  'Directrice|Directeur|Responsable jeunesse|Conseillère technique|Chargé de développement|' +
  'Cheffe de service'
).split('|')

/** What meetings talk about; a title ends with a date or a number. */
export const meetingTopics: readonly string[] = (
  'Bilan et feuille de route|Nouvelles structures candidates|Calendrier du trimestre|' +
  'Retours de terrain|Préparer la journée du réseau|Communication auprès des familles|' +
  'Outils et confidentialité|Arrivées et départs'
).split('|')

/** Paragraphs of notes, plain and short. */
export const noteLines = [
  'Tour de table : chacun présente ce qui a marché depuis la dernière rencontre.',
  'Les permanences du mercredi restent les plus suivies.',
  'Deux structures demandent comment présenter la démarche aux parents.',
  'Rappel de la charte : présence sur le temps de travail, profil identifiable.',
  'La prochaine formation portera sur le cadre juridique et le signalement.',
  'Le calendrier est validé ; la coordination envoie l’invitation.',
  'Point sur les conventions qui arrivent à échéance.',
  'Proposition d’un groupe de travail sur les réseaux utilisés par les plus jeunes.',
] as const

/** What is decided. */
export const decisionTexts: readonly string[] = (
  'Valider la feuille de route de la coordination|Retenir les structures candidates présentées|' +
  'Reconduire les conventions pour un an|Organiser une journée départementale à l’automne|' +
  'Ouvrir le réseau aux référents parentalité'
).split('|')

/** What has to be done. */
export const actionTitles: readonly string[] = (
  'Envoyer le compte rendu|Relancer les conventions non signées|Mettre à jour l’annuaire|' +
  'Préparer l’invitation|Appeler les structures intéressées|Déposer la demande de subvention|' +
  'Réserver la salle|Recueillir les bilans'
).split('|')

/** What trainings are called. */
export const trainingTitles = {
  pratiques: 'Les jeunes et leurs usages numériques',
  outils: 'Régler ses comptes et protéger ses échanges',
  posture: 'Être Promeneur, posture et charte',
  juridique: 'Droit à l’image et signalement',
  analyse: 'Analyser sa pratique en ligne',
} as const

/** What coordinations buy. */
export const purchases = [
  ['62', 'Déplacements de la coordination', 40_00, 320_00],
  ['60', 'Fournitures et impressions', 15_00, 180_00],
  ['61', 'Location de salle', 80_00, 450_00],
  ['62', 'Intervenant en formation', 350_00, 1_400_00],
  ['60', 'Repas du réseau', 60_00, 380_00],
  ['62', 'Hébergement du site', 25_00, 140_00],
] as const
