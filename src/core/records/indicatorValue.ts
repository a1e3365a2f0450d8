import { indicatorSets } from '../reference/indicators'
import { defineRecord } from '../schema/record'

const labels: { readonly [code: string]: string } = Object.fromEntries(
  indicatorSets.flatMap((set) => set.indicators.map((indicator) => [indicator.code, indicator.label])),
)

/** Counts of young people, parents and situations préoccupantes, in whichever set. */
const masked = indicatorSets.flatMap((set) =>
  set.indicators.flatMap((indicator) => (indicator.masked ? [indicator.code] : [])),
)

/** One figure of a transmission. */
export const indicatorValue = defineRecord({
  name: 'indicatorValue',
  title: 'Indicateurs transmis',
  one: 'un indicateur transmis',
  partition: 'yearly',
  owner: 'department',
  naming: ['indicator'],
  sections: ['Indicateur'],
  fields: {
    submissionId: {
      kind: 'ref',
      label: 'Transmission',
      scope: 'shared',
      to: 'submission',
      required: true,
      readOnly: true,
      column: 'shown',
    },
    indicator: {
      kind: 'choice',
      label: 'Indicateur',
      scope: 'shared',
      options: labels,
      open: true,
      required: true,
      readOnly: true,
      column: 'shown',
    },
    value: {
      kind: 'decimal',
      label: 'Valeur',
      scope: 'shared',
      digits: 2,
      maskedFor: { field: 'indicator', is: masked },
      readOnly: true,
      column: 'shown',
    },
    flag: {
      kind: 'choice',
      label: 'Qualité',
      scope: 'shared',
      readOnly: true,
      column: 'shown',
      options: {
        exact: 'Complet',
        partiel: 'Partiel',
        estime: 'Estimé',
        masque: 'Masqué (moins de 5)',
        'non-suivi': 'Non suivi',
      },
    },
  },
})
