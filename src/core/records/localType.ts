import { structureTypes } from '../reference/structureTypes'
import { defineRecord } from '../schema/record'

/** A département's own type of structure, and the national one it counts as. */
export const localType = defineRecord({
  name: 'localType',
  title: 'Types locaux de structure',
  one: 'un type local',
  partition: 'base',
  owner: 'department',
  naming: ['label'],
  sections: ['Type local'],
  fields: {
    label: { kind: 'text', label: 'Type local', scope: 'shared', required: true, column: 'shown' },
    type: {
      kind: 'choice',
      label: 'Compte comme',
      scope: 'shared',
      expected: true,
      options: structureTypes,
      column: 'shown',
    },
  },
})
