import {
  fundAliases,
  fundingDocuments,
  fundingPurposes,
  fundingStatusAliases,
  fundingStatuses,
  funds,
  grantedStatuses,
} from '../reference/fundingLists'
import { fundingWarnings, type FundingWarning } from '../reference/fundingRules'
import { defineRecord, type AnyValues, type Rule } from '../schema/record'
import { inOrder, notAbove } from '../schema/rules'
import { duplicateFields } from './duplicateFields'
import { otherColumns } from './otherColumns'

const cents = (value: AnyValues[string]): number | null => (typeof value === 'number' ? value : null)

/** A rule of the fund, shown at the field it speaks of. */
function fundRuleAt(field: FundingWarning['field']): Rule {
  return {
    level: 'warn',
    fields: [field],
    check(values) {
      if (typeof values.fund !== 'string' || typeof values.year !== 'number') return null
      const warnings = fundingWarnings({
        fund: values.fund,
        year: values.year,
        requested: cents(values.requested),
        granted: cents(values.granted),
        totalCost: cents(values.totalCost),
        renewals: cents(values.renewals),
      })
      return warnings.find((warning) => warning.field === field)?.message ?? null
    },
  }
}

/** A request to a funder for one financial year, from its preparation to its balance. */
export const funding = defineRecord({
  name: 'funding',
  title: 'Financements',
  one: 'un financement',
  partition: 'yearly',
  owner: 'department',
  naming: ['year', 'fund', 'funderId'],
  sections: ['Financement', 'Montants', 'Dossier', 'Échéances', 'Éligibilité', 'Notes'],
  fields: {
    year: {
      kind: 'integer',
      label: 'Exercice',
      scope: 'shared',
      year: true,
      required: true,
      column: 'shown',
      synonyms: ['Année', 'Annee'],
    },
    funderId: {
      kind: 'ref',
      label: 'Financeur',
      scope: 'shared',
      to: 'partner',
      expected: true,
      column: 'shown',
      synonyms: ['Partenaire financeur'],
    },
    fund: {
      kind: 'choice',
      label: 'Dispositif',
      scope: 'shared',
      expected: true,
      column: 'shown',
      open: true,
      options: funds,
      aliases: fundAliases,
      synonyms: ['Fonds', 'Fonds / dispositif', 'Appel à projets'],
    },
    purpose: {
      kind: 'choices',
      label: 'Objet',
      scope: 'shared',
      expected: true,
      column: 'shown',
      open: true,
      options: fundingPurposes,
      synonyms: ['Objet de la demande', 'Intitulé'],
    },
    period: {
      kind: 'text',
      label: 'Période',
      scope: 'shared',
      maxLength: 40,
      hint: 'Pour une convention sur plusieurs années, par exemple 2026-2028.',
    },
    beneficiaryId: {
      kind: 'ref',
      label: 'Porteur',
      scope: 'shared',
      to: ['partner', 'structure'],
      expected: true,
      synonyms: ['Bénéficiaire', 'Structure porteuse'],
    },
    status: {
      kind: 'choice',
      label: 'État',
      scope: 'shared',
      expected: true,
      column: 'shown',
      options: fundingStatuses,
      aliases: fundingStatusAliases,
      synonyms: ['Statut', 'Etat du dossier'],
      hint: 'Un financement en préparation est visible du comité national\u00a0; sa consolidation ne le compte pas.',
    },
    requested: {
      kind: 'money',
      label: 'Demandé',
      scope: 'shared',
      expected: true,
      section: 'Montants',
      column: 'shown',
      synonyms: ['Montant demandé'],
    },
    granted: {
      kind: 'money',
      label: 'Accordé',
      scope: 'shared',
      expected: true,
      expectedWhen: { field: 'status', is: grantedStatuses },
      section: 'Montants',
      column: 'shown',
      synonyms: ['Montant accordé', 'Notifié'],
    },
    totalCost: {
      kind: 'money',
      label: 'Coût total du projet',
      scope: 'shared',
      section: 'Montants',
      synonyms: ['Coût total', 'Budget total'],
    },
    portal: {
      kind: 'choice',
      label: 'Portail',
      scope: 'private',
      section: 'Dossier',
      open: true,
      options: {
        elan: 'ELAN',
        'demarche-numerique': 'demarche.numerique.gouv.fr',
        'compte-asso': 'Le Compte Asso',
        courrier: 'Courrier',
        mail: 'Mail',
      },
    },
    fileNumber: {
      kind: 'text',
      label: 'N° de dossier',
      scope: 'private',
      section: 'Dossier',
      synonyms: ['Numéro de dossier', 'Dossier'],
    },
    documents: {
      kind: 'choices',
      label: 'Pièces réunies',
      scope: 'private',
      section: 'Dossier',
      options: fundingDocuments,
    },
    renewals: {
      kind: 'integer',
      label: 'Reconductions',
      scope: 'private',
      min: 0,
      section: 'Dossier',
    },
    submittedAt: {
      kind: 'date',
      label: 'Déposé le',
      scope: 'shared',
      section: 'Échéances',
      synonyms: ['Date de dépôt'],
    },
    notifiedAt: { kind: 'date', label: 'Notifié le', scope: 'shared', section: 'Échéances' },
    conventionSignedAt: {
      kind: 'date',
      label: 'Convention signée le',
      scope: 'shared',
      section: 'Échéances',
      synonyms: ['Date de convention'],
    },
    reportDueAt: {
      kind: 'date',
      label: 'Bilan attendu le',
      scope: 'shared',
      expected: true,
      expectedWhen: { field: 'status', is: ['bilan-a-rendre'] },
      section: 'Échéances',
      column: 'shown',
      synonyms: ['Échéance du bilan', 'Bilan à rendre le'],
    },
    proofDueAt: { kind: 'date', label: 'Justificatifs attendus le', scope: 'private', section: 'Échéances' },
    noticeAt: { kind: 'date', label: 'Préavis à donner avant le', scope: 'private', section: 'Échéances' },
    serviceDoneAt: {
      kind: 'date',
      label: 'Attestation de service fait le',
      scope: 'private',
      section: 'Échéances',
      hint: 'Avant le 31 décembre de l’exercice.',
    },
    flags: {
      kind: 'choices',
      label: 'Points d’éligibilité à vérifier',
      scope: 'private',
      hint: 'Ce que montrent les dépenses imputées est relevé seul ; cochez ici le reste.',
      section: 'Éligibilité',
      options: {
        investissement: 'Investissement',
        promenade: 'Temps de promenade',
        'hors-periode': 'Hors période',
      },
    },
    flagsReason: {
      kind: 'longText',
      label: 'Pourquoi c’est éligible',
      scope: 'private',
      section: 'Éligibilité',
    },
    comment: {
      kind: 'longText',
      label: 'Commentaire',
      scope: 'private',
      section: 'Notes',
      synonyms: ['Commentaires', 'Remarques', 'Observations'],
    },
    otherColumns,
    ...duplicateFields('funding'),
  },
  rules: [
    fundRuleAt('requested'),
    fundRuleAt('granted'),
    fundRuleAt('renewals'),
    notAbove('granted', 'requested', 'Le montant accordé dépasse le montant demandé.'),
    notAbove('requested', 'totalCost', 'Le montant demandé dépasse le coût total du projet.'),
    {
      ...inOrder('submittedAt', 'notifiedAt', 'La notification précède le dépôt : vérifiez les dates.'),
      level: 'warn',
    },
    {
      level: 'warn',
      fields: ['serviceDoneAt'],
      check: ({ serviceDoneAt, year }) =>
        typeof serviceDoneAt === 'string' && typeof year === 'number' && serviceDoneAt > `${year}-12-31`
          ? 'L’attestation de service fait est attendue avant le 31 décembre de l’exercice.'
          : null,
    },
  ],
  // What conventions ask for where they say nothing else: the report of a year before the middle of the next one.
  proposed: ({ year }) =>
    typeof year === 'number' && Number.isInteger(year) ? { reportDueAt: `${year + 1}-06-30` } : {},
})
