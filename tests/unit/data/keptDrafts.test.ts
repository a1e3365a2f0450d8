import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { WorkspaceDatabase } from '../../../src/renderer/data/database'
import { openKeptDrafts } from '../../../src/renderer/data/keptDrafts'
import { createSeal, importDataKey, newDataKey } from '../../../src/renderer/data/seal'

const draft = {
  record: '0c1f2e',
  field: 'address',
  text: '12 quai de l’Ouest',
  began: '3 rue du Port',
  why: '',
}

test('a draft is kept sealed until it is forgotten, the last text of a field alone', async () => {
  const seal = createSeal([await importDataKey(newDataKey())])
  const db = new WorkspaceDatabase('drafts-1')
  await db.found()
  const kept = await openKeptDrafts(db, seal)
  expect(kept.found).toEqual([])
  void kept.keep({ ...draft, text: '12 quai' })
  await kept.keep(draft)
  await kept.keep({ ...draft, field: 'email', text: 'pas une adresse', began: null })
  const disk = JSON.stringify(await db.meta.toArray(), (_key, value: unknown) =>
    value instanceof Uint8Array ? new TextDecoder().decode(value) : value,
  )
  expect(disk).not.toContain('quai')
  expect(disk).not.toContain('adresse')

  const again = await openKeptDrafts(db, seal)
  expect(again.found).toContainEqual(draft)
  expect(again.found).toHaveLength(2)
  await again.forget(draft.record, draft.field)
  expect((await openKeptDrafts(db, seal)).found.map(({ field }) => field)).toEqual(['email'])
})

test('a draft under a key that is gone is left where it is, and a closed workspace keeps nothing more', async () => {
  const db = new WorkspaceDatabase('drafts-2')
  await db.found()
  const kept = await openKeptDrafts(db, createSeal([await importDataKey(newDataKey())]))
  void kept.keep(draft)
  await kept.close()
  await kept.keep({ ...draft, field: 'email' })
  expect(await db.meta.where('key').startsWith('typed/').count()).toBe(1)
  expect((await openKeptDrafts(db, createSeal([await importDataKey(newDataKey())]))).found).toEqual([])
  expect(await db.meta.where('key').startsWith('typed/').count()).toBe(1)
})

test('a form is kept sealed until it is forgotten, as it was last filled in', async () => {
  const seal = createSeal([await importDataKey(newDataKey())])
  const db = new WorkspaceDatabase('drafts-3')
  await db.found()
  const kept = await openKeptDrafts(db, seal)
  const form = {
    place: 'new/contact/50',
    kind: 'contact',
    label: 'Nouveau contact',
    values: { lastName: 'Essai' },
  }
  void kept.keepForm({ ...form, values: { lastName: 'Ess' } })
  expect(await kept.keepForm(form)).toBe(true)
  const again = await openKeptDrafts(db, seal)
  expect(again).toMatchObject({ found: [], foundForms: [form] })
  await again.forgetForm(form.place)
  expect((await openKeptDrafts(db, seal)).foundForms).toEqual([])
  await again.close()
  expect(await again.keepForm(form)).toBe(false)
})
