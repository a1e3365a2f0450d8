import { defineRecord } from '../schema/record'
import { indicatorValue } from './indicatorValue'

/** What the committee says of one indicator, or of the whole when none is named. */
export const remark = defineRecord({
  name: 'remark',
  title: 'Remarques du comité national',
  one: 'une remarque',
  partition: 'base',
  owner: 'committee',
  naming: ['indicator', 'text'],
  sections: ['Remarque'],
  fields: {
    reviewId: { kind: 'ref', label: 'Avis', scope: 'shared', to: 'review', required: true, column: 'shown' },
    indicator: {
      kind: 'choice',
      label: 'Indicateur',
      scope: 'shared',
      options: indicatorValue.fields.indicator.options,
      open: true,
      column: 'shown',
    },
    text: { kind: 'longText', label: 'Remarque', scope: 'shared', required: true, column: 'shown' },
  },
})
