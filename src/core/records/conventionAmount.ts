import { defineRecord } from '../schema/record'

/** What a convention brings in one year. */
export const conventionAmount = defineRecord({
  name: 'conventionAmount',
  title: 'Montants de convention',
  one: 'un montant de convention',
  partition: 'base',
  owner: 'department',
  naming: ['conventionId', 'year'],
  sections: ['Montant'],
  fields: {
    conventionId: {
      kind: 'ref',
      label: 'Convention',
      scope: 'private',
      to: 'convention',
      required: true,
      column: 'shown',
    },
    year: {
      kind: 'integer',
      label: 'Exercice',
      scope: 'private',
      year: true,
      required: true,
      column: 'shown',
    },
    amount: { kind: 'money', label: 'Montant', scope: 'private', expected: true, column: 'shown' },
  },
})
