import './support'
import { expect, test } from 'vitest'
import { WorkspaceDatabase } from '../../../src/renderer/data/database'
import type { Workspace } from '../../../src/renderer/data/workspace'
import { canonicalRows } from '../../support/canonical'
import { copyOf, type Desk, joined, newDesk, reopened, startServer, type TestServer, until } from './desks'
import { add, level, names } from './structures'

async function alone(desk: Desk): Promise<Workspace> {
  const made = await desk.workspaces.create({ department: '50', name: 'Léa' })
  if (!made.ok) throw new Error(made.error)
  return reopened(desk)
}

async function join(desk: Desk, server: TestServer): Promise<Workspace> {
  const code = await server.invite('coordinator', 'Léa', '50')
  const done = await desk.workspaces.join({ server: server.url, code, device: 'Portable', name: 'Léa' })
  if (!done.ok) throw new Error(done.error.message)
  return reopened(desk)
}

const agree = (...all: readonly Workspace[]): boolean =>
  new Set(all.map((one) => canonicalRows(one.rows))).size === 1

for (const sockets of [true, false]) {
  const way = sockets ? 'by socket' : 'by exchange'

  test(`[T44] a space copied before it met any server loses nothing when both copies join, ${way}`, async () => {
    await using server = await startServer()
    const tag = `alone-${sockets}`
    const desk = newDesk(tag, { sockets })
    const first = await alone(desk)
    await add(first, 'Un')
    await first.close()
    const twin = await copyOf(tag, `${tag}-twin`, { sockets })
    for (const [one, who] of [
      [desk, 'A'],
      [twin, 'B'],
    ] as const) {
      const workspace = await reopened(one)
      await add(workspace, `De ${who}`)
      await add(workspace, `De ${who} encore`)
      await workspace.close()
    }
    const a = await join(desk, server)
    await until(() => level(a), 'the first is level', 20_000)
    const b = await join(twin, server)
    const c = await joined(newDesk(`${tag}-c`, { sockets }), server, 'coordinator', 'Nour')
    const all = ['De A', 'De A encore', 'De B', 'De B encore', 'Un']
    await until(() => level(b) && names(c).length === all.length && agree(a, b, c), 'all agree', 30_000)
    expect([names(a), names(b), names(c)]).toEqual([all, all, all])
    await Promise.all([a.close(), b.close(), c.close()])
  }, 120_000)
}

test('[T44] a disk that went back to before its first meeting with the server loses nothing', async () => {
  await using server = await startServer()
  const desk = newDesk('back', { sockets: false })
  const first = await alone(desk)
  await add(first, 'Un')
  await first.close()
  const restore = await imageOf(desk)
  const before = await join(desk, server)
  await add(before, 'Mardi')
  await until(() => level(before), 'level')
  await before.close()
  await restore()
  const back = await reopened(desk)
  await add(back, 'Jeudi')
  await back.close()
  const a = await join(desk, server)
  const c = await joined(newDesk('back-c', { sockets: false }), server, 'coordinator', 'Nour')
  await until(() => level(a) && names(c).length === 3 && agree(a, c), 'both agree', 30_000)
  expect(names(c)).toEqual(['Jeudi', 'Mardi', 'Un'])
  await Promise.all([a.close(), c.close()])
}, 120_000)

/** Keeps all that a desk's database holds; what is given back puts it there again. */
async function imageOf(desk: Desk): Promise<() => Promise<void>> {
  const [entry] = await desk.workspaces.list()
  const db = new WorkspaceDatabase(entry?.id ?? '')
  await db.open()
  const kept = await Promise.all(db.tables.map(async (table) => [table.name, await table.toArray()] as const))
  db.close()
  return async () => {
    await db.open()
    for (const [name, rows] of kept) {
      await db.table(name).clear()
      await db.table(name).bulkPut(rows)
    }
    db.close()
  }
}
