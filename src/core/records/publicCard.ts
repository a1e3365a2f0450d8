import { isExpired, shownFields } from '../schema/leave'
import { defineRecord, type Leave, type Rule } from '../schema/record'

/** What a promeneur consents to, code and label, for each field of the card, and how a sentence names it. */
const shown = {
  shownName: { code: 'nom', label: 'Nom', named: 'le nom' },
  shownEmail: { code: 'mail', label: 'Courriel', named: 'le courriel' },
  shownPhone: { code: 'telephone', label: 'Téléphone', named: 'le téléphone' },
  shownUrl: { code: 'lien', label: 'Lien vers un profil', named: 'le lien vers un profil' },
} as const

/** By whose leave a public card shows what it shows. */
export const publicLeave: Leave = {
  shown: Object.fromEntries(Object.entries(shown).map(([field, { code }]) => [field, code])),
  consent: 'consentFor',
  since: 'consentAt',
  until: 'consentUntil',
  withdrawn: 'consentWithdrawnAt',
  about: 'promeneurId',
  flag: 'publishOnDirectory',
}

const namedByConsent = Object.entries(shown).map(([field, { code, named }]): Rule => ({
  level: 'refuse',
  fields: [field],
  check: ({ [field]: value, consentFor }) =>
    value && !(Array.isArray(consentFor) && consentFor.includes(code))
      ? `Le consentement ne porte pas sur ${named}.`
      : null,
}))

/**
 * What the national directory may show of a promeneur: only what a consent and « Publié » allow.
 * When the consent is withdrawn, or « Publié », nothing of it stays in what is shared.
 */
export const publicCard = defineRecord({
  name: 'publicCard',
  title: 'Fiches publiques',
  one: 'une fiche publique',
  partition: 'base',
  owner: 'department',
  // Not the name shown: whoever finds the card in the trash has to know whose it was.
  naming: ['promeneurId'],
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
      expected: true,
      section: 'Consentement',
      options: {
        [shown.shownName.code]: shown.shownName.label,
        [shown.shownEmail.code]: shown.shownEmail.label,
        [shown.shownPhone.code]: shown.shownPhone.label,
        [shown.shownUrl.code]: shown.shownUrl.label,
      },
      hint: 'Ce qui n’y est pas coché ne peut pas être affiché\u00a0; le décocher l’efface.',
    },
    consentUntil: { kind: 'date', label: 'Valable jusqu’au', scope: 'private', section: 'Consentement' },
    consentWithdrawnAt: {
      kind: 'date',
      label: 'Retiré le',
      scope: 'private',
      section: 'Consentement',
      hint: 'Efface ce qui est affiché, met cette fiche à la corbeille et retire «\u00a0Publié\u00a0» au promeneur.',
    },
    consentFile: { kind: 'file', label: 'Consentement écrit', scope: 'private', section: 'Consentement' },
  },
  rules: [
    {
      level: 'refuse',
      fields: [...Object.keys(shown), 'consentAt'],
      check: (values) =>
        shownFields(publicLeave, values).length > 0 && (!values.consentAt || values.consentWithdrawnAt)
          ? 'Rien ne se publie sans le consentement de la personne\u00a0: remplissez sa date.'
          : null,
    },
    ...namedByConsent,
  ],
  outerRules: [
    {
      fields: [...Object.keys(shown), 'promeneurId'],
      check(values, { get }) {
        const about =
          typeof values.promeneurId === 'string' ? get('promeneur', values.promeneurId) : undefined
        const isPublished = about?.deleted === false && about.values[publicLeave.flag] === true
        return shownFields(publicLeave, values).length === 0 || isPublished
          ? null
          : 'Cochez d’abord «\u00a0Publié sur l’annuaire national\u00a0» sur la fiche de ce promeneur, avec son accord.'
      },
    },
    {
      fields: Object.keys(shown),
      check: (values, { today }) =>
        shownFields(publicLeave, values).length > 0 && isExpired(publicLeave, values, today())
          ? 'Le consentement est échu\u00a0: demandez-le de nouveau, puis remplissez sa nouvelle date.'
          : null,
    },
  ],
  leave: publicLeave,
})
