import fs from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { dataFolder } from '../../sync-server/stores/dataFolder'
import { keptName, watchKept } from '../../sync-server/stores/kept'
import { openSqliteStore } from '../../sync-server/stores/sqlite'
import { openSqliteFile } from '../../sync-server/stores/sqliteFile'
import { createMetrics } from '../../sync-server/metrics'
import { openUpkeep } from '../../sync-server/upkeep'
import { openWorkshop } from '../../sync-server/workshop'
import { filesWith, temporaryFolder } from './desk'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const hour = 3_600_000
const day = 24 * hour

/** A folder in which a restore and a repair have kept something, so many days ago. */
function keptSince(...daysAgo: readonly number[]) {
  const folder = dataFolder(temporaryFolder())
  const file = openSqliteFile(folder)
  if (!file.ok) throw new Error(file.error)
  const { db } = file.value
  const store = openSqliteStore(file.value, Date.now)
  onTestFinished(() => store.close())
  const keep = db.prepare('INSERT INTO aside (room, position, what, at, bytes) VALUES (?, ?, ?, ?, ?)')
  const today = Date.now()
  for (const days of daysAgo) {
    const kept = keptName(folder, today - days * day)
    for (const rest of ['', '-wal', '-shm']) fs.writeFileSync(`${kept}${rest}`, `QUI-ETAIT-LA-${days}`)
    keep.run('dep-50', days, 'row', today - days * day, Buffer.from(`QUI-ETAIT-LA-${days}`))
  }
  const clock = { now: today, elapsed: 0 }
  const watched = watchKept(folder, db, { now: () => clock.now, elapsed: () => clock.elapsed })
  /** What a look leaves, by its age in days: files, then rows. */
  const look = async () => {
    await watched.drop()
    const files = daysAgo.filter((days) => fs.existsSync(keptName(folder, today - days * day)))
    return [files, db.prepare('SELECT position FROM aside ORDER BY position').pluck().all()]
  }
  return { folder, store, today, clock, look }
}

test('what restores and repairs kept is gone after thirty days, and not before', async () => {
  const { folder, clock, look } = keptSince(29, 31)
  const apart = ['maillage.sqlite.before-hier', 'notes.before-2020-01-01T00-00-00-000Z']
  for (const name of apart) fs.writeFileSync(path.join(folder.path, name), 'de quelqu’un d’autre')
  expect(await look()).toEqual([
    [29, 31],
    [29, 31],
  ])
  clock.elapsed += hour
  clock.now += hour
  expect(await look()).toEqual([[29], [29]])
  expect(filesWith('QUI-ETAIT-LA-29', folder.path).length).toBeGreaterThan(3)
  expect(fs.readdirSync(folder.path).filter((name) => /before-\d.*-(?:wal|shm)$/.test(name))).toHaveLength(2)
  for (const name of apart) expect(fs.existsSync(path.join(folder.path, name))).toBe(true)
})

test('a clock that is a year ahead for a while takes nothing of yesterday', async () => {
  const { today, clock, look } = keptSince(1, 31)
  const all = [
    [1, 31],
    [1, 31],
  ]
  clock.now = today + 365 * day
  expect(await look()).toEqual(all)
  // However often it is looked at, and whatever the wrong clock says of the time between.
  clock.now += 2 * hour
  clock.elapsed += hour - 1
  expect(await look()).toEqual(all)
  // It was set right: what was too old all the time goes, and of the other nothing is remembered.
  clock.now = today
  clock.elapsed += 1
  expect(await look()).toEqual([[1], [1]])
  clock.now = today + 365 * day
  clock.elapsed += hour
  expect(await look()).toEqual([[1], [1]])
})

test('the first look of a server takes away what a killed restore has left, and nothing that was kept', async () => {
  const { folder, store } = keptSince(31)
  const workshop = openWorkshop(folder.path, { died: () => undefined, failed: () => undefined })
  onTestFinished(() => workshop.close())
  const upkeep = openUpkeep(store, workshop, {
    metrics: createMetrics(),
    log: () => undefined,
    now: Date.now,
  })
  for (const rest of ['', '-wal']) fs.writeFileSync(`${folder.incoming}${rest}`, 'A-MOITIE-COPIE')
  // Every hour, and the next moment that follows.
  await upkeep.fold()
  await upkeep.retry()
  expect(filesWith('A-MOITIE-COPIE', folder.path)).toEqual([])
  expect(filesWith('QUI-ETAIT-LA-31', folder.path).length).toBeGreaterThan(3)
})
