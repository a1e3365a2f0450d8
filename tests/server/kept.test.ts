import fs from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { dataFolder } from '../../sync-server/stores/dataFolder'
import { keptName } from '../../sync-server/stores/kept'
import { openSqliteStore } from '../../sync-server/stores/sqlite'
import { openSqliteFile } from '../../sync-server/stores/sqliteFile'
import { createMetrics } from '../../sync-server/metrics'
import { openUpkeep } from '../../sync-server/upkeep'
import { openWorkshop } from '../../sync-server/workshop'
import { filesWith, temporaryFolder } from './desk'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const day = 24 * 3_600_000

test('what restores and repairs kept is gone after thirty days, and not before', async () => {
  const folder = dataFolder(temporaryFolder())
  const file = openSqliteFile(folder)
  if (!file.ok) throw new Error(file.error)
  const { db } = file.value
  const store = openSqliteStore(file.value, Date.now)
  const workshop = openWorkshop(folder.path, { died: () => undefined, failed: () => undefined })
  onTestFinished(async () => {
    await workshop.close()
    await store.close()
  })
  const upkeep = openUpkeep(store, workshop, {
    metrics: createMetrics(),
    log: () => undefined,
    now: Date.now,
  })
  const keep = db.prepare('INSERT INTO aside (room, position, what, at, bytes) VALUES (?, ?, ?, ?, ?)')
  for (const days of [29, 31]) {
    const kept = keptName(folder, Date.now() - days * day)
    for (const rest of ['', '-wal', '-shm']) fs.writeFileSync(`${kept}${rest}`, `QUI-ETAIT-LA-${days}`)
    keep.run('dep-50', days, 'row', Date.now() - days * day, Buffer.from(`QUI-ETAIT-LA-${days}`))
  }
  for (const rest of ['', '-wal']) fs.writeFileSync(`${folder.incoming}${rest}`, 'QUI-ETAIT-LA-31')
  const apart = ['maillage.sqlite.before-hier', 'notes.before-2020-01-01T00-00-00-000Z']
  for (const name of apart) fs.writeFileSync(path.join(folder.path, name), 'de quelqu’un d’autre')
  expect(filesWith('QUI-ETAIT-LA-31', folder.path).length).toBeGreaterThan(4)

  // Every hour, and the next moment that follows.
  await upkeep.fold()
  await upkeep.retry()
  expect(filesWith('QUI-ETAIT-LA-31', folder.path)).toEqual([])
  expect(filesWith('QUI-ETAIT-LA-29', folder.path).length).toBeGreaterThan(3)
  expect(db.prepare('SELECT position FROM aside').pluck().all()).toEqual([29])
  for (const name of apart) expect(fs.existsSync(path.join(folder.path, name))).toBe(true)
})
