import { expect } from '@playwright/test'
import type ExcelJS from 'exceljs'
import { workbookColumns } from '../../support/workbookColumns'
import { columnOf, pageOf, type ExpectedPage } from './reread'

/** The terms that a workbook defines, in their order, and the fact that each definition must tell. */
type Facts = Readonly<Record<string, RegExp>>

const emptyCell = { 'Cellule vide': /ne vaut jamais zéro\.$/ }

/** « Annuaire du réseau ». */
export const directoryTerms: Facts = {
  'Promeneur actif': /statut est « Actif »/,
  Spécialité: /les deux est compté en « double spécialité » seulement/,
  'Charte signée': /la date est vide quand elle n’est pas connue/,
  'Structure dans le réseau': /ni intéressée, ni candidate, ni sortie/,
  'Nb de PdN actifs': /employés par la structure/,
  'Convention en cours': /signée, commencée et non échue/,
  'Communes d’implantation': /au moins une structure dans le réseau, chacune comptée une fois/,
  QPV: /[Qq]uartier prioritaire/,
  ...emptyCell,
  Destinataire: /sans téléphone, note ni identifiant/,
}

/** « Suivi des financements ». */
export const fundingTerms: Facts = {
  Exercice: /[Aa]nnée pour laquelle/,
  Demandé: /demande/,
  Accordé: /notifié .* vide tant que rien n’est notifié/,
  Versé: /montants reçus .* reversement se retranche/,
  'Reste à verser': /Accordé moins versé .* vide tant que rien n’est accordé/,
  Compté: /en préparation, refusé ou annulé/,
  'Réf.': /relie les versements à leur financement/,
  'Reçu au 31/12 de l’exercice': /vide quand la date de réception n’est pas connue/,
  Écart: /reçu moins montant attendu/,
  'Part du financeur': /dossiers comptés seulement/,
  Échéances: /Un bilan n’y est qu’une fois le financement accordé/,
  'Jours restants': /négatif, en rouge, quand l’échéance est passée/,
  ...emptyCell,
}

/** « Consolidation nationale ». */
export const consolidationTerms: Facts = {
  'Promeneurs actifs': /présents au 31\/12/,
  Spécialité: /quatre colonnes s’additionnent/,
  'Entrées, sorties': /dans l’exercice/,
  'Structures dans le réseau': /« Dans le réseau » à la date des données/,
  'Structures conventionnées': /convention signée est en cours/,
  'Communes d’implantation': /ne compte qu’une fois par département/,
  'Réunions, formations': /dans l’exercice/,
  'Demandé, accordé, versé': /hors « en préparation », refusés et annulés/,
  'Reste à verser': /Accordé moins versé/,
  Bilan: /Non transmis, transmis, à compléter ou accepté/,
  'Données au': /ont été reçues/,
  Activité: /« <5 » : de 1 à 4/,
  'Taux et pourcentages': /calculés sur les totaux/,
  ...emptyCell,
  'Caf engagées': /chacune comptée une fois par département\. Au total \d+, pour 1 département reçu sur 101/,
}

/** The sheet of definitions: each sentence is held against its fact, and then taken as it is written. */
export function definitionsPage(file: ExcelJS.Workbook, facts: Facts): ExpectedPage {
  const columns = workbookColumns.directory.Définitions
  const sentences = columnOf(pageOf(file, 'Définitions'), columns, 'Définition').map(String)
  Object.entries(facts).forEach(([term, fact], index) => {
    expect.soft(sentences[index]?.replaceAll('\u00a0', ' '), term).toMatch(fact)
    expect.soft(sentences[index], term).toMatch(/\.$/)
  })
  return {
    name: 'Définitions',
    columns,
    totals: [],
    lines: Object.keys(facts).map((term, index) => [term, sentences[index] ?? null]),
  }
}
