import './support' // first: it brings the databases
import { expect, test } from 'vitest'
import { createRecord, type NewRecord } from '../../../src/core/commands/createRecord'
import { importRows } from '../../../src/core/commands/importRows'
import type { Workspace } from '../../../src/renderer/data/workspace'
import { apart, written } from './colleague'
import { manche, openWorkspaces, surroundings } from './support'

const open = async (): Promise<Workspace> => (await manche(openWorkspaces(surroundings()))).workspace

async function make(desk: Workspace, record: NewRecord): Promise<string> {
  const made = await desk.run(createRecord, record)
  if (!made.ok || made.value.made === undefined) throw new Error(JSON.stringify(made))
  return made.value.made
}

/** « Restaurer », where it is asked: in « À vérifier », and in the trash. */
const restoring = {
  question: async (desk: Workspace, id: string) => {
    const item = desk.overruled.get().find(({ record, is }) => record === id && is === 'trash')
    return item && desk.settle(item, 'restore')
  },
  trash: async (desk: Workspace, id: string) => {
    const row = desk.rows.trash('structure').find((one) => one.id === id)
    return row && desk.restore(row)
  },
}

test.each(['question', 'trash'] as const)(
  'a record whose making was undone comes back by the %s as it was made, with what a colleague wrote in it since',
  async (way) => {
    const desk = await open()
    const values = {
      name: 'MJC du Port',
      phone: '+33233000000',
      ages: ['11_15'],
      website: 'https://mjc.example',
    }
    const id = await make(desk, { kind: 'structure', values })
    const theirs = await apart(desk, 'dep-50', (doc) => {
      written('dep-50', [
        [`structure/${id}/address`, null, '3 quai Caligny'],
        [`structure/${id}/website`, 'https://mjc.example', 'https://port.example'],
      ])(doc)
    })
    expect(await desk.undo()).toMatchObject({ done: true })
    await theirs.arrive()
    expect(desk.rows.get('structure', id)).toMatchObject({ deleted: true })

    expect(await restoring[way](desk, id)).toMatchObject({ ok: true })
    const row = desk.rows.get('structure', id)
    expect(row).toMatchObject({ deleted: false, pending: false })
    expect(row?.values).toMatchObject({
      ...values,
      website: row?.values['website'],
      address: '3 quai Caligny',
    })
    // What was written apart from what the undo cleared is theirs, or is asked about with it.
    const asked = desk.overruled
      .get()
      .flatMap(({ is, field, heads }) => (is === 'edit' ? [{ field, heads }] : []))
    const told = [row?.values['website'], ...asked.flatMap(({ heads }) => heads.map(({ value }) => value))]
    expect(told).toContain('https://port.example')
    // Somebody counts on it by now: the undo of this spares it, as that of its making would.
    expect(await desk.undo()).toMatchObject({ done: false })
    expect(desk.rows.get('structure', id)).toMatchObject({ deleted: false, values: { name: 'MJC du Port' } })
    await desk.close()
  },
)

test('what was written since in a cell that the undo cleared is left, be it empty', async () => {
  const desk = await open()
  const id = await make(desk, {
    kind: 'structure',
    values: { name: 'MJC du Port', website: 'https://a.example' },
  })
  const address = await apart(
    desk,
    'dep-50',
    written('dep-50', [[`structure/${id}/address`, null, '3 quai']]),
  )
  await desk.undo()
  await address.arrive()
  const after = await apart(
    desk,
    'dep-50',
    written('dep-50', [
      [`structure/${id}/name`, null, 'Maison du Port'],
      [`structure/${id}/website`, null, 'https://b.example'],
    ]),
  )
  await after.arrive()
  const cleared = await apart(
    desk,
    'dep-50',
    written('dep-50', [[`structure/${id}/website`, 'https://b.example', null]], 'zoe'),
  )
  await cleared.arrive()
  expect(await restoring.trash(desk, id)).toMatchObject({ ok: true })
  expect(desk.rows.get('structure', id)?.values).toMatchObject({ name: 'Maison du Port' })
  expect(desk.rows.get('structure', id)?.values['website']).toBeUndefined()
  await desk.close()
})

test('a record that it names and that the same undo unmade comes back with it', async () => {
  const desk = await open()
  const records = [
    { kind: 'structure', id: 'S1', before: undefined, values: { name: 'MJC du Port' } },
    { kind: 'structure', id: 'S2', before: undefined, values: { name: 'Foyer du Parc' } },
    { kind: 'promeneur', id: 'P1', before: undefined, values: { firstName: 'Ada', structureId: 'S1' } },
  ]
  expect(await desk.run(importRows, { records })).toMatchObject({ ok: true })
  const theirs = await apart(
    desk,
    'dep-50',
    written('dep-50', [['promeneur/P1/specialty/emploi', null, true]]),
  )
  expect(await desk.undo()).toMatchObject({ done: true })
  await theirs.arrive()
  expect(await restoring.question(desk, 'P1')).toMatchObject({ ok: true })
  expect(desk.rows.get('promeneur', 'P1')?.values).toMatchObject({ firstName: 'Ada', structureId: 'S1' })
  expect(desk.rows.list('structure')).toMatchObject([{ id: 'S1', values: { name: 'MJC du Port' } }])
  await desk.close()
})
