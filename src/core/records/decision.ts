import { defineRecord } from '../schema/record'
import { nextDecisionNumber } from './decisionNumber'

/** What a meeting decided. */
export const decision = defineRecord({
  name: 'decision',
  title: 'Décisions',
  one: 'une décision',
  partition: 'yearly',
  owner: 'department',
  ofCommittee: true,
  naming: ['number', 'text'],
  sections: ['Décision'],
  fields: {
    meetingId: {
      kind: 'ref',
      label: 'Réunion',
      scope: 'private',
      to: 'meeting',
      required: true,
      column: 'shown',
    },
    number: {
      kind: 'text',
      label: 'Numéro',
      scope: 'private',
      column: 'shown',
      hint: 'Par exemple 2026-C1-03.',
    },
    text: {
      kind: 'longText',
      label: 'Décision',
      scope: 'private',
      required: true,
      maxLength: 2000,
      column: 'shown',
    },
    date: { kind: 'date', label: 'Date', scope: 'private', column: 'shown' },
    type: {
      kind: 'choice',
      label: 'Type',
      scope: 'private',
      column: 'shown',
      options: {
        strategie: 'Stratégie',
        selection: 'Sélection de structure',
        exclusion: 'Exclusion d’un promeneur',
        budget: 'Budget',
        calendrier: 'Calendrier',
        autre: 'Autre',
      },
    },
    adoptedBy: {
      kind: 'choice',
      label: 'Adoptée par',
      scope: 'private',
      options: { consensus: 'Consensus', vote: 'Vote' },
    },
    subjectId: {
      kind: 'ref',
      label: 'À propos de',
      scope: 'private',
      to: ['structure', 'promeneur', 'funding'],
    },
    status: {
      kind: 'choice',
      label: 'État',
      scope: 'private',
      column: 'shown',
      options: { vigueur: 'En vigueur', remplacee: 'Remplacée', abandonnee: 'Abandonnée' },
    },
  },
  proposed: ({ meetingId }, around) => {
    const of = typeof meetingId === 'string' ? around.get('meeting', meetingId) : undefined
    if (of === undefined) return { status: 'vigueur' }
    const number = nextDecisionNumber(of, around.list('meeting'), around.list('decision'))
    return { status: 'vigueur', date: of.values.date, number }
  },
})
