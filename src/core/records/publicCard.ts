import { defineRecord } from '../schema/record'

/**
 * What the national directory may show of a promeneur: only what a consent and « Publié » allow.
 * It is trashed, and its room compacted, when the consent is withdrawn.
 */
export const publicCard = defineRecord({
  name: 'publicCard',
  title: 'Fiches publiques',
  one: 'une fiche publique',
  partition: 'base',
  owner: 'department',
  naming: ['shownName'],
  sections: ['Publié', 'Consentement'],
  fields: {
    promeneurId: {
      kind: 'ref',
      label: 'Promeneur',
      scope: 'shared',
      to: 'promeneur',
      required: true,
      column: 'shown',
    },
    shownName: { kind: 'text', label: 'Nom affiché', scope: 'shared', required: true, column: 'shown' },
    shownEmail: { kind: 'email', label: 'Courriel affiché', scope: 'shared', column: 'shown' },
    shownPhone: { kind: 'phone', label: 'Téléphone affiché', scope: 'shared', column: 'shown' },
    shownUrl: { kind: 'url', label: 'Lien affiché', scope: 'shared', column: 'shown' },
    consentAt: {
      kind: 'date',
      label: 'Consentement donné le',
      scope: 'private',
      expected: true,
      section: 'Consentement',
    },
    consentFor: {
      kind: 'choices',
      label: 'Consentement à publier',
      scope: 'private',
      section: 'Consentement',
      options: { nom: 'Nom', mail: 'Courriel', telephone: 'Téléphone', lien: 'Lien vers un profil' },
    },
    consentUntil: { kind: 'date', label: 'Valable jusqu’au', scope: 'private', section: 'Consentement' },
    consentWithdrawnAt: { kind: 'date', label: 'Retiré le', scope: 'private', section: 'Consentement' },
    consentFile: { kind: 'file', label: 'Consentement écrit', scope: 'private', section: 'Consentement' },
  },
  rules: [
    {
      level: 'refuse',
      fields: ['shownName', 'consentAt'],
      check: (values) =>
        values.shownName && (!values.consentAt || values.consentWithdrawnAt)
          ? 'Rien ne se publie sans le consentement de la personne : remplissez sa date.'
          : null,
    },
  ],
})
