import { defineRecord } from '../schema/record'
import { inOrder } from '../schema/rules'

/** A convention between a structure and the Caf or other partners. */
export const convention = defineRecord({
  name: 'convention',
  title: 'Conventions',
  one: 'une convention',
  partition: 'base',
  owner: 'department',
  naming: ['structureId', 'from'],
  sections: ['Convention', 'Suivi'],
  fields: {
    structureId: {
      kind: 'ref',
      label: 'Structure',
      scope: 'shared',
      to: 'structure',
      required: true,
      column: 'shown',
    },
    parties: {
      kind: 'refs',
      label: 'Signataires',
      scope: 'shared',
      to: 'partner',
      expected: true,
      column: 'shown',
      hint: 'La Caf, la MSA ou un autre partenaire.',
    },
    from: { kind: 'date', label: 'Du', scope: 'shared', expected: true, column: 'shown' },
    to: { kind: 'date', label: 'Au', scope: 'shared', expected: true, column: 'shown' },
    signedAt: {
      kind: 'date',
      label: 'Signée le',
      scope: 'shared',
      unknown: true,
      expected: true,
      expectedWhen: { field: 'status', is: ['signee', 'avenant'] },
      column: 'shown',
    },
    status: {
      kind: 'choice',
      label: 'État',
      scope: 'shared',
      expected: true,
      column: 'shown',
      options: {
        'a-signer': 'À signer',
        signee: 'Signée',
        avenant: 'Avenant en cours',
        echue: 'Échue',
        resiliee: 'Résiliée',
      },
    },
    noticeDate: {
      kind: 'date',
      label: 'Préavis à donner avant le',
      scope: 'private',
      section: 'Suivi',
      hint: 'Trois mois avant la date anniversaire.',
    },
    file: { kind: 'file', label: 'Convention numérisée', scope: 'private', section: 'Suivi' },
    comment: { kind: 'longText', label: 'Commentaire', scope: 'private', section: 'Suivi' },
  },
  rules: [
    inOrder('from', 'to', 'La fin de la convention doit suivre son début.'),
    {
      level: 'warn',
      fields: ['signedAt'],
      check: (values) =>
        values.status === 'signee' && !values.signedAt
          ? 'Convention signée : écrivez la date de signature, ou « inconnue ».'
          : null,
    },
  ],
})
