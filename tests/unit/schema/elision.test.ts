import { expect, test } from 'vitest'
import { ofName } from '../../../src/core/schema/elision'

test('« de » is shortened before a vowel and an h that is not heard, and nowhere else', () => {
  const elided = [
    'Élodie',
    'Anaïs',
    'Œuvre des mères',
    'Espace jeunes',
    'UDAF',
    'Hélène',
    'Habitat jeunes',
    'Yves',
  ]
  for (const name of elided) expect(ofName(name)).toBe(`d’${name}`)
  const whole = [
    'Léa',
    'Yann',
    'Hassan',
    'Hameau des Dunes',
    'Onze',
    '2026 · FPT',
    '(une fiche sans nom)',
    '',
  ]
  for (const name of whole) expect(ofName(name)).toBe(`de ${name}`)
})
