import { type AnyValues, defineRecord } from '../schema/record'

/** A year's figures as the département transmits them; its indicators are records of their own. */
export const submission = defineRecord({
  name: 'submission',
  title: 'Transmissions',
  one: 'une transmission',
  partition: 'yearly',
  owner: 'department',
  naming: ['year'],
  sections: ['Transmission', 'Travail'],
  fields: {
    year: {
      kind: 'integer',
      label: 'Exercice',
      scope: 'shared',
      year: true,
      required: true,
      column: 'shown',
    },
    state: {
      kind: 'choice',
      label: 'État',
      scope: 'shared',
      options: { brouillon: 'Brouillon', transmis: 'Transmis' },
      readOnly: true,
      column: 'shown',
    },
    frozenAt: { kind: 'date', label: 'Figé le', scope: 'shared', readOnly: true, column: 'shown' },
    hash: { kind: 'text', label: 'Empreinte', scope: 'shared', readOnly: true },
    indicatorSet: {
      kind: 'text',
      label: 'Jeu d’indicateurs',
      scope: 'shared',
      readOnly: true,
      column: 'shown',
    },
    submittedBy: {
      kind: 'text',
      label: 'Transmis par',
      scope: 'shared',
      readOnly: true,
      hint: 'Un identifiant\u00a0; le nom reste dans le département.',
    },
    workingNotes: { kind: 'longText', label: 'Notes de travail', scope: 'private', section: 'Travail' },
  },
})

/** What was transmitted for a year, among the submissions of one département; a draft was not. */
export function transmissionOf<R extends { readonly values: AnyValues }>(
  submissions: readonly R[],
  year: unknown,
): R | undefined {
  return submissions.find(({ values }) => values.year === year && values.state === 'transmis')
}
