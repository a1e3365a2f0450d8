import { expect, test } from 'vitest'
import { promeneurGaps } from '../../../src/core/figures/promeneurGaps'
import type { AnyValues } from '../../../src/core/schema/record'
import { rowsOf } from '../../support/rows'

const today = '2026-11-22'
const whole = ['nom', 'photo', 'logo', 'demarche', 'contact', 'annuaire', 'permanence']

/** What is missing of one promeneur, whose charte is signed, around whom these records stand. */
function missing(values: AnyValues, around: { readonly [id: string]: AnyValues } = {}, sharedOnly = false) {
  const rows = rowsOf([
    {
      kind: 'promeneur',
      id: 'A1',
      values: { firstName: 'Inès', status: 'actif', charteSigned: true, ...values },
    },
    ...Object.entries(around).map(([id, held]) => ({ kind: id.replace(/^.*\.|\d/g, ''), id, values: held })),
  ])
  return promeneurGaps(rows, today, { space: '50', sharedOnly }).map(({ nature, what }) => [nature, what])
}

const ready = {
  socialAccount1: { promeneurId: 'A1', network: 'instagram' },
  '2023.training1': { title: 'Socle', level: 'initiale', date: '2023-03-01' },
  '2023.attendance1': { trainingId: '2023.training1', personId: 'A1', status: 'present' },
}

test('nothing is missing of a profile with its seven points, one account and an initial training', () => {
  expect(missing({ profileChecklist: whole }, ready)).toEqual([])
})

test('a profile says which points of the charte it does not show, and one never looked at says that alone', () => {
  expect(missing({ profileChecklist: whole.slice(0, 5) }, ready)).toEqual([
    ['profile', 'profil à compléter\u00a0: Lien vers l’annuaire, Permanence'],
  ])
  expect(missing({}, ready)).toEqual([['profile', 'profil à comparer à la charte']])
})

test('an account that was closed, a training of another level and an absence do not count', () => {
  const gone = {
    socialAccount1: { ...ready.socialAccount1, to: '2026-01-31' },
    '2023.training1': { title: 'Socle', level: 'initiale' },
    '2023.attendance1': { ...ready['2023.attendance1'], status: 'absent' },
    '2024.training2': { title: 'Suite', level: 'continue' },
    '2024.attendance2': { trainingId: '2024.training2', personId: 'A1', status: 'present' },
  }
  expect(missing({ profileChecklist: whole }, gone)).toEqual([
    ['account', 'aucun compte sur un réseau'],
    ['training', 'aucune formation initiale suivie'],
  ])
})

test('nothing is asked of whoever is not active', () => {
  expect(missing({ status: 'candidat', charteSigned: null })).toEqual([])
  expect(missing({ status: 'sorti', charteSigned: null })).toEqual([])
})

test('who reads what is shared alone is told nothing of what only the private room could show', () => {
  expect(missing({}, {}, true)).toEqual([['account', 'aucun compte sur un réseau']])
})
