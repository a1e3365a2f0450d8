import { expect, test } from 'vitest'
import { createRecord } from '../../../src/core/commands/createRecord'
import { editRecord } from '../../../src/core/commands/editRecord'
import { journalOf } from '../../../src/core/document/journal'
import { receive } from './colleague'
import { manche, openWorkspaces, surroundings } from './support'

const HOUR = 3600_000

/** What the journal of a colleague whose clock stands at a time says. */
const entry = (commit: string, at: number, cells: readonly unknown[] = []) => ({
  id: commit,
  commit,
  stamp: `${String(at).padStart(14, '0')}-000000`,
  author: 'colleague',
  by: 'edit',
  rooms: ['dep-50'],
  cells,
})

test('an edit comes after the one that its author saw, however much was written since and whatever clock is wrong', async () => {
  const { workspace } = await manche(openWorkspaces(surroundings()))
  const made = await workspace.run(createRecord, { kind: 'structure', values: { name: 'MJC' } })
  const id = (made.ok && made.value.made) || ''
  const now = Date.now()
  await receive(workspace, 'dep-50', (doc) => {
    const key = `${id}/name`
    const cells = [[`structure/${key}`, 'MJC', 'MJC du Port']]
    journalOf(doc).push([entry('twoHoursAhead', now + 2 * HOUR, cells)])
    doc.getMap('structure').set(key, 'MJC du Port')
    for (let at = 0; at < 60; at++) journalOf(doc).push([entry(`onTime${at}`, now)])
    journalOf(doc).push([entry('aYearAhead', now + 365 * 24 * HOUR)]) // no clock follows it
  })
  await workspace.run(editRecord, { kind: 'structure', id, values: { name: 'MJC du Grand Port' } })
  const [[last, before] = []] = await workspace.histories([{ kind: 'structure', id }])
  expect(last?.cells).toContainEqual({ field: 'name', before: 'MJC du Port', after: 'MJC du Grand Port' })
  expect(before?.commit).toBe('twoHoursAhead')
  await workspace.close()
})
