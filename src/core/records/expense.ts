import { chargeAccounts } from '../reference/accounts'
import { defineRecord } from '../schema/record'

/** Money spent by the coordination. */
export const expense = defineRecord({
  name: 'expense',
  title: 'Dépenses',
  one: 'une dépense',
  partition: 'yearly',
  owner: 'department',
  naming: ['date', 'label'],
  sections: ['Dépense'],
  fields: {
    date: { kind: 'date', label: 'Date', scope: 'private', expected: true, column: 'shown' },
    label: { kind: 'text', label: 'Libellé', scope: 'private', required: true, column: 'shown' },
    amount: {
      kind: 'money',
      label: 'Montant TTC',
      scope: 'private',
      negative: true,
      expected: true,
      column: 'shown',
      hint: 'Un avoir s’écrit avec un signe moins.',
    },
    account: {
      kind: 'choice',
      label: 'Compte',
      scope: 'private',
      expected: true,
      options: chargeAccounts,
      column: 'shown',
    },
    kind: {
      kind: 'choice',
      label: 'Nature',
      scope: 'private',
      expected: true,
      options: { fonctionnement: 'Fonctionnement', investissement: 'Investissement' },
    },
    supplier: { kind: 'text', label: 'Fournisseur', scope: 'private', column: 'shown' },
    paidAt: { kind: 'date', label: 'Payé le', scope: 'private' },
    receipt: { kind: 'file', label: 'Justificatif', scope: 'private' },
    promenadeTime: { kind: 'flag', label: 'Temps de promenade', scope: 'private' },
  },
  rules: [
    {
      level: 'warn',
      fields: ['kind'],
      check: ({ kind }) => (kind === 'investissement' ? 'Les conventions excluent l’investissement.' : null),
    },
    {
      level: 'warn',
      fields: ['promenadeTime'],
      check: ({ promenadeTime }) =>
        promenadeTime === true
          ? 'Le temps de promenade n’est en général pas financé : vérifiez auprès du financeur.'
          : null,
    },
  ],
})
