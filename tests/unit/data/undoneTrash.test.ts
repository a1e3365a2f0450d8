import './support' // first: it brings the databases
import { expect, test } from 'vitest'
import { createRecord } from '../../../src/core/commands/createRecord'
import { mergeDuplicates } from '../../../src/core/commands/mergeDuplicates'
import { trashRecords } from '../../../src/core/commands/trashRecords'
import { receive, written } from './colleague'
import { add } from './structures'
import { manche, openWorkspaces, surroundings } from './support'

test('an undone trash brings back a record that names whom a colleague’s « même fiche » kept meanwhile', async () => {
  const { workspace: desk } = await manche(openWorkspaces(surroundings()))
  const ids = []
  for (const name of ['MJC du Port', 'MJC du port']) {
    const made = await add(desk, name)
    ids.push((made.ok && made.value.made) || '')
  }
  const [kept = '', dropped = ''] = ids
  const made = await desk.run(createRecord, {
    kind: 'promeneur',
    values: { firstName: 'Ada', structureId: dropped },
  })
  const id = (made.ok && made.value.made) || ''
  await desk.run(trashRecords, { kind: 'promeneur', ids: [id] })
  await receive(desk, 'dep-50', written('dep-50', [[`structure/${dropped}/~deleted`, null, true]]))
  await receive(
    desk,
    'dep-50-private',
    written('dep-50-private', [[`structure/${dropped}/mergedInto`, null, kept]]),
  )
  expect(await desk.undo()).toMatchObject({ done: true })
  expect(desk.rows.get('promeneur', id)).toMatchObject({ deleted: false, values: { structureId: kept } })
  await desk.close()
})

test('an undone merge brings all of it back as it was', async () => {
  const { workspace: desk } = await manche(openWorkspaces(surroundings()))
  const ids = []
  for (const name of ['MJC du Port', 'MJC du port']) {
    const made = await add(desk, name)
    const id = (made.ok && made.value.made) || ''
    ids.push(id)
    const values = { firstName: 'Ada', lastName: 'Z', structureId: id }
    await desk.run(createRecord, { kind: 'contact', values })
  }
  const before = ['structure', 'contact'].map((kind) => desk.rows.list(kind).map(({ values }) => values))
  const [kept = '', dropped = ''] = ids
  await desk.run(mergeDuplicates, { merges: [{ kind: 'structure', ids: [kept, dropped] }] })
  expect(desk.rows.list('contact')).toHaveLength(1) // they said the same, and followed
  expect(await desk.undo()).toMatchObject({ done: true })
  expect(['structure', 'contact'].map((kind) => desk.rows.list(kind).map(({ values }) => values))).toEqual(
    before,
  )
  await desk.close()
})
