import type { AnyValues, Rule, Taking } from '../schema/record'
import { inOrder, oneOf, withinWorkingWeek } from '../schema/rules'
import { isEmpty } from '../schema/validate'

/** What must, or should, hold between the fields of a promeneur. */
export const promeneurRules: readonly Rule[] = [
  oneOf('refuse', ['lastName', 'firstName'], 'Écrivez au moins un prénom ou un nom.'),
  withinWorkingWeek('weeklyPresence'),
  inOrder('entryDate', 'exitDate', 'La date de sortie doit suivre la date d’entrée.'),
  {
    level: 'warn',
    fields: ['charteSigned'],
    check: (values) =>
      values.charteSigned === false && values.charteSignedAt
        ? 'Une date de signature est remplie : la charte est-elle signée ?'
        : null,
  },
  {
    level: 'warn',
    fields: ['status'],
    check: (values) =>
      values.status === 'actif' && typeof values.exitDate === 'string'
        ? 'Une date de sortie est remplie : ce promeneur est-il encore actif ?'
        : null,
  },
  {
    level: 'warn',
    fields: ['photoConsentAt'],
    check: (values) =>
      values.photo && values.photoKind === 'personnelle' && !values.photoConsentAt
        ? 'Une photo personnelle demande une autorisation écrite.'
        : null,
  },
]

/** A day of signature says that the charte is signed, where nobody has said otherwise. */
export const charteTaking: Taking = {
  fields: ['charteSignedAt'],
  take: ({ charteSigned, charteSignedAt }): AnyValues =>
    isEmpty(charteSigned) && !isEmpty(charteSignedAt) ? { charteSigned: true } : {},
}
