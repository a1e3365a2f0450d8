import { formatDay } from '../../schema/kinds/dates'
import { readDirectory } from './directory'
import { contactsSheet, partnersSheet } from './partners'
import { promeneursSheet } from './promeneurs'
import { structuresSheet } from './structures'
import { summarySheet } from './summary'
import { definitionsSheet, type Edition, headingOf, workbookOf } from '../edition'
import type { Workbook } from '../sheet'

const title = 'Annuaire du réseau'

const definitions: readonly (readonly [term: string, definition: string])[] = [
  ['Promeneur actif', 'Promeneur dont le statut est « Actif » à la date des données.'],
  [
    'Spécialité',
    'Jeunesse, parentalité, ou les deux ; un promeneur qui a les deux est compté en « double spécialité » seulement.',
  ],
  ['Charte signée', 'La charte nationale est signée ; la date est vide quand elle n’est pas connue.'],
  [
    'Structure dans le réseau',
    'Structure dont le statut est « Dans le réseau » : ni intéressée, ni candidate, ni sortie.',
  ],
  ['Nb de PdN actifs', 'Promeneurs actifs employés par la structure.'],
  ['Convention en cours', 'Convention signée, commencée et non échue à la date des données.'],
  [
    'Communes d’implantation',
    'Communes où se trouve au moins une structure dans le réseau, chacune comptée une fois.',
  ],
  ['QPV', 'Quartier prioritaire de la politique de la ville où se trouve la structure, ou « Hors QPV ».'],
  ['Cellule vide', 'L’information n’est pas connue ; une cellule vide ne vaut jamais zéro.'],
  [
    'Destinataire',
    'Interne : toutes les colonnes. Partenaires : sans téléphone, note ni identifiant. Public : seulement ce qui est publié.',
  ],
]

/** « Annuaire du réseau »: who, where, with whom, for one reader. Contacts are nobody's to publish. */
export function annuaire(edition: Edition): Workbook {
  const heading = headingOf(edition, title, `situation au ${formatDay(edition.today)}`)
  const directory = readDirectory(edition)
  return workbookOf(edition, title, [
    promeneursSheet(directory, heading),
    structuresSheet(directory, heading),
    partnersSheet(edition, heading),
    ...(edition.audience === 'public' ? [] : [contactsSheet(edition, heading)]),
    summarySheet(edition, heading),
    definitionsSheet(edition, heading, definitions),
  ])
}
