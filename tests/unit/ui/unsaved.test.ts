import { expect, test } from 'vitest'
import { openUnsaved } from '../../../src/renderer/ui/unsaved'

test('what is kept on the disk as it was typed is not among what closing the page would lose', async () => {
  const unsaved = openUnsaved()
  unsaved.add({ what: '« Courriel »', save: () => Promise.resolve(true) })
  unsaved.add({ what: '« Ajouter le versement »', keptAt: { form: 'payment/f1' } })
  unsaved.add({
    what: '« Montant »',
    save: () => Promise.resolve(false),
    keptAt: { record: 'f1', field: 'granted' },
  })
  const stop = unsaved.add({ what: 'l’import en cours' })

  expect(unsaved.all()).toEqual(['« Courriel »', 'l’import en cours'])
  expect(await unsaved.save()).toEqual(['l’import en cours'])
  expect(unsaved.waiting().map(({ what }) => what)).toEqual(['« Ajouter le versement »', '« Montant »'])
  stop()
  expect(await unsaved.save()).toEqual([])
})
