import { networkAliases, networks } from '../reference/lists'
import { defineRecord } from '../schema/record'

/** When a promeneur is online for young people. */
export const permanence = defineRecord({
  name: 'permanence',
  title: 'Permanences',
  one: 'une permanence',
  partition: 'base',
  owner: 'department',
  naming: ['weekday', 'slot'],
  sections: ['Permanence'],
  fields: {
    promeneurId: {
      kind: 'ref',
      label: 'Promeneur',
      scope: 'private',
      to: 'promeneur',
      required: true,
      column: 'shown',
    },
    weekday: {
      kind: 'choice',
      label: 'Jour',
      scope: 'private',
      expected: true,
      column: 'shown',
      options: {
        lundi: 'Lundi',
        mardi: 'Mardi',
        mercredi: 'Mercredi',
        jeudi: 'Jeudi',
        vendredi: 'Vendredi',
        samedi: 'Samedi',
        dimanche: 'Dimanche',
      },
    },
    slot: {
      kind: 'slot',
      label: 'Horaire',
      scope: 'private',
      expected: true,
      hint: 'Du début à la fin\u00a0: 14h-16h30.',
      column: 'shown',
    },
    network: {
      kind: 'choice',
      label: 'Réseau',
      scope: 'private',
      options: networks,
      aliases: networkAliases,
      open: true,
      column: 'shown',
    },
    period: {
      kind: 'text',
      label: 'Période',
      scope: 'private',
      suggestions: ['Toute l’année', 'Période scolaire', 'Vacances scolaires'],
      column: 'shown',
    },
  },
})
