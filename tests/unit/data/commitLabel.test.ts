import { expect, test } from 'vitest'
import { asSubject } from '../../../src/renderer/data/commitLabel'

test('what could not be undone is said with its article, and agrees', () => {
  const said = (label: string): string => {
    const { words, ending } = asSubject(label)
    return `${words} n’a pas été annulé${ending}`
  }
  expect(said('Modification de Gaël Marie')).toBe('La modification de Gaël Marie n’a pas été annulée')
  expect(said('Mise à la corbeille d’Élodie Roy')).toBe(
    'La mise à la corbeille d’Élodie Roy n’a pas été annulée',
  )
  expect(said('Import de 34\u00a0fiches')).toBe('L’import de 34\u00a0fiches n’a pas été annulé')
  expect(said('Choix de Gaël Marie')).toBe('Le choix de Gaël Marie n’a pas été annulé')
})
