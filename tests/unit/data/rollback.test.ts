import './support'
import { expect, test } from 'vitest'
import { createRecord } from '../../../src/core/commands/createRecord'
import { editRecord } from '../../../src/core/commands/editRecord'
import { WorkspaceDatabase } from '../../../src/renderer/data/database'
import type { Workspace } from '../../../src/renderer/data/workspace'
import { joined, newDesk, reopened, startServer, until, type Desk } from './desks'
import { add, groundOf, level, names } from './structures'

/** Everything on a workspace's disk, to put it back later as a disk image would. */
async function image(id: string): Promise<() => Promise<void>> {
  const db = new WorkspaceDatabase(id)
  await db.open()
  const tables = await Promise.all(
    db.tables.map(async (table) => [table.name, await table.toArray()] as const),
  )
  db.close()
  return async () => {
    const back = new WorkspaceDatabase(id)
    await back.open()
    for (const [name, rows] of tables) {
      await back.table(name).clear()
      await back.table(name).bulkPut(rows)
    }
    back.close()
  }
}

async function only(desk: Desk): Promise<string> {
  const [entry] = await desk.workspaces.list()
  return entry?.id ?? ''
}

for (const sockets of [true, false])
  test(`[T44] a disk that went back in time and was written on loses nothing, ${sockets ? 'by socket' : 'by exchange'}`, async () => {
    await using server = await startServer()
    const desk = newDesk(`time-${sockets}`, { sockets })
    const b = await joined(newDesk(`time-b-${sockets}`), server)
    const first = await joined(desk, server)
    await add(first, 'Un')
    await until(() => level(first) && names(b).length === 1, 'level')
    const id = first.rows.list('structure')[0]?.id ?? ''
    await first.close()
    const putBack = await image(await only(desk))

    const second = await reopened(desk)
    await add(second, 'Deux')
    await second.run(editRecord, { kind: 'structure', id, values: { website: 'https://deux.example' } })
    await until(() => level(second) && names(b).length === 2, 'level again')
    await second.close()

    await putBack()
    desk.plug(false)
    const third = await reopened(desk)
    expect(names(third)).toEqual(['Un'])
    await add(third, 'Trois')
    await third.run(editRecord, { kind: 'structure', id, values: { phone: '+33233000000' } })
    desk.plug(true)
    const all = JSON.stringify(['Deux', 'Trois', 'Un'])
    await until(
      () => JSON.stringify(names(third)) === all && JSON.stringify(names(b)) === all,
      'all three on both',
      30_000,
    )
    const whole = { website: 'https://deux.example', phone: '+33233000000' }
    await until(() => b.rows.get('structure', id)?.values['phone'] === whole.phone, 'the edit too')
    expect(third.rows.get('structure', id)?.values).toMatchObject(whole)
    expect(b.rows.get('structure', id)?.values).toMatchObject(whole)
    await Promise.all([third.close(), b.close()])
  }, 90_000)

test('[T31] a record that the disk spoilt is asked for again, and edits go on without colliding with it', async () => {
  await using server = await startServer()
  const desk = newDesk('spoilt')
  const b = await joined(newDesk('spoilt-b'), server)
  const a = await joined(desk, server)
  for (const name of ['Un', 'Deux', 'Trois']) await add(a, name)
  await until(() => level(a) && names(b).length === 3, 'level')
  await a.close()
  const db = new WorkspaceDatabase(await only(desk))
  await db.open()
  const rows = await db.updates.where('[room+seq]').between(['dep-50', 0], ['dep-50', Infinity]).toArray()
  const middle = rows[rows.length - 2]
  if (!middle) throw new Error('no row')
  await db.updates.put({ ...middle, sealed: middle.sealed.map((byte) => byte ^ 1) })
  await db.rows.clear()
  const state = await db.meta.get('room/dep-50')
  await db.meta.put({ key: 'room/dep-50', value: { ...(state?.value as object), reviewed: 0 } })
  db.close()
  desk.plug(false)
  const again = await reopened(desk)
  await until(() => again.damaged.get().length === 1, 'reported')
  await add(again, 'Quatre')
  desk.plug(true)
  const all = JSON.stringify(['Deux', 'Quatre', 'Trois', 'Un'])
  await until(
    () => JSON.stringify(names(again)) === all && JSON.stringify(names(b)) === all,
    'whole again',
    30_000,
  )
  await Promise.all([again.close(), b.close()])
}, 60_000)

test('[T31] a record found spoilt while an exchange brings news is asked for again in the same talk', async () => {
  await using server = await startServer()
  const year = 'dep-50-2025'
  const meet = (at: Workspace, title: string) =>
    at.run(createRecord, { kind: 'meeting', values: { title, date: '2025-03-01' } })
  const dated = (at: Workspace) => at.rows.list('meeting').filter((row) => row.values['date']).length
  const a = await joined(newDesk('news-a'), server)
  await meet(a, 'Zéro')
  await until(() => level(a), 'a room that the server names', 20_000)
  const desk = newDesk('news-b', { sockets: false })
  const b = await joined(desk, server, 'coordinator', 'Nour')
  for (const [before, title] of ['Un', 'Deux', 'Trois'].entries()) {
    await meet(a, title)
    await until(() => dated(b) === before + 2 && level(b), `« ${title} » there`, 20_000)
  }
  await b.close()
  const db = new WorkspaceDatabase(await only(desk))
  await db.open()
  const rows = await db.updates.where('[room+seq]').between([year, 0], [year, Infinity]).toArray()
  const [, second] = rows
  if (!second || rows.length < 4) throw new Error('no rows')
  await db.updates.put({ ...second, sealed: second.sealed.map((byte) => byte ^ 1) })
  db.close()
  const again = await reopened(desk)
  await until(() => level(again), 'level on its cache')
  expect(groundOf(again).documents.shelf.get(year)).toBeUndefined()
  await meet(a, 'Quatre')
  await until(() => again.damaged.get().length === 1, 'found', 20_000)
  await until(() => dated(again) === 5, 'whole again', 20_000)
  await until(() => groundOf(again).log.room(year).position !== null, 'in step')
  await Promise.all([a.close(), again.close()])
}, 90_000)
