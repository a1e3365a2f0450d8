import { expect, test } from 'vitest'
import { importRows, type PlannedRecord } from '../../../src/core/commands/importRows'
import { newId } from '../../../src/core/document/ids'
import { fillRandom } from '../../../src/renderer/data/fillRandom'
import { manche, openWorkspaces, reopen, surroundings } from './support'
import { groundOf, names } from './structures'

const COUNT = 1200

const structures = (): readonly PlannedRecord[] =>
  Array.from({ length: COUNT }, (_, at) => ({
    kind: 'structure',
    id: newId(fillRandom, Date.now()),
    before: undefined,
    values: { name: `Maison ${String(at).padStart(4, '0')}` },
  }))

test('many records are written in several turns, and all of them reach the disk and the tables at once', async () => {
  const workspaces = openWorkspaces(surroundings())
  const { id, workspace } = await manche(workspaces)
  const { db, log } = groundOf(workspace)
  await log.settled()
  const before = await db.updates.count()
  const steps: { done: number; shown: number; state: string }[] = []
  let turns = 0
  const others = setInterval(() => turns++, 0)
  const written = await workspace.run(
    importRows,
    { records: structures() },
    {
      onProgress: (done) =>
        steps.push({ done, shown: names(workspace).length, state: workspace.storage.get().is }),
    },
  )
  clearInterval(others)
  expect(written.ok && written.value.records).toBe(COUNT)
  expect(steps.map(({ done }) => done)).toEqual([0.2, 0.4, 0.6, 0.8, 1])
  expect(turns).toBeGreaterThanOrEqual(4)
  // Nothing of it is shown, and nothing is called saved, before all of it is.
  expect(steps.map(({ shown, state }) => `${shown} ${state}`)).toEqual(Array(5).fill('0 saving'))
  expect(names(workspace)).toHaveLength(COUNT)
  expect(await db.updates.count()).toBeGreaterThan(before)
  await workspace.undo()
  expect(names(workspace)).toEqual([])
  await workspace.redo()
  expect(names(workspace)).toHaveLength(COUNT)
  await workspace.close()
  const again = await reopen(workspaces, id)
  expect(names(again)).toHaveLength(COUNT)
  await again.close()
})

test('what is typed while many records are being written stands behind them on the disk, and is lost with none of them', async () => {
  const workspaces = openWorkspaces(surroundings())
  const { id, workspace } = await manche(workspaces)
  const { db, log, documents } = groundOf(workspace)
  const meeting = newId(fillRandom, Date.now(), 2026)
  const notes = await workspace.openText('meeting', meeting, 'notes')
  await log.settled()
  const before = await db.updates.count()
  const onDisk: Promise<number>[] = []
  const written = workspace.run(
    importRows,
    { records: structures() },
    {
      onProgress(done) {
        if (done !== 0.4) return
        notes.fragment.doc?.getMap('probe').set('typed', true)
        // Asked while the import is half done: it is answered once all of it is on disk.
        onDisk.push(db.updates.count())
        log.after(() => onDisk.push(db.updates.count()))
      },
    },
  )
  expect((await written).ok).toBe(true)
  await log.settled()
  const [during, after] = await Promise.all(onDisk)
  expect(during).toBe(before)
  expect(after).toBeGreaterThan(before + 5)
  await notes.close()
  await workspace.close()
  const again = await reopen(workspaces, id)
  expect(names(again)).toHaveLength(COUNT)
  const read = await again.openText('meeting', meeting, 'notes')
  expect(read.fragment.doc?.getMap('probe').get('typed')).toBe(true)
  await read.close()
  await again.close()
  expect(documents.behind()).toEqual([])
})

test('who listens to its progress and fails stops nothing of it', async () => {
  const workspaces = openWorkspaces(surroundings())
  const { workspace } = await manche(workspaces)
  const faults: unknown[] = []
  const caught = (error: unknown): void => void faults.push(error)
  const others = process.listeners('uncaughtException')
  process.removeAllListeners('uncaughtException')
  process.on('uncaughtException', caught)
  const fault = new Error('a listener of ours')
  const onProgress = (): never => {
    throw fault
  }
  const written = await workspace.run(importRows, { records: structures() }, { onProgress })
  process.off('uncaughtException', caught)
  for (const listener of others) process.on('uncaughtException', listener)
  expect(written.ok && written.value.records).toBe(COUNT)
  expect(faults).toEqual(Array(5).fill(fault))
  expect(names(workspace)).toHaveLength(COUNT)
  await workspace.close()
})
