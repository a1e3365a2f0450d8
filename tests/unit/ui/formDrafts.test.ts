import { expect, test } from 'vitest'
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

test('what the id of a record is made of is taken when its form is first kept, and outlives the window', () => {
  let count = 0
  const newOwn = (): string => `own-${++count}`
  const kept = shelf()
  const form = { place: 'new/structure/50', kind: 'structure', label: 'Nouvelle structure' }
  const drafts = openFormDrafts(undefined, kept, [], newOwn)
  expect(drafts.own(form.place)).toBeUndefined()
  drafts.set({ ...form, values: { name: 'MJC' } })
  drafts.set({ ...form, values: { name: 'MJC du Port' } })
  expect(drafts.own(form.place)).toBe('own-1')

  const next = openFormDrafts(undefined, kept, [...kept.forms.values()], newOwn)
  next.set({ ...form, values: { name: 'MJC du Grand Port' } })
  expect(next.own(form.place)).toBe('own-1')
  next.forget(form.place)
  next.set({ ...form, values: { name: 'Une autre' } })
  expect(next.own(form.place)).toBe('own-2')
})

test('what cannot be read of a form is kept beside its values, and is gone once it is read', () => {
  const kept = shelf()
  const form = { place: 'new/promeneur/50', kind: 'promeneur', label: 'Nouveau promeneur' }
  const drafts = openFormDrafts(undefined, kept, [], () => 'own')
  drafts.set({ ...form, values: { firstName: 'Maëlle' } })
  drafts.unread(form, 'email').keep('maelle(at)ex.fr')
  drafts.set({ ...form, values: { firstName: 'Maëlle', lastName: 'Roy' } })

  const next = openFormDrafts(undefined, kept, [...kept.forms.values()], () => 'own')
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
