import 'fake-indexeddb/auto'
import { expect, onTestFinished, test, vi } from 'vitest'
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
  expect(await copies.of(NOTES)).toMatchObject([
    { text: 'Le budget est de 12 000 €, avec la Caf' },
    { text: 'Le budget' },
  ])
  const disk = JSON.stringify(await db.meta.toArray(), (_key, value: unknown) =>
    value instanceof Uint8Array ? new TextDecoder().decode(value) : value,
  )
  expect(disk).not.toContain('budget')
})

test('a text that is only read, or left as it was, is not copied; the copies are told newest first', async () => {
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
    await copies.watch(mine, NOTES).close()
  }
  const kept = await copies.of(NOTES)
  expect(kept).toHaveLength(26)
  expect(kept[0]?.text).toMatch(/Jour 25$/)
  expect(kept.at(-1)?.text).toBe('Lu')
  expect(await copies.of('meeting/2026.m1/agenda')).toEqual([])
})

test('yesterday’s notes, wiped by a colleague’s slip, outlive a morning of typing together', async () => {
  const seal = createSeal([await importDataKey(newDataKey())])
  const db = new WorkspaceDatabase('copies-3')
  await db.found()
  const copies = openTextCopies(db, seal)
  const { mine, theirs, send, notes } = twoWriters()
  const yesterday = Array.from({ length: 30 }, (_, at) => `Point ${at + 1}, noté hier.`).join('\n')
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(2026, 2, 2, 16) })
  onTestFinished(() => void vi.useRealTimers())
  const first = copies.watch(mine, NOTES)
  appendParagraphs(notes(mine), yesterday)
  await first.close()
  send(mine, theirs)

  vi.setSystemTime(new Date(2026, 2, 3, 9))
  const second = copies.watch(mine, NOTES)
  notes(theirs).delete(0, notes(theirs).length) // everything selected, then a letter
  appendParagraphs(notes(theirs), 'x')
  send(theirs, mine)
  for (let letter = 0; letter < 400; letter += 1) {
    vi.setSystemTime(Date.now() + 20_000)
    appendParagraphs(notes(mine), `moi ${letter}`)
    send(mine, theirs)
    appendParagraphs(notes(theirs), `elle ${letter}`)
    send(theirs, mine)
  }
  await second.close()
  const kept = await copies.of(NOTES)
  expect(kept.map(({ text }) => text)).toContain(yesterday)
  // Two hours and some of typing: no more than one copy every five minutes, and fewer of the hours before the last.
  expect(kept.length).toBeGreaterThan(12)
  expect(kept.length).toBeLessThan(20)
})

test('what is removed at once is copied first, whoever removes it and however soon after the copy before', async () => {
  const seal = createSeal([await importDataKey(newDataKey())])
  const db = new WorkspaceDatabase('copies-4')
  await db.found()
  const copies = openTextCopies(db, seal)
  const { mine, theirs, send, notes } = twoWriters()
  const writing = copies.watch(mine, NOTES)
  appendParagraphs(notes(mine), 'Le budget est de 12 000 €, avec la Caf')
  appendParagraphs(notes(mine), 'Le terrain ouvre en mai')
  notes(mine).delete(1, 1)
  send(mine, theirs)
  notes(theirs).delete(0, 1)
  send(theirs, mine)
  appendParagraphs(notes(mine), 'Suite')
  await writing.close()
  expect((await copies.of(NOTES)).map(({ text }) => text)).toEqual([
    'Suite',
    'Le budget est de 12 000 €, avec la Caf',
    'Le budget est de 12 000 €, avec la Caf\nLe terrain ouvre en mai',
  ])
})

test('words taken back one by one are had again as they stood five minutes ago', async () => {
  const seal = createSeal([await importDataKey(newDataKey())])
  const db = new WorkspaceDatabase('copies-5')
  await db.found()
  const copies = openTextCopies(db, seal)
  const doc = new Y.Doc()
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(2026, 2, 2, 16) })
  onTestFinished(() => void vi.useRealTimers())
  const writing = copies.watch(doc, NOTES)
  const words = new Y.XmlText('Le budget est de 12 000 €')
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [words])
  doc.getXmlFragment(NOTES).insert(0, [paragraph])
  vi.setSystemTime(Date.now() + 5 * 60_000)
  for (let left = words.length; left > 0; left -= 1) words.delete(left - 1, 1)
  await writing.close()
  expect((await copies.of(NOTES)).map(({ text }) => text)).toContain('Le budget est de 12 000 €')
})
