import { defineRecord } from '../schema/record'

/** What the national committee answers to a transmission. */
export const review = defineRecord({
  name: 'review',
  title: 'Avis du comité national',
  one: 'un avis',
  partition: 'base',
  owner: 'committee',
  naming: ['year', 'decision'],
  sections: ['Avis'],
  fields: {
    year: {
      kind: 'integer',
      label: 'Exercice',
      scope: 'shared',
      year: true,
      required: true,
      column: 'shown',
    },
    decision: {
      kind: 'choice',
      label: 'Décision',
      scope: 'shared',
      options: { 'a-completer': 'À compléter', accepte: 'Accepté' },
      expected: true,
      column: 'shown',
    },
    date: { kind: 'date', label: 'Date', scope: 'shared', expected: true, column: 'shown' },
    hash: { kind: 'text', label: 'Empreinte relue', scope: 'shared', readOnly: true },
  },
})
