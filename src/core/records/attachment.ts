import { defineRecord } from '../schema/record'

/** One of the files of a record (a meeting's, a funding's); files never leave the coordination. */
export const attachment = defineRecord({
  name: 'attachment',
  title: 'Pièces jointes',
  one: 'une pièce jointe',
  partition: 'base',
  owner: 'department',
  ofCommittee: true,
  naming: ['file'],
  sections: ['Pièce jointe'],
  fields: {
    recordId: {
      kind: 'ref',
      label: 'Fiche',
      scope: 'private',
      to: [
        'meeting',
        'structure',
        'promeneur',
        'partner',
        'convention',
        'funding',
        'training',
        'act',
        'expense',
      ],
      required: true,
      column: 'shown',
    },
    file: { kind: 'file', label: 'Fichier', scope: 'private', required: true, column: 'shown' },
    label: { kind: 'text', label: 'Intitulé', scope: 'private', column: 'shown' },
  },
})
