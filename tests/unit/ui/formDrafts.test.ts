import { expect, test } from 'vitest'
import { openUnsaved } from '../../../src/renderer/ui/unsaved'
import { type Form, type FormShelf, openFormDrafts } from '../../../src/renderer/ui/formDrafts'

/** A shelf in memory that several windows open one after the other. */
function shelf(): FormShelf & { readonly forms: Map<string, Form> } {
  const forms = new Map<string, Form>()
  return {
    forms,
    keepForm(form) {
      forms.set(form.place, form)
      return Promise.resolve(true)
    },
    forgetForm(place) {
      forms.delete(place)
      return Promise.resolve()
    },
  }
}

const nothing = (): undefined => undefined

test('what the id of a record is made of is taken when its form is first kept, and outlives the window', () => {
  let count = 0
  const newOwn = (): string => `own-${++count}`
  const kept = shelf()
  const form = { place: 'new/structure/50', kind: 'structure', label: 'Nouvelle structure' }
  const drafts = openFormDrafts(undefined, kept, [], newOwn, nothing)
  expect(drafts.own(form.place)).toBeUndefined()
  drafts.set({ ...form, values: { name: 'MJC' } })
  drafts.set({ ...form, values: { name: 'MJC du Port' } })
  expect(drafts.own(form.place)).toBe('own-1')

  const next = openFormDrafts(undefined, kept, [...kept.forms.values()], newOwn, nothing)
  next.set({ ...form, values: { name: 'MJC du Grand Port' } })
  expect(next.own(form.place)).toBe('own-1')
  next.forget(form.place)
  next.set({ ...form, values: { name: 'Une autre' } })
  expect(next.own(form.place)).toBe('own-2')
})

test('what cannot be read of a form is kept beside its values, and is gone once it is read', () => {
  const kept = shelf()
  const form = { place: 'new/promeneur/50', kind: 'promeneur', label: 'Nouveau promeneur' }
  const drafts = openFormDrafts(undefined, kept, [], () => 'own', nothing)
  drafts.set({ ...form, values: { firstName: 'Maëlle' } })
  drafts.unread(form, 'email').keep('maelle(at)ex.fr')
  drafts.set({ ...form, values: { firstName: 'Maëlle', lastName: 'Roy' } })

  const next = openFormDrafts(undefined, kept, [...kept.forms.values()], () => 'own', nothing)
  expect(next.get(form.place)).toEqual({ firstName: 'Maëlle', lastName: 'Roy' })
  expect(next.unread(form, 'email').found).toBe('maelle(at)ex.fr')
  next.unread(form, 'email').keep(undefined)
  expect(kept.forms.get(form.place)?.texts).toEqual({})

  // A text alone is something begun; a form without values and texts is none.
  next.forget(form.place)
  next.unread(form, 'email').keep('rien d’autre')
  expect(kept.forms.size).toBe(1)
  next.unread(form, 'email').keep(undefined)
  expect(kept.forms.size).toBe(0)
})

test('lines begun at two records are told apart by their record, and whoever goes on with one is taken to it', () => {
  const unsaved = openUnsaved()
  const names: { readonly [place: string]: string } = { 'payment/a': '2026 · FPT', 'payment/b': '2025 · FPT' }
  const line = (place: string): Form => ({
    place,
    kind: 'payment',
    label: 'Ajouter le versement',
    values: { expectedAmount: 100 },
  })
  const found = [line('payment/a'), line('payment/b')]
  const drafts = openFormDrafts(
    unsaved,
    shelf(),
    found,
    () => 'own',
    (place) => names[place],
  )
  const close = drafts.open()
  expect(unsaved.waiting().map(({ what }) => what)).toEqual([
    '«\u00a0Ajouter le versement\u00a0» (2026 · FPT)',
    '«\u00a0Ajouter le versement\u00a0» (2025 · FPT)',
  ])
  const taken: string[] = []
  const leave = drafts.attend('payment/a', () => taken.push('a'))
  drafts.resume('payment/b')
  expect(taken).toEqual([])
  leave()
  drafts.attend('payment/b', () => taken.push('b'))
  expect(taken).toEqual(['b'])
  drafts.resume('payment/b')
  expect(taken).toEqual(['b', 'b'])
  // What was taken up is not once more, whenever its form is shown again.
  drafts.attend('payment/b', () => taken.push('again'))()
  expect(taken).toEqual(['b', 'b'])
  close()
})
