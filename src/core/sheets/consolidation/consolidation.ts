import { consolidate, type DepartmentFigures } from '../../figures/consolidation'
import { sumOf } from '../../figures/source'
import { definitionsSheet, type Edition, headingOf, workbookOf } from '../edition'
import type { Workbook } from '../sheet'
import { activitySheet } from './activity'
import { fundsSheet, structureTypesSheet } from './breakdowns'
import { departmentsSheet } from './departments'
import { evolutionSheet } from './evolution'
import { qualitySheet } from './quality'
import { regionsSheet } from './regions'

const title = 'Consolidation nationale'

const definitions: readonly (readonly [term: string, definition: string])[] = [
  [
    'Promeneurs actifs',
    'Statut « Actif » à la date des données ; pour une année passée, présents au 31/12 d’après leurs dates d’entrée et de sortie.',
  ],
  [
    'Spécialité',
    'Jeunesse seule, parentalité seule ou les deux ; les quatre colonnes s’additionnent en « Promeneurs actifs ».',
  ],
  ['Entrées, sorties', 'Promeneurs dont la date d’entrée ou de sortie est dans l’exercice.'],
  ['Structures dans le réseau', 'Statut « Dans le réseau » à la date des données.'],
  ['Structures conventionnées', 'Structures dans le réseau dont une convention signée est en cours.'],
  [
    'Communes d’implantation',
    'Communes où se trouve une structure dans le réseau ; une commune ne compte qu’une fois par département.',
  ],
  ['Réunions, formations', 'Tenues dans l’exercice, toutes natures.'],
  [
    'Demandé, accordé, versé',
    'Dossiers de l’exercice, hors « en préparation », refusés et annulés ; versé à la date des données.',
  ],
  ['Reste à verser', 'Accordé moins versé.'],
  ['Bilan', 'Non transmis, transmis, à compléter ou accepté. Une nouvelle transmission rouvre l’examen.'],
  [
    'Données au',
    'Jour où les dernières données du département ont été reçues ; à défaut, jour où son bilan a été figé.',
  ],
  [
    'Activité',
    'Chiffres transmis seulement. « <5 » : de 1 à 4 ; « masqué » : chiffre ou total caché pour qu’un « <5 » ne puisse être déduit.',
  ],
  ['Taux et pourcentages', 'Au total, calculés sur les totaux et non sur la moyenne des taux.'],
  [
    'Cellule vide',
    'Rien n’a été reçu, ou la réponse n’est pas connue ; une cellule vide ne vaut jamais zéro.',
  ],
]

/** « Consolidation nationale » of a year, from what départements share: no person is in it. */
export function consolidation(edition: Edition, year: number): Workbook {
  const heading = headingOf(edition, title, `année ${year}`)
  const threeYears = headingOf(edition, title, `exercices ${year - 2} à ${year}`)
  const consolidated = consolidate(edition.source, edition.today, year, edition.receivedOn)
  return workbookOf(edition, `${title} ${year}`, [
    departmentsSheet(edition, heading, consolidated),
    regionsSheet(edition, heading, consolidated),
    structureTypesSheet(edition, heading, consolidated),
    fundsSheet(edition, threeYears, consolidated, year),
    activitySheet(edition, heading, consolidated),
    qualitySheet(edition, heading, consolidated),
    evolutionSheet(edition, threeYears, consolidated, year),
    definitionsSheet(edition, heading, [...definitions, cafsIn(consolidated)]),
  ])
}

/** What is counted as a Caf engaged, and how many there are: a figure of the whole that no sheet has a column for. */
function cafsIn(consolidated: readonly DepartmentFigures[]): readonly [term: string, definition: string] {
  const known = consolidated.map(({ cafs }) => cafs).filter((cafs) => cafs !== null)
  const total = sumOf(known)
  const told =
    total === null
      ? 'Rien n’a encore été reçu.'
      : `Au total ${total}, pour ${known.length} département${known.length > 1 ? 's reçus' : ' reçu'} sur ${consolidated.length}\u00a0; par département, voir «\u00a0Évolution\u00a0».`
  return [
    'Caf engagées',
    `Caf de référence d’un département engagé, signataires d’une convention en cours ou financeurs d’un dossier accordé de l’exercice, chacune comptée une fois par département. ${told}`,
  ]
}
