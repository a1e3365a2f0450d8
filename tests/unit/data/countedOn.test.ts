import './support' // first: it brings the databases
import { expect, test } from 'vitest'
import { createRecord, type NewRecord } from '../../../src/core/commands/createRecord'
import { editRecord } from '../../../src/core/commands/editRecord'
import { mergeDuplicates } from '../../../src/core/commands/mergeDuplicates'
import { restoreRecords, trashRecords } from '../../../src/core/commands/trashRecords'
import type { Workspace } from '../../../src/renderer/data/workspace'
import { apart, receive, written, type Cell } from './colleague'
import { manche, openWorkspaces, surroundings } from './support'

const theirs = (desk: Workspace, room: string, cells: readonly Cell[], author?: string): Promise<void> =>
  receive(desk, room, written(room, cells, author))

const open = async (): Promise<Workspace> => (await manche(openWorkspaces(surroundings()))).workspace

async function make(desk: Workspace, record: NewRecord): Promise<string> {
  const made = await desk.run(createRecord, record)
  if (!made.ok || made.value.made === undefined) throw new Error(JSON.stringify(made))
  return made.value.made
}

const person = { firstName: 'Ada', lastName: 'Zébulon' }

test.each(['promeneur', 'contact'])(
  'undoing the making of a %s, whose name is of two fields, spares it once a colleague has written in it',
  async (kind) => {
    const desk = await open()
    const id = await make(desk, { kind, values: person })
    await theirs(desk, 'dep-50-private', [[`${kind}/${id}/phone`, null, '+33233000000']])
    expect(await desk.undo()).toMatchObject({
      done: false,
      message: expect.stringContaining('Ada Zébulon a été modifiée depuis'),
    })
    expect(desk.rows.get(kind, id)?.values).toMatchObject({ ...person, phone: '+33233000000' })
    await desk.close()
  },
)

test('the same person on another computer is somebody else to an undo', async () => {
  const desk = await open()
  const id = await make(desk, { kind: 'structure', values: { name: 'MJC' } })
  const phone: Cell = [`structure/${id}/phone`, null, '+33233000000']
  await theirs(desk, 'dep-50-private', [phone], desk.identity.author)
  expect(await desk.undo()).toMatchObject({ done: false })
  expect(desk.rows.get('structure', id)?.values).toMatchObject({ name: 'MJC', phone: '+33233000000' })
  await desk.close()
})

test('a record that a colleague’s record names is not unmade, and one’s own that goes with it is', async () => {
  const desk = await open()
  const named = await make(desk, { kind: 'structure', values: { name: 'MJC' } })
  await theirs(desk, 'dep-50', [
    ['promeneur/P1/~created', null, true],
    ['promeneur/P1/firstName', null, 'Inès'],
    ['promeneur/P1/structureId', null, named],
  ])
  expect(await desk.undo()).toMatchObject({ done: false })
  expect(desk.rows.get('structure', named)?.values['name']).toBe('MJC')

  const alone = await make(desk, { kind: 'structure', values: { name: 'Foyer' } })
  const own = await make(desk, { kind: 'promeneur', values: { ...person, structureId: alone } })
  expect([await desk.undo(), await desk.undo()]).toMatchObject([{ done: true }, { done: true }])
  expect([desk.rows.get('promeneur', own), desk.rows.get('structure', alone)]).toEqual([undefined, undefined])
  expect(desk.rows.trash('structure')).toEqual([])
  await desk.close()
})

test('what a colleague wrote apart in a record that was unmade comes back with a question, and redo takes both', async () => {
  const desk = await open()
  const id = await make(desk, { kind: 'structure', values: { name: 'MJC du Port' } })
  const address: Cell = [`structure/${id}/address`, null, '3 quai Caligny']
  const colleague = await apart(desk, 'dep-50', written('dep-50', [address]))
  expect(await desk.undo()).toMatchObject({ done: true })
  expect(desk.rows.get('structure', id)).toBeUndefined()

  await colleague.arrive()
  expect(desk.overruled.get()).toMatchObject([{ kind: 'structure', record: id, is: 'trash' }])
  expect(await desk.redo()).toMatchObject({ done: true })
  expect(desk.rows.get('structure', id)).toMatchObject({
    deleted: false,
    values: { name: 'MJC du Port', address: '3 quai Caligny' },
  })
  await desk.close()
})

