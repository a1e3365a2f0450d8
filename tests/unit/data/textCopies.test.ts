import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { appendParagraphs } from '../../../src/core/document/text'
import { WorkspaceDatabase } from '../../../src/renderer/data/database'
import { createSeal, importDataKey, newDataKey } from '../../../src/renderer/data/seal'
import { openTextCopies } from '../../../src/renderer/data/textCopies'

const NOTES = 'meeting/2026.m1/notes'

/** Two people's documents of one text, and the way from the one to the other. */
function twoWriters() {
  const [mine, theirs] = [new Y.Doc(), new Y.Doc()]
  const send = (from: Y.Doc, to: Y.Doc): void =>
    Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)), 'remote')
  return { mine, theirs, send, notes: (doc: Y.Doc) => doc.getXmlFragment(NOTES) }
}

test('words that somebody else’s deletion takes away are in the copy of their writer', async () => {
  const seal = createSeal([await importDataKey(newDataKey())])
  const db = new WorkspaceDatabase('copies-1')
  await db.found()
  const copies = openTextCopies(db, seal)
  const { mine, theirs, send, notes } = twoWriters()
  appendParagraphs(notes(theirs), 'Le budget')
  send(theirs, mine)
  const watched = copies.watch(mine, NOTES)
  notes(theirs).delete(0, 1)
  const [paragraph] = notes(mine).toArray()
  if (!(paragraph instanceof Y.XmlElement)) throw new Error('no paragraph')
  paragraph.push([new Y.XmlText(' est de 12 000 €, avec la Caf')])
  send(theirs, mine)
  expect(notes(mine).toString()).toBe('')
  await watched.close()
  expect(await copies.of(NOTES)).toMatchObject([{ text: 'Le budget est de 12 000 €, avec la Caf' }])
  const disk = JSON.stringify(await db.meta.toArray(), (_key, value: unknown) =>
    value instanceof Uint8Array ? new TextDecoder().decode(value) : value,
  )
  expect(disk).not.toContain('budget')
})

test('a text that is only read, or left as it was, is not copied; the newest twenty are kept, newest first', async () => {
  const seal = createSeal([await importDataKey(newDataKey())])
  const db = new WorkspaceDatabase('copies-2')
  await db.found()
  const copies = openTextCopies(db, seal)
  const { mine, theirs, send, notes } = twoWriters()
  const reading = copies.watch(mine, NOTES)
  appendParagraphs(notes(theirs), 'Lu')
  send(theirs, mine)
  await reading.close()
  expect(await copies.of(NOTES)).toEqual([])
  for (let day = 1; day <= 25; day += 1) {
    const writing = copies.watch(mine, NOTES)
    appendParagraphs(notes(mine), `Jour ${day}`)
    await writing.close()
  }
  const kept = await copies.of(NOTES)
  expect(kept).toHaveLength(20)
  expect(kept[0]?.text).toMatch(/Jour 25$/)
  expect(kept.at(-1)?.text).toMatch(/Jour 6$/)
  expect(await copies.of('meeting/2026.m1/agenda')).toEqual([])
})
