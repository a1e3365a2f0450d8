import './support'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { createRecord } from '../../../src/core/commands/createRecord'
import { CREATED } from '../../../src/core/document/cells'
import { newId } from '../../../src/core/document/ids'
import { type UpdateRow, WorkspaceDatabase } from '../../../src/renderer/data/database'
import { fillRandom } from '../../../src/renderer/data/fillRandom'
import type { Workspace } from '../../../src/renderer/data/workspace'
import { canonicalRows } from '../../support/canonical'
import { type Desk, joined, newDesk, reopened, startServer, until } from './desks'
import { add, groundOf, level, names } from './structures'
import { manche, openWorkspaces, reopen, surroundings } from './support'

const agree = (a: Workspace, b: Workspace): boolean => canonicalRows(a.rows) === canonicalRows(b.rows)

/** The own rows of the shared room, in order, as they lie on a closed desk's disk. */
async function ownRows(
  desk: Desk,
  use: (db: WorkspaceDatabase, rows: readonly UpdateRow[]) => Promise<unknown>,
): Promise<void> {
  const [entry] = await desk.workspaces.list()
  const db = new WorkspaceDatabase(entry?.id ?? '')
  await db.open()
  const rows = await db.updates.where('[room+seq]').between(['dep-50', 0], ['dep-50', Infinity]).toArray()
  await use(
    db,
    rows.filter((row) => row.own === 1),
  )
  db.close()
}

for (const sockets of [true, false]) {
  const way = sockets ? 'by socket' : 'by exchange'

  test(`[D8] a row that is gone from the log is missed, and brought back by the server, ${way}`, async () => {
    await using server = await startServer()
    const desk = newDesk(`gone-${sockets}`, { sockets })
    const b = await joined(newDesk(`gone-b-${sockets}`), server, 'coordinator', 'Nour')
    const a = await joined(desk, server)
    for (const name of ['Un', 'Deux', 'Trois', 'Quatre']) await add(a, name)
    await until(() => level(a) && names(b).length === 4, 'level')
    await a.close()
    await ownRows(desk, (db, rows) => db.updates.delete(rows[1]?.seq ?? 0))
    desk.plug(false)
    const again = await reopened(desk)
    await add(again, 'Cinq')
    desk.plug(true)
    await until(() => level(again) && names(b).length === 5 && agree(again, b), 'both agree', 30_000)
    expect(names(b)).toEqual(['Cinq', 'Deux', 'Quatre', 'Trois', 'Un'])
    await Promise.all([again.close(), b.close()])
  }, 90_000)

  test(`[D8] what was typed behind a row that spoilt before it was sent is made again and sent, ${way}`, async () => {
    await using server = await startServer()
    const desk = newDesk(`orphan-${sockets}`, { sockets })
    const b = await joined(newDesk(`orphan-b-${sockets}`), server, 'coordinator', 'Nour')
    const a = await joined(desk, server)
    await add(a, 'Ancien')
    await until(() => level(a) && names(b).length === 1, 'level')
    desk.plug(false)
    for (const name of ['Un', 'Deux', 'Trois', 'Quatre']) await add(a, name)
    await a.close()
    await ownRows(desk, (db, rows) => {
      const spoilt = rows.find(({ acked }) => acked === 0)
      if (!spoilt) throw new Error('nothing waits')
      return db.updates.put({ ...spoilt, sealed: spoilt.sealed.map((byte) => byte ^ 1) })
    })
    const again = await reopened(desk)
    await add(again, 'Cinq')
    desk.plug(true)
    await until(() => level(again) && names(b).length === 5 && agree(again, b), 'both agree', 30_000)
    expect(names(b)).toEqual(['Ancien', 'Cinq', 'Deux', 'Quatre', 'Trois'])
    expect(again.damaged.get().map(({ room }) => room)).toEqual(['dep-50'])
    await again.close()
    const third = await reopened(desk)
    expect(names(third)).toEqual(names(b))
    await Promise.all([third.close(), b.close()])
  }, 90_000)
}

/** An update as a colleague's computer would make it. */
function update(kind: string, id: string, cells: { readonly [field: string]: unknown }): Uint8Array {
  const doc = new Y.Doc()
  doc.transact(() => {
    for (const [field, value] of Object.entries({ ...cells, [CREATED]: true }))
      doc.getMap(kind).set(`${id}/${field}`, value)
  })
  return Y.encodeStateAsUpdate(doc)
}

const fromServer = { acked: true, origin: 'server' } as const

test('rows that arrive while their room is being read are shown, and cached as what they are', async () => {
  const workspaces = openWorkspaces(surroundings())
  const { id, workspace } = await manche(workspaces)
  const { documents } = groundOf(workspace)
  const copil = update('meeting', '2025.01JABCDEF', { date: '2025-03-01' })
  const received = documents.receive({ room: 'dep-50-2025', updates: [copil], ...fromServer })
  while (workspace.storage.get().is === 'saved') await Promise.resolve()
  const held = await documents.hold('dep-50-2025')
  await received
  held.release()
  await until(() => workspace.rows.list('meeting').length === 1, 'shown')
  await workspace.run(createRecord, { kind: 'meeting', values: { title: 'Autre', date: '2025-05-01' } })
  await workspace.close()
  const again = await reopen(workspaces, id)
  await until(() => again.rows.list('meeting').length === 2, 'both shown again')
  await again.close()
})

test('a room that this version cannot read holds up no other room, no closing and no backup', async () => {
  const workspaces = openWorkspaces(surroundings())
  const { id, workspace } = await manche(workspaces)
  const { documents } = groundOf(workspace)
  const strange = update('structure', newId(fillRandom, Date.now()), { name: 'x' })
  const copil = update('meeting', '2025.m1', { date: '2025-03-01' })
  for (const news of [strange, update('structure', 's2', { name: 'y' })])
    await documents.receive({ room: 'dep-6AE', updates: [news], ...fromServer })
  await documents.receive({ room: 'dep-50-2025', updates: [copil], ...fromServer })
  // An id without its year, in a room of the committee: nobody's record, and no fault.
  await documents.receive({
    room: 'national-50',
    updates: [update('meeting', 'x', { title: 'y' })],
    ...fromServer,
  })
  await until(() => workspace.rows.list('meeting').length === 1, 'the other rooms are shown')
  await workspace.close()
  const again = await reopen(workspaces, id)
  await until(() => again.rows.list('meeting').length === 1, 'and again')
  expect((await workspaces.backup(id)).length).toBeGreaterThan(0)
  await again.close()
})
