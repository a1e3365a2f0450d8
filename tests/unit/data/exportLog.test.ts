import 'fake-indexeddb/auto'
import { expect, test, vi } from 'vitest'
import { WorkspaceDatabase } from '../../../src/renderer/data/database'
import { openExportLog } from '../../../src/renderer/data/exportLog'
import { createSeal, importDataKey, newDataKey } from '../../../src/renderer/data/seal'
import { openUpdateLog } from '../../../src/renderer/data/updateLog'
import { manche, memoryStorage, openWorkspaces, reopen, surroundings } from './support'

const directory = { what: 'Annuaire du réseau', recipient: 'Partenaires', persons: 34 }

/** The lines of the log on the disk, as whoever copies it would read them. */
async function linesOnDisk(name: string): Promise<readonly string[]> {
  const db = new WorkspaceDatabase(name)
  const rows = await db.meta.where('key').startsWith('exported/').toArray()
  db.close()
  return rows.map(({ key, value }) => {
    if (!(value instanceof Uint8Array)) throw new Error(`not sealed: ${key}`)
    return `${key} ${new TextDecoder().decode(value)}`
  })
}

test('an export is noted sealed in the workspace, with who did it, and is there when it opens again', async () => {
  const workspaces = openWorkspaces(surroundings())
  const { id, workspace } = await manche(workspaces)
  await workspace.exports.add(directory)
  await workspace.exports.add({
    what: 'Tout l’espace',
    recipient: 'Interne à la coordination',
    persons: null,
  })
  await workspace.close()

  const disk = (await linesOnDisk(id)).join()
  for (const word of ['Annuaire', 'Partenaires', 'espace']) expect(disk).not.toContain(word)
  const again = await reopen(workspaces, id)
  expect(again.exports.entries.get().map(({ what }) => what)).toEqual(['Tout l’espace', 'Annuaire du réseau'])
  const [, first] = again.exports.entries.get()
  expect(first).toMatchObject({ ...directory, author: again.identity.author })
  expect(Date.parse(first?.at ?? '')).toBeGreaterThan(Date.now() - 60_000)
  await again.close()
})

test('the log keeps all of thirteen months, and nothing older on the disk either', async () => {
  const seal = createSeal([await importDataKey(newDataKey())])
  const db = new WorkspaceDatabase('exports-1')
  await db.found()
  let clock = Date.parse('2025-01-15T10:00:00Z')
  const open = async () => {
    const log = await openUpdateLog(db, seal)
    return { log, exports: await openExportLog(db, seal, log, 'a1', () => clock) }
  }
  const before = await open()
  for (let day = 0; day < 250; day += 1) await before.exports.add({ ...directory, persons: day })
  expect(before.exports.entries.get()).toHaveLength(250)
  await before.log.close()

  clock = Date.parse('2026-02-14T10:00:00Z')
  const kept = await open()
  expect(kept.exports.entries.get()).toHaveLength(250)
  await kept.exports.add({ ...directory, persons: 1000 })
  await kept.log.close()

  clock = Date.parse('2026-02-16T10:00:00Z')
  const after = await open()
  expect(after.exports.entries.get().map(({ persons }) => persons)).toEqual([1000])
  await after.log.close()
  expect(await db.meta.where('key').startsWith('exported/').count()).toBe(1)
  db.close()
})

test('a line under a key that is gone stays where it is, and its number is not given again', async () => {
  const db = new WorkspaceDatabase('exports-2')
  await db.found()
  for (const what of ['un', 'deux']) {
    const seal = createSeal([await importDataKey(newDataKey())])
    const log = await openUpdateLog(db, seal)
    const exports = await openExportLog(db, seal, log, 'a1', Date.now)
    await exports.add({ ...directory, what })
    expect(exports.entries.get().map((entry) => entry.what)).toEqual([what])
    await log.close()
  }
  expect(await db.meta.where('key').startsWith('exported/').primaryKeys()).toEqual([
    'exported/1',
    'exported/2',
  ])
  db.close()
})

test('what an earlier version kept unsealed moves into the log once, and is then nowhere else', async () => {
  const memory = memoryStorage()
  const at = new Date(Date.now() - 86_400_000).toISOString()
  const former = [
    { fileName: 'Annuaire du réseau - Manche.xlsx', audience: 'partenaires', at },
    { fileName: 'illisible', audience: 'autre', at },
  ]
  memory.setItem('maillage.exports.50', JSON.stringify(former))
  const workspaces = openWorkspaces(surroundings({ memory }))
  const { id, workspace } = await manche(workspaces)
  await vi.waitUntil(() => memory.getItem('maillage.exports.50') === null)
  const moved = {
    at,
    author: null,
    what: 'Annuaire du réseau - Manche.xlsx',
    recipient: 'Partenaires',
    persons: null,
  }
  expect(workspace.exports.entries.get()).toEqual([moved])
  await workspace.close()

  // A window that died between the two writes finds both, and takes the line once.
  memory.setItem('maillage.exports.50', JSON.stringify(former))
  const again = await reopen(workspaces, id)
  await vi.waitUntil(() => memory.getItem('maillage.exports.50') === null)
  expect(again.exports.entries.get()).toEqual([moved])
  await again.close()
  expect(await linesOnDisk(id)).toHaveLength(1)
})
