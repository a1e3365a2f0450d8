import { describe, expect, test } from 'vitest'
import { youngPeopleIn } from '../../../src/core/schema/youngPeople'

describe('what looks like a young person', () => {
  test.each([
    ['Échange avec Léa, 15 ans, sur le harcèlement', ['Léa, 15 ans']],
    ['Jean-Noël (16 ans) revient', ['Jean-Noël (16 ans']],
    ['Kévin a 14 ans', ['Kévin a 14 ans']],
    ['Inès, âgée de 13 ans', ['Inès, âgée de 13 ans']],
    ['la jeune Yasmine ne vient plus', ['la jeune Yasmine']],
    ['un collégien Tom', ['un collégien Tom']],
  ])('is found in « %s »', (text, found) => {
    expect(youngPeopleIn(text)).toEqual(found)
  })

  test.each([
    'Depuis 15 ans, le réseau grandit',
    'Pour les 12-17 ans, un atelier',
    'Environ 20 ans de recul',
    'Mme Martin, 45 ans de métier',
    'La convention court sur 3 ans',
    'Les jeunes de la Manche',
    'Moins de 12 ans, 12-17 ans, plus de 25 ans',
  ])('is not seen in « %s »', (text) => {
    expect(youngPeopleIn(text)).toEqual([])
  })

  test('is told once, however often it is written', () => {
    expect(youngPeopleIn('Léa, 15 ans. Puis Léa, 15 ans.')).toEqual(['Léa, 15 ans'])
  })
})
