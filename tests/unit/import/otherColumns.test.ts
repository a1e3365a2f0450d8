import { expect, test } from 'vitest'
import { createRandom } from '../../support/random'
import { bring, desk, only, preview, sheet, total } from './desk'

const own = ['Structure', 'Commune']
const pij = ['PIJ', 'Valognes']

test('two columns of one heading are both kept, and the same file again changes nothing', () => {
  const at = desk(50)
  const file = sheet(
    'Structures',
    [...own, 'Remarque', 'Remarque', 'Remarque (2)'],
    [...pij, 'le lundi', 'en mai', 'non'],
  )
  bring(at, file)
  const said = 'Remarque : le lundi\nRemarque (3) : en mai\nRemarque (2) : non'
  expect(only(at, 'structure').values.otherColumns).toBe(said)
  expect(bring(at, file).records).toEqual([])
  expect(only(at, 'structure').values.otherColumns).toBe(said)
})

test('a heading that holds « : » takes its own new value, and no other’s', () => {
  const at = desk(51)
  const headings = [...own, 'Avis', 'Avis : 2024', 'Avis : 2025']
  bring(at, sheet('Structures', headings, [...pij, 'partagé', 'bon', 'moyen']))
  bring(at, sheet('Structures', headings, [...pij, 'partagé', 'bon', 'excellent']))
  expect(only(at, 'structure').values.otherColumns).toBe(
    'Avis : partagé\nAvis : 2024 : bon\nAvis : 2025 : excellent',
  )
})

test('a heading on two lines is one, and what was typed beside stays as it is', () => {
  const at = desk(52)
  const file = sheet('Structures', [...own, 'Avis\r\n2024 : fin'], [...pij, 'bon'])
  bring(at, file)
  expect(only(at, 'structure').values.otherColumns).toBe('Avis 2024 : fin : bon')
  expect(bring(at, file).records).toEqual([])
})

test('a day is kept as people write it, and what only looks like one as it stands in the file', () => {
  const at = desk(54)
  bring(at, sheet('Structures', [...own, 'Vu le', 'Code'], [...pij, '2024-03-05', '2024-13-45']))
  expect(only(at, 'structure').values.otherColumns).toBe('Vu le : 05/03/2024\nCode : 2024-13-45')
})

test('whatever its headings and cells, a file brought twice adds 0 and changes 0', () => {
  const random = createRandom(53)
  const words = ['Avis', 'Avis : 2024', 'Avis (2)', 'Avis : 2024 : bon', 'Colonne C', null, 'a : b']
  for (let round = 0; round < 150; round += 1) {
    const at = desk(100 + round)
    const extra = Array.from({ length: 2 + random.int(5) }, () => random.pick(words))
    const line = extra.map(() => random.pick(['bon', '2024 : bon', 'moyen', null, 'a : b : c']))
    const file = sheet('Structures', [...own, ...extra], [...pij, ...line])
    bring(at, file)
    const kept = String(only(at, 'structure').values.otherColumns ?? '').split('\n')
    const seen = `${JSON.stringify(extra)} ${JSON.stringify(line)}`
    expect(kept.filter((text) => text !== '').length, seen).toBe(line.filter((cell) => cell !== null).length)
    const again = preview(at, file)
    expect([total(again, 'added'), total(again, 'changed')], seen).toEqual([0, 0])
  }
})
