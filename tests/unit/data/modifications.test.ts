import './support'
import { test } from 'vitest'
import * as Y from 'yjs'
import { createRecord } from '../../../src/core/commands/createRecord'
import { editRecord } from '../../../src/core/commands/editRecord'
import type { Workspace } from '../../../src/renderer/data/workspace'
import { joined, newDesk, reopened, startServer, until } from './desks'
import { level } from './structures'

/** Types a text one letter at a time, as an editor does. */
async function type(workspace: Workspace, meeting: string, words: string): Promise<void> {
  const text = await workspace.openText('meeting', meeting, 'notes')
  const paragraph = new Y.XmlElement('paragraph')
  text.fragment.push([paragraph])
  const line = new Y.XmlText()
  paragraph.push([line])
  for (const letter of words) line.insert(line.length, letter)
  await text.close()
}

test('what waits to be sent is counted in modifications: a commit or a text is one, however it was written', async () => {
  await using server = await startServer()
  const desk = newDesk('counted')
  const a = await joined(desk, server)
  await until(() => level(a), 'level')
  const made = await a.run(createRecord, { kind: 'meeting', values: { title: 'Copil', date: '2026-11-02' } })
  const meeting = made.ok ? (made.value.made ?? '') : ''
  await until(() => level(a), 'level')
  desk.plug(false)
  const unsent = (workspace: Workspace, count: number) => () => {
    const state = workspace.sync.get()
    return state.is === 'offline' && state.unsent === count
  }
  await type(a, meeting, 'Une note de quarante-neuf caractères, ou à peu près')
  await until(unsent(a, 1), 'one text')
  // Its fields stand in a shared and in a private room.
  const values = { firstName: 'Ada', lastName: 'Zébulon', email: 'ada@test.example' }
  await a.run(createRecord, { kind: 'promeneur', values })
  await until(unsent(a, 2), 'a text and a record')
  await a.run(editRecord, { kind: 'meeting', id: meeting, values: { title: 'Comité de pilotage' } })
  await until(unsent(a, 3), 'a text and two records')
  await a.close()
  const again = await reopened(desk)
  await until(unsent(again, 3), 'counted alike after a restart')
  desk.plug(true)
  await until(() => level(again), 'sent')
  await again.close()
}, 60_000)
