import { defineRecord } from '../schema/record'
import { inOrder } from '../schema/rules'

/** A promeneur's time in a structure: the history behind the current one. */
export const affiliation = defineRecord({
  name: 'affiliation',
  title: 'Parcours',
  one: 'une étape de parcours',
  partition: 'base',
  owner: 'department',
  naming: ['promeneurId', 'structureId'],
  sections: ['Parcours'],
  fields: {
    promeneurId: {
      kind: 'ref',
      label: 'Promeneur',
      scope: 'shared',
      to: 'promeneur',
      required: true,
      column: 'shown',
    },
    structureId: {
      kind: 'ref',
      label: 'Structure',
      scope: 'shared',
      to: 'structure',
      required: true,
      column: 'shown',
    },
    from: { kind: 'date', label: 'Du', scope: 'shared', expected: true, unknown: true, column: 'shown' },
    to: { kind: 'date', label: 'Au', scope: 'shared', unknown: true, column: 'shown' },
    comment: { kind: 'longText', label: 'Commentaire', scope: 'private' },
  },
  rules: [inOrder('from', 'to', 'La fin doit suivre le début.')],
})
