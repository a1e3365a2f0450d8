import { defineRecord } from '../schema/record'

/** Something to be done, by whom and when. */
export const action = defineRecord({
  name: 'action',
  title: 'Actions',
  one: 'une action',
  partition: 'base',
  owner: 'department',
  ofCommittee: true,
  naming: ['title'],
  sections: ['Action'],
  fields: {
    title: {
      kind: 'text',
      label: 'Action',
      scope: 'private',
      required: true,
      column: 'shown',
      synonyms: ['À faire', 'Tâche'],
    },
    originId: {
      kind: 'ref',
      label: 'Origine',
      scope: 'private',
      to: ['meeting', 'act', 'funding', 'decision'],
      column: 'shown',
    },
    ownerId: {
      kind: 'ref',
      label: 'Responsable',
      scope: 'private',
      to: ['coordinator', 'contact', 'promeneur'],
      expected: true,
      column: 'shown',
      synonyms: ['Qui'],
    },
    dueDate: {
      kind: 'date',
      label: 'Échéance',
      scope: 'private',
      expected: true,
      column: 'shown',
      synonyms: ['Pour le'],
    },
    status: {
      kind: 'choice',
      label: 'État',
      scope: 'private',
      expected: true,
      column: 'shown',
      options: { 'a-faire': 'À faire', 'en-cours': 'En cours', fait: 'Fait', abandonne: 'Abandonné' },
    },
    priority: {
      kind: 'choice',
      label: 'Priorité',
      scope: 'private',
      options: { haute: 'Haute', normale: 'Normale', basse: 'Basse' },
    },
    doneAt: { kind: 'date', label: 'Fait le', scope: 'private' },
    carriedOver: { kind: 'flag', label: 'Reprise à la réunion suivante', scope: 'private' },
    comments: { kind: 'longText', label: 'Commentaires', scope: 'private' },
  },
})
