import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { createRecord } from '../../../src/core/commands/createRecord'
import { appendParagraphs, textName } from '../../../src/core/document/text'
import { manche, openWorkspaces, surroundings } from './support'
import { receive } from './colleague'

const values = { title: 'Copil de mars', kind: 'copil', date: '2026-03-02' }

test('undoing the making of a meeting leaves it whole once a colleague has typed its notes, and names it (U2)', async () => {
  const { workspace } = await manche(openWorkspaces(surroundings()))
  const made = await workspace.run(createRecord, { kind: 'meeting', values })
  const id = (made.ok && made.value.made) || ''
  await receive(workspace, 'dep-50-private-2026', (doc) =>
    appendParagraphs(doc.getXmlFragment(textName('meeting', id, 'notes')), 'Nour était là.'),
  )
  const outcome = await workspace.undo()
  expect(outcome.done).toBe(false)
  expect(outcome.message).toContain('Copil de mars')
  expect(workspace.rows.get('meeting', id)).toMatchObject({
    pending: false,
    values: { title: 'Copil de mars', notes: 'Nour était là.' },
  })
  await workspace.close()
})

test('undoing the making of a meeting leaves it whole once one has typed its notes oneself (U2)', async () => {
  const { workspace } = await manche(openWorkspaces(surroundings()))
  const made = await workspace.run(createRecord, { kind: 'meeting', values })
  const id = (made.ok && made.value.made) || ''
  const text = await workspace.openText('meeting', id, 'notes')
  appendParagraphs(text.fragment, 'Trente minutes de notes.')
  await text.close()
  expect(await workspace.undo()).toMatchObject({ done: false })
  await workspace.run(createRecord, { kind: 'structure', values: { name: 'MJC du Port' } })
  expect(workspace.rows.list('meeting')).toMatchObject([
    { id, pending: false, values: { title: 'Copil de mars', notes: 'Trente minutes de notes.' } },
  ])
  await workspace.close()
})

test('a meeting whose notes were emptied again is unmade as ever', async () => {
  const { workspace } = await manche(openWorkspaces(surroundings()))
  const made = await workspace.run(createRecord, { kind: 'meeting', values })
  const id = (made.ok && made.value.made) || ''
  const text = await workspace.openText('meeting', id, 'notes')
  appendParagraphs(text.fragment, 'Rien.')
  text.fragment.delete(0, text.fragment.length)
  text.fragment.push([new Y.XmlElement('paragraph')])
  await text.close()
  expect(await workspace.undo()).toMatchObject({ done: true })
  expect(workspace.rows.list('meeting')).toEqual([])
  await workspace.close()
})
