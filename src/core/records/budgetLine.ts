import { chargeAccounts, receiptAccounts } from '../reference/accounts'
import { defineRecord } from '../schema/record'

/** A line of the year's budget. What was spent is computed; what was received too. */
export const budgetLine = defineRecord({
  name: 'budgetLine',
  title: 'Budget',
  one: 'une ligne de budget',
  partition: 'yearly',
  owner: 'department',
  naming: ['year', 'account'],
  sections: ['Ligne de budget'],
  fields: {
    year: {
      kind: 'integer',
      label: 'Exercice',
      scope: 'private',
      year: true,
      required: true,
      column: 'shown',
    },
    side: {
      kind: 'choice',
      label: 'Côté',
      scope: 'private',
      expected: true,
      options: { charges: 'Charges', produits: 'Produits' },
      column: 'shown',
    },
    account: {
      kind: 'choice',
      label: 'Compte',
      scope: 'private',
      required: true,
      options: { ...chargeAccounts, ...receiptAccounts },
      column: 'shown',
    },
    label: { kind: 'text', label: 'Poste', scope: 'private', column: 'shown' },
    fundingId: { kind: 'ref', label: 'Financement', scope: 'private', to: 'funding' },
    planned: { kind: 'money', label: 'Prévu', scope: 'private', expected: true, column: 'shown' },
    comment: {
      kind: 'longText',
      label: 'Explication de l’écart',
      scope: 'private',
      hint: 'Demandée au-delà de 10 % d’écart.',
    },
  },
  rules: [
    {
      level: 'warn',
      fields: ['account'],
      check: ({ side, account }) => {
        if (typeof account !== 'string' || typeof side !== 'string') return null
        const isCharge = Object.hasOwn(chargeAccounts, account)
        return isCharge === (side === 'charges') ? null : 'Ce compte n’est pas de ce côté du budget.'
      },
    },
  ],
})
