import { expect, test } from 'vitest'
import { createRecord } from '../../../src/core/commands/createRecord'
import { editRecord } from '../../../src/core/commands/editRecord'
import { trashRecords } from '../../../src/core/commands/trashRecords'
import type { Workspace } from '../../../src/renderer/data/workspace'
import './support'
import { joined, newDesk, startServer, until } from './desks'
import { level } from './structures'

const names = (workspace: Workspace, kind: string, field: string): unknown[] =>
  workspace.rows.list(kind).map((row) => row.values[field])

for (const sockets of [true, false])
  test(`two coordinators and the committee hold the same, ${sockets ? 'by socket' : 'by exchange alone'}`, async () => {
    await using server = await startServer()
    const tag = sockets ? 's' : 'x'
    const [lea, nour, paris] = [
      newDesk(`lea-${tag}`, { sockets }),
      newDesk(`nour-${tag}`, { sockets }),
      newDesk(`paris-${tag}`, { sockets }),
    ]
    const a = await joined(lea, server, 'coordinator', 'Léa')
    const b = await joined(nour, server, 'coordinator', 'Nour')
    const n = await joined(paris, server, 'national', 'Comité')
    await until(() => level(a) && level(b) && level(n), 'all level')
    await a.run(createRecord, {
      kind: 'promeneur',
      values: { firstName: 'Ada', lastName: 'Zébulon', email: 'ada@test.example' },
    })
    await until(() => level(a), 'sent')
    await until(
      () => names(b, 'promeneur', 'lastName').includes('Zébulon'),
      'the colleague sees the whole record',
      20_000,
    )
    await until(
      () => names(n, 'promeneur', 'firstName').includes('Ada'),
      'the committee sees what is shared',
      30_000,
    )
    expect(names(n, 'promeneur', 'lastName')).toEqual([undefined])
    await until(() => b.authorName(a.identity.author) === 'Léa', 'the colleague knows who wrote')
    expect(n.authorName(a.identity.author)).toBe('quelqu’un')
    await Promise.all([a.close(), b.close(), n.close()])
  }, 60_000)

test('the first record of another year reaches whoever is level already', async () => {
  await using server = await startServer()
  const [lea, nour] = [newDesk('lea-y', { sockets: false }), newDesk('nour-y', { sockets: false })]
  const a = await joined(lea, server, 'coordinator', 'Léa')
  const b = await joined(nour, server, 'coordinator', 'Nour')
  await until(() => level(a) && level(b), 'level')
  await a.run(createRecord, { kind: 'meeting', values: { title: 'Ancien Copil', date: '2019-03-12' } })
  await until(() => names(b, 'meeting', 'title').includes('Ancien Copil'), 'the colleague has it', 20_000)
  await Promise.all([a.close(), b.close()])
}, 60_000)

test('two filled workspaces that meet merge, replace nothing, and show what was overruled on both sides', async () => {
  await using server = await startServer()
  const [lea, nour] = [newDesk('lea-m'), newDesk('nour-m')]
  const alone = await lea.workspaces.create({ department: '50', name: 'Léa' })
  if (!alone.ok) throw new Error(alone.error)
  const before = await lea.workspaces.open(alone.value.id)
  if (!before.ok) throw new Error(before.error.message)
  await before.value.run(createRecord, { kind: 'structure', values: { name: 'Maison des jeunes' } })
  await before.value.close()

  const b = await joined(nour, server, 'coordinator', 'Nour')
  await b.run(createRecord, { kind: 'structure', values: { name: 'Centre social' } })
  const a = await joined(lea, server, 'coordinator', 'Léa')
  const both = ['Centre social', 'Maison des jeunes']
  const has = (w: Workspace) => JSON.stringify(names(w, 'structure', 'name').sort()) === JSON.stringify(both)
  await until(() => has(a) && has(b) && level(a) && level(b), 'the union on both sides', 20_000)

  const id = a.rows.list('structure').find((row) => row.values['name'] === 'Centre social')?.id ?? ''
  lea.plug(false)
  nour.plug(false)
  await a.run(editRecord, { kind: 'structure', id, values: { name: 'Centre social de Léa' } })
  await b.run(editRecord, { kind: 'structure', id, values: { name: 'Centre social de Nour' } })
  expect(a.sync.get()).toMatchObject({ is: 'offline', cause: 'no-network', unsent: 1 })
  lea.plug(true)
  nour.plug(true)
  await until(
    () => a.overruled.get().length === 1 && b.overruled.get().length === 1,
    'the case on both sides',
    20_000,
  )
  expect(a.overruled.get()).toEqual(b.overruled.get())
  const [item] = a.overruled.get()
  const keep = item?.heads.find((head) => head.value === 'Centre social de Nour')
  if (!item || !keep) throw new Error('no case')
  expect((await a.settle(item, keep.item)).ok).toBe(true)
  await until(() => a.overruled.get().length === 0 && b.overruled.get().length === 0, 'closed on both sides')
  expect(b.rows.get('structure', id)?.values['name']).toBe('Centre social de Nour')
  await a.run(trashRecords, { kind: 'structure', ids: [id] })
  await until(() => b.rows.get('structure', id)?.deleted === true, 'trashed on both sides')
  await Promise.all([a.close(), b.close()])
}, 60_000)

test('an attachment follows its record to the colleague, and not to the committee', async () => {
  await using server = await startServer()
  const [a, b] = [await joined(newDesk('file-a'), server), await joined(newDesk('file-b'), server)]
  const n = await joined(newDesk('file-n'), server, 'national', 'Comité')
  const hash = await a.putFile(new TextEncoder().encode('une charte signée'))
  let seen: Uint8Array | undefined
  await until(
    () => {
      void b.getFile(hash).then((bytes) => (seen = bytes))
      return seen !== undefined
    },
    'the colleague has the file',
    30_000,
  )
  expect(new TextDecoder().decode(seen)).toBe('une charte signée')
  expect(await n.getFile(hash)).toBeUndefined()
  await Promise.all([a.close(), b.close(), n.close()])
}, 60_000)
