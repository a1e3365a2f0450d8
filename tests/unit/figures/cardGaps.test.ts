import { expect, test } from 'vitest'
import { complianceGaps } from '../../../src/core/figures/compliance'
import type { AnyValues } from '../../../src/core/schema/record'
import { rowsOf } from '../../support/rows'

const today = '2026-11-22'
const consent = { consentAt: '2026-01-10', consentFor: ['nom', 'telephone'] }

function told(publishOnDirectory: boolean, card: AnyValues, sharedOnly = false): readonly string[] {
  const rows = rowsOf([
    { kind: 'promeneur', id: 'P1', values: { firstName: 'Ada', lastName: 'Zébulon', publishOnDirectory } },
    { kind: 'publicCard', id: 'K1', values: { promeneurId: 'P1', shownName: 'Ada Zébulon', ...card } },
  ])
  return complianceGaps(rows, today, { sharedOnly })
    .filter(({ nature }) => nature === 'card')
    .map(({ kind, id, who, what }) => `${kind}/${id} ${who}\u00a0: ${what}`)
}

test('a card that shows something against a « no », without consent or past its end is said, where the consent is held', () => {
  const without = ['publicCard/K1 Ada Zébulon\u00a0: fiche publique montrée sans accord']
  expect(told(true, consent)).toEqual([])
  expect(told(true, { ...consent, consentUntil: today })).toEqual([])
  expect(told(false, consent)).toEqual(without)
  expect(told(true, {})).toEqual(without)
  expect(told(true, { ...consent, shownEmail: 'ada@exemple.fr' })).toEqual(without)
  expect(told(true, { ...consent, consentUntil: '2026-11-21' })).toEqual([
    'publicCard/K1 Ada Zébulon\u00a0: fiche publique\u00a0: consentement échu le 21/11/2026',
  ])
  // Who shows nothing breaks nothing; and whoever does not hold the consent cannot say that it is missing.
  expect(told(false, { ...consent, shownName: null })).toEqual([])
  expect(told(true, {}, true)).toEqual([])
})