test('a record of derived id that was unmade is made again as a new one', async () => {
  const desk = await open()
  const promeneur = await make(desk, { kind: 'promeneur', values: person })
  const form = { kind: 'activityReport', values: { promeneurId: promeneur, period: '2026-03' } }
  const id = await make(desk, form)
  expect(await desk.undo()).toMatchObject({ done: true })
  expect(desk.rows.get('activityReport', id)).toBeUndefined()
  expect(await make(desk, form)).toBe(id)
  expect(desk.rows.get('activityReport', id)).toMatchObject({ deleted: false })
  await desk.close()
})

test('an undone « yes » takes what was shown by it back, and a redone card shows nothing against a « no »', async () => {
  const desk = await open()
  const id = await make(desk, { kind: 'promeneur', values: person })
  await desk.run(editRecord, { kind: 'promeneur', id, values: { publishOnDirectory: true } })
  await theirs(desk, 'dep-50-private', [
    ['publicCard/K1/consentAt', null, '2026-11-01'],
    ['publicCard/K1/consentFor/nom', null, true],
  ])
  await theirs(desk, 'dep-50', [
    ['publicCard/K1/~created', null, true],
    ['publicCard/K1/promeneurId', null, id],
    ['publicCard/K1/shownName', null, 'Ada Zébulon'],
  ])
  expect(await desk.undo()).toMatchObject({ done: true })
  expect(desk.rows.get('publicCard', 'K1')).toMatchObject({ deleted: true })
  expect(desk.rows.get('publicCard', 'K1')?.values['shownName']).toBeUndefined()

  const other = await make(desk, {
    kind: 'promeneur',
    values: { firstName: 'Bo', publishOnDirectory: true },
  })
  const card = await make(desk, {
    kind: 'publicCard',
    values: { promeneurId: other, shownName: 'Bo', consentAt: '2026-11-01', consentFor: ['nom'] },
  })
  await desk.undo()
  await theirs(desk, 'dep-50', [[`promeneur/${other}/publishOnDirectory`, true, false]])
  await desk.redo()
  expect(desk.rows.get('publicCard', card)?.values['shownName']).toBeUndefined()
  await desk.close()
})

test('an undo of a restore does not put back in the trash what a colleague has written in since', async () => {
  const desk = await open()
  const id = await make(desk, { kind: 'structure', values: { name: 'MJC' } })
  await desk.run(trashRecords, { kind: 'structure', ids: [id] })
  await desk.run(restoreRecords, { kind: 'structure', ids: [id] })
  await theirs(desk, 'dep-50-private', [[`structure/${id}/phone`, null, '+33233000000']])
  expect(await desk.undo()).toMatchObject({
    done: false,
    message: expect.stringContaining('modifiée depuis'),
  })
  expect(desk.rows.get('structure', id)).toMatchObject({
    deleted: false,
    values: { phone: '+33233000000' },
  })
  await desk.close()
})

test('a redo of a trash puts in the trash what was written before it, and not what was written since', async () => {
  const desk = await open()
  const [known, since] = [
    await make(desk, { kind: 'structure', values: { name: 'MJC' } }),
    await make(desk, { kind: 'structure', values: { name: 'Foyer' } }),
  ]
  await theirs(desk, 'dep-50-private', [[`structure/${known}/phone`, null, '+33233000000']])
  await desk.run(trashRecords, { kind: 'structure', ids: [known, since] })
  expect(await desk.undo()).toMatchObject({ done: true })
  await theirs(desk, 'dep-50-private', [[`structure/${since}/phone`, null, '+33233000001']])
  expect(await desk.redo()).toMatchObject({ done: true, message: expect.stringContaining('Foyer') })
  expect([known, since].map((id) => desk.rows.get('structure', id)?.deleted)).toEqual([true, false])
  await desk.close()
})

test('a redo of « même fiche » is whole or nothing: what a colleague wrote in the other record keeps both', async () => {
  const desk = await open()
  const [kept, dropped] = [
    await make(desk, { kind: 'structure', values: { name: 'MJC' } }),
    await make(desk, { kind: 'structure', values: { name: 'MJC' } }),
  ]
  const member = await make(desk, { kind: 'promeneur', values: { ...person, structureId: dropped } })
  await desk.run(mergeDuplicates, { merges: [{ kind: 'structure', ids: [kept, dropped] }] })
  expect(desk.rows.get('promeneur', member)?.values['structureId']).toBe(kept)
  expect(await desk.undo()).toMatchObject({ done: true })
  await theirs(desk, 'dep-50-private', [[`structure/${dropped}/phone`, null, '+33233000000']])
  expect(await desk.redo()).toMatchObject({ done: false })
  expect(desk.rows.list('structure')).toHaveLength(2)
  expect(desk.rows.get('promeneur', member)?.values['structureId']).toBe(dropped)
  await desk.close()
})
