import { defineRecord } from '../schema/record'

/** The part of an expense that a funding bears. */
export const expenseShare = defineRecord({
  name: 'expenseShare',
  title: 'Parts de dépense',
  one: 'une part de dépense',
  partition: 'yearly',
  owner: 'department',
  naming: ['expenseId', 'fundingId'],
  sections: ['Part'],
  fields: {
    expenseId: {
      kind: 'ref',
      label: 'Dépense',
      scope: 'private',
      to: 'expense',
      required: true,
      column: 'shown',
    },
    fundingId: {
      kind: 'ref',
      label: 'Financement',
      scope: 'private',
      to: 'funding',
      required: true,
      column: 'shown',
    },
    percent: {
      kind: 'decimal',
      label: 'Part en %',
      scope: 'private',
      digits: 2,
      min: 0,
      max: 100,
      expected: true,
      column: 'shown',
    },
  },
})
