import { defineRecord } from '../schema/record'
import { inOrder } from '../schema/rules'

/** Someone who coordinates the département's network, now or before. */
export const coordinator = defineRecord({
  name: 'coordinator',
  title: 'Coordination',
  one: 'une personne de la coordination',
  partition: 'base',
  owner: 'department',
  naming: ['firstName', 'lastName'],
  sections: ['Identité'],
  fields: {
    firstName: {
      kind: 'text',
      label: 'Prénom',
      scope: 'shared',
      expected: true,
      properName: true,
      column: 'shown',
    },
    lastName: {
      kind: 'text',
      label: 'Nom',
      scope: 'shared',
      required: true,
      properName: true,
      column: 'shown',
    },
    email: {
      kind: 'email',
      label: 'Courriel professionnel',
      scope: 'shared',
      expected: true,
      column: 'shown',
    },
    phone: { kind: 'phone', label: 'Téléphone', scope: 'private', column: 'shown' },
    fte: {
      kind: 'decimal',
      label: 'ETP',
      scope: 'shared',
      digits: 2,
      min: 0,
      max: 1,
      expected: true,
      column: 'shown',
      hint: '0,1 pour une demi-journée par semaine.',
    },
    from: { kind: 'date', label: 'Depuis le', scope: 'shared', column: 'shown' },
    to: { kind: 'date', label: 'Jusqu’au', scope: 'shared', column: 'shown' },
    note: { kind: 'longText', label: 'Note', scope: 'private' },
  },
  rules: [inOrder('from', 'to', 'La fin doit suivre le début.')],
})
