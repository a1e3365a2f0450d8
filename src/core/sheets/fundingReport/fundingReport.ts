import { leftOutInWords } from '../../figures/deadlines'
import { definitionsSheet, type Edition, headingOf, workbookOf } from '../edition'
import { byFunderSheet } from './byFunder'
import { deadlinesSheet } from './deadlines'
import { fundingsSheet } from './fundings'
import { readLedger } from './ledger'
import { paymentsSheet } from './payments'
import type { Workbook } from '../sheet'

const title = 'Suivi des financements'

const definitions: readonly (readonly [term: string, definition: string])[] = [
  ['Exercice', 'Année pour laquelle le financement est demandé.'],
  ['Demandé', 'Montant de la demande déposée ou préparée.'],
  ['Accordé', 'Montant notifié par le financeur ; vide tant que rien n’est notifié.'],
  ['Versé', 'Somme des montants reçus ; un reversement se retranche.'],
  [
    'Reste à verser',
    'Accordé moins versé ; vide tant que rien n’est accordé, en rouge quand le versé dépasse l’accordé.',
  ],
  [
    'Compté',
    'Oui, sauf pour un dossier en préparation, refusé ou annulé. Les totaux par financeur ne prennent que les « Oui ».',
  ],
  ['Réf.', 'Référence du financement dans ce classeur ; elle relie les versements à leur financement.'],
  [
    'Reçu au 31/12 de l’exercice',
    'Montant reçu avant la fin de l’exercice ; vide quand la date de réception n’est pas connue.',
  ],
  ['Écart', 'Montant reçu moins montant attendu.'],
  ['Part du financeur', 'Part de l’accordé de l’exercice, dossiers comptés seulement.'],
  ['Échéances', leftOutInWords],
  ['Jours restants', 'À la date des données ; négatif, en rouge, quand l’échéance est passée.'],
  ['Cellule vide', 'L’information n’est pas connue ; une cellule vide ne vaut jamais zéro.'],
]

/** « Suivi des financements » of one year, or of all: grants, payments, totals by funder, deadlines. */
export function fundingReport(edition: Edition, year: number | null): Workbook {
  const heading = headingOf(edition, title, year === null ? 'tous les exercices' : `exercice ${year}`)
  const ledger = readLedger(edition, year)
  return workbookOf(edition, year === null ? title : `${title} ${year}`, [
    fundingsSheet(edition, heading, ledger),
    paymentsSheet(edition, heading, ledger),
    byFunderSheet(heading, ledger),
    deadlinesSheet(edition, heading, ledger),
    definitionsSheet(edition, heading, definitions),
  ])
}
