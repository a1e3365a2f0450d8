import { defineRecord, type Rule } from '../schema/record'

/** Money that comes is positive: only what is given back to the funder is written with a minus sign. */
function onlyGivenBack(amount: 'expectedAmount' | 'receivedAmount'): Rule {
  return {
    level: 'refuse',
    fields: [amount, 'kind'],
    check({ kind, [amount]: cents }) {
      const wrong = typeof cents === 'number' && cents < 0 && kind !== 'reversement'
      return wrong
        ? 'Seul un reversement s’écrit avec un signe moins : retirez le signe, ou choisissez la nature « Reversement, indu ».'
        : null
    },
  }
}

/** An instalment of a funding, expected or received. */
export const payment = defineRecord({
  name: 'payment',
  title: 'Versements',
  one: 'un versement',
  partition: 'yearly',
  owner: 'department',
  naming: ['kind', 'fundingId'],
  sections: ['Versement', 'Suivi'],
  fields: {
    fundingId: {
      kind: 'ref',
      label: 'Financement',
      scope: 'shared',
      to: 'funding',
      required: true,
      column: 'shown',
    },
    kind: {
      kind: 'choice',
      label: 'Nature',
      scope: 'shared',
      expected: true,
      column: 'shown',
      options: {
        avance: 'Avance',
        acompte: 'Acompte',
        solde: 'Solde',
        unique: 'Versement unique',
        reversement: 'Reversement, indu',
        reprise: 'Reprise',
      },
    },
    expectedAmount: {
      kind: 'money',
      label: 'Montant attendu',
      scope: 'shared',
      negative: true,
      expected: true,
      expectedWhen: { field: 'kind', is: ['avance', 'acompte', 'solde', 'unique'] },
      column: 'shown',
    },
    expectedAt: { kind: 'date', label: 'Attendu le', scope: 'shared', column: 'shown' },
    receivedAmount: {
      kind: 'money',
      label: 'Montant reçu',
      scope: 'shared',
      offered: true,
      negative: true,
      column: 'shown',
      synonyms: ['Versé', 'Montant versé'],
      hint: 'Un reversement s’écrit avec un signe moins.',
    },
    receivedAt: {
      kind: 'date',
      label: 'Reçu le',
      scope: 'shared',
      offered: true,
      column: 'shown',
      synonyms: ['Versé le'],
    },
    condition: {
      kind: 'text',
      label: 'Condition',
      scope: 'private',
      section: 'Suivi',
      suggestions: ['Bilan rendu', 'Attestation de service fait', 'Signature de la convention'],
    },
    bankRef: { kind: 'text', label: 'Référence bancaire', scope: 'private', section: 'Suivi' },
    comment: { kind: 'longText', label: 'Commentaire', scope: 'private', section: 'Suivi' },
  },
  rules: [
    onlyGivenBack('expectedAmount'),
    onlyGivenBack('receivedAmount'),
    {
      level: 'warn',
      fields: ['receivedAmount'],
      check: ({ kind, receivedAmount }) =>
        kind === 'reversement' && typeof receivedAmount === 'number' && receivedAmount > 0
          ? 'Un reversement s’écrit avec un signe moins.'
          : null,
    },
    {
      level: 'warn',
      fields: ['receivedAmount'],
      check: ({ receivedAt, receivedAmount }) =>
        receivedAt && typeof receivedAmount !== 'number' ? 'Écrivez le montant reçu.' : null,
    },
  ],
  outerRules: [
    {
      fields: ['receivedAt'],
      check: ({ receivedAt }, { today }) =>
        typeof receivedAt === 'string' && /^\d/.test(receivedAt) && receivedAt > today()
          ? 'Ce jour n’est pas encore venu\u00a0: un versement attendu s’écrit sous «\u00a0Attendu le\u00a0».'
          : null,
    },
  ],
})
