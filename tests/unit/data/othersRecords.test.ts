import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { createRecord } from '../../../src/core/commands/createRecord'
import { editRecord } from '../../../src/core/commands/editRecord'
import { restoreRecords, trashRecords } from '../../../src/core/commands/trashRecords'
import { joined, newDesk, startServer, until } from './desks'

test('the committee changes nothing of a département, nor makes what only a département has', async () => {
  await using server = await startServer()
  const a = await joined(newDesk('others-a'), server)
  const made = await a.run(createRecord, { kind: 'structure', values: { name: 'MJC du Port' } })
  const gone = await a.run(createRecord, { kind: 'structure', values: { name: 'Foyer de la Baie' } })
  if (!made.ok || !gone.ok) throw new Error('not made')
  const [id, trashed] = [made.value.made ?? '', gone.value.made ?? '']
  await a.run(trashRecords, { kind: 'structure', ids: [trashed] })
  const n = await joined(newDesk('others-n'), server, 'national', 'Comité')
  await until(() => n.rows.get('structure', trashed)?.deleted === true, 'the committee has both')

  const about = { space: '50' }
  const tries = [
    await n.run(restoreRecords, { kind: 'structure', ids: [trashed] }, about),
    await n.run(restoreRecords, { kind: 'structure', ids: [trashed] }),
    await n.run(trashRecords, { kind: 'structure', ids: [id] }),
    await n.run(editRecord, { kind: 'structure', id, values: { name: 'MJC' } }, about),
    await n.run(createRecord, { kind: 'promeneur', values: { firstName: 'Inès' } }),
    await n.run(createRecord, { kind: 'contact', values: { lastName: 'Mauger' } }, about),
  ]
  for (const done of tries)
    expect(done.ok ? 'done' : done.error[0]?.message).toContain('appartient à un département')
  expect(n.undoable.get()).toEqual({ commits: {} })
  expect(n.rows.list('promeneur')).toEqual([])
  expect(n.rows.get('structure', trashed)?.deleted).toBe(true)

  for (const done of [
    await n.run(createRecord, { kind: 'contact', values: { lastName: 'Mauger' } }),
    await n.run(createRecord, { kind: 'review', values: { year: 2026 } }, about),
  ])
    expect(done).toMatchObject({ ok: true })
  await until(() => n.sync.get().is === 'synced', 'all that it wrote is with the server', 40_000)
  await Promise.all([a.close(), n.close()])
}, 60_000)
