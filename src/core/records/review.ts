import { type Around, defineRecord } from '../schema/record'
import { submission, transmissionOf } from './submission'

/** The hash of what was transmitted for a year; null where nothing was. */
function reviewedHash({ list }: Around, year: unknown): string | null {
  const hash = transmissionOf(list(submission.name), year)?.values.hash
  return typeof hash === 'string' && hash !== '' ? hash : null
}

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
  outerRules: [
    {
      fields: ['decision', 'year'],
      check: ({ decision, year }, around) =>
        decision === 'accepte' && reviewedHash(around, year) === null
          ? `On n’accepte que des chiffres transmis\u00a0: le bilan ${year} de ce département ne l’est pas.`
          : null,
    },
  ],
  // A decision is about exactly the figures that lay before the committee: once others are transmitted it is of the past.
  taking: {
    fields: ['decision', 'year'],
    take: ({ year }, around) => ({ hash: reviewedHash(around, year) }),
  },
})
