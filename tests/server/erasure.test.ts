import { inflateRawSync } from 'node:zlib'
import { expect, onTestFinished, test, vi } from 'vitest'
import * as Y from 'yjs'
import { compactRoom } from '../../sync-server/compaction'
import { dataFolder } from '../../sync-server/stores/dataFolder'
import { closeDatabase, openSqliteStore } from '../../sync-server/stores/sqlite'
import { openSqliteFile } from '../../sync-server/stores/sqliteFile'
import { verifyAll } from '../../sync-server/verify'
import { filesWith, temporaryFolder } from './desk'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const room = 'dep-50'
const gone = '01JERASED0000000000000000X'
const stays = '01JSTAYS00000000000000000X'
/** A word of the erased person's, in a form that no compression hides: nothing of it may be found. */
const secret = (what: string): string => `PERSONNE-${what}-QUE-NUL-NE-DOIT-RETROUVER`

/** A room in a real store, and a replica that writes into it. */
async function openRoom() {
  const data = temporaryFolder()
  const file = openSqliteFile(dataFolder(data))
  if (!file.ok) throw new Error(file.error)
  const { db } = file.value
  const store = openSqliteStore(file.value, Date.now)
  onTestFinished(() => closeDatabase(db))
  const rows: Uint8Array[] = []
  /** One row of what a replica does. */
  const write = async (doc: Y.Doc, change: () => void): Promise<Uint8Array> => {
    const updates: Uint8Array[] = []
    const listen = (update: Uint8Array): void => void updates.push(update)
    doc.on('update', listen)
    doc.transact(change)
    doc.off('update', listen)
    const update = Y.mergeUpdates(updates)
    rows.push(update)
    await store.append([{ room, position: rows.length, update }])
    return update
  }
  const compact = () => compactRoom(store, room, rows.length)
  /** What a replica holds that starts from nothing, by each of the two forms. */
  const fresh = async (form: 'v1' | 'v2'): Promise<Y.Doc> => {
    const snapshot = await store.snapshot(room, form)
    if (snapshot === undefined) throw new Error('it was compacted')
    const doc = new Y.Doc()
    const apply = form === 'v1' ? Y.applyUpdate : Y.applyUpdateV2
    apply(doc, inflateRawSync(snapshot.deflated))
    return doc
  }
  /** Whether any snapshot, or any file, holds a text; what is deflated is looked at as it was. */
  const holds = async (text: string): Promise<boolean> => {
    if (filesWith(text, data).length > 0) return true
    for (const form of ['v1', 'v2'] as const) {
      const snapshot = await store.snapshot(room, form)
      if (snapshot && inflateRawSync(snapshot.deflated).includes(text)) return true
    }
    return false
  }
  return { db, store, rows, write, compact, fresh, holds }
}

const entry = (id: string, record: string, value: unknown, author = 'A1') => ({
  id,
  commit: id,
  author,
  cells: [[record, null, value]],
})

test('a late row that sets cells of an erased record is compacted to nothing, and so are its text and its journal', async () => {
  const { db, store, rows, write, compact, fresh, holds } = await openRoom()
  const desk = new Y.Doc()
  const late = new Y.Doc()
  await write(desk, () => {
    desk.getMap('promeneur').set(`${gone}/name`, secret('NOM'))
    desk.getMap('promeneur').set(`${stays}/name`, 'Camille')
    desk.getArray('journal').push([entry('E1', `promeneur/${stays}/name`, 'Camille')])
  })
  Y.applyUpdate(late, Y.encodeStateAsUpdate(desk))
  await write(desk, () => {
    desk.getMap('promeneur').delete(`${gone}/name`)
    desk.getMap('erased').set(gone, true)
  })
  await compact()
  expect(await holds('PERSONNE-NOM')).toBe(false)

  // A colleague who was away since before, and had gone on with the record.
  const brought = await write(late, () => {
    late.getMap('promeneur').set(`${gone}/phone`, secret('TELEPHONE'))
    late.getMap('promeneur').set(`${gone}/name`, secret('NOM'))
    late.getMap('promeneur').set(`${stays}/phone`, '+33102030405')
    const text = new Y.XmlText()
    text.insert(0, secret('TEXTE'))
    late.getXmlFragment(`promeneur/${gone}/notes`).push([text])
    late
      .getArray('journal')
      .push([
        entry('E2', `promeneur/${gone}/phone`, secret('JOURNAL')),
        entry('E3', `promeneur/${stays}/phone`, '+33102030405'),
      ])
  })
  expect(await holds('PERSONNE-')).toBe(true)
  expect(await compact()).toMatchObject({ position: rows.length, tidy: true })
  expect(await holds('PERSONNE-')).toBe(false)
  for (const form of ['v1', 'v2'] as const) {
    const doc = await fresh(form)
    const seen = () => [
      doc.getMap('promeneur').toJSON(),
      doc.getXmlFragment(`promeneur/${gone}/notes`).length,
      doc
        .getArray('journal')
        .toArray()
        .map((each) => (each as { id: string }).id),
      [...doc.getMap('erased').keys()],
    ]
    const expected = [
      { [`${stays}/name`]: 'Camille', [`${stays}/phone`]: '+33102030405' },
      0,
      ['E1', 'E3'],
      [gone],
    ]
    expect(seen()).toEqual(expected)
    // The row itself, once more, by another way: a file, a colleague.
    Y.applyUpdate(doc, brought)
    expect(seen()).toEqual(expected)
    // No clock was moved: what the replica goes on to write is taken as before.
    expect(Y.encodeStateVector(doc)).toEqual(Y.encodeStateVector(await fresh('v1')))
  }
  await write(late, () => late.getMap('promeneur').set(`${stays}/name`, 'Camille B.'))
  expect((await verifyAll(db, store)).ok).toBe(true)
})

test('what names an erased record goes with it: members, references, objects, and all that is derived from its id', async () => {
  const { write, compact, fresh } = await openRoom()
  const desk = new Y.Doc()
  const named: readonly (readonly [kind: string, key: string, value: unknown])[] = [
    ['meeting', `M1/present/${gone}`, 'yes'],
    ['meeting', 'M1/host', gone],
    ['activity', `2026.activity.${gone}.03/~whole`, { online: 3 }],
    ['act', 'T1/~whole', { who: [gone], online: 3 }],
    ['act', 'T2/~whole', { [gone]: 'yes' }],
    ['training', 'T3/form', `2026.activity.${gone}.03`],
  ]
  const apart: readonly (readonly [kind: string, key: string, value: unknown])[] = [
    ['meeting', 'M1/title', `${gone} est un mot dans un texte`],
    ['meeting', `M1/present/${stays}`, 'yes'],
    ['meeting', `M1/${gone}`, 'a field, which is no id'],
    ['activity', `2026.activity.${gone}X.03/~whole`, { online: 1 }],
    ['act', 'T4/~whole', { online: 3 }],
    ['act', 'T4/~created', true],
  ]
  await write(desk, () => {
    for (const [kind, key, value] of [...named, ...apart]) desk.getMap(kind).set(key, value)
    desk.getArray('journal').push([
      entry('E1', `activity/2026.activity.${gone}.03/~whole`, { online: 3 }),
      entry('E2', 'meeting/M1/host', gone),
      // Who wrote is no content: her own record may be the erased one, what she did for others stays told.
      entry('E3', 'act/T4/~created', true, gone),
    ])
    desk.getMap('erased').set(gone, true)
    // What is no id names nothing.
    for (const none of ['', 'a/b', ' ']) desk.getMap('erased').set(none, true)
  })
  await compact()
  const doc = await fresh('v1')
  const left = ['meeting', 'activity', 'act', 'training'].flatMap((kind) =>
    [...doc.getMap(kind).entries()].map(([key, value]) => [kind, key, value]),
  )
  expect(left.sort()).toEqual([...apart].sort())
  expect(doc.getArray('journal').toJSON()).toEqual([entry('E3', 'act/T4/~created', true, gone)])
})

test('a journal entry that also tells of others stays whole: their history, and what was seen of them when they were trashed', async () => {
  const { write, compact, fresh } = await openRoom()
  const desk = new Y.Doc()
  const several = (id: string, records: readonly string[]) => ({
    ...entry(id, '', null),
    cells: records.map((record) => [`promeneur/${record}/~deleted`, null, true]),
    trashed: Object.fromEntries(records.map((record) => [`promeneur/${record}`, { name: '1 0' }])),
  })
  const other = '01JGNE00000000000000000000'
  const both = several('E1', [gone, stays])
  await write(desk, () => {
    desk.getArray('journal').push([both, several('E2', [gone]), several('E3', [gone, other])])
    for (const record of [gone, stays]) desk.getMap('promeneur').set(`${record}/~deleted`, true)
    desk.getMap('erased').set(gone, true)
    desk.getMap('erased').set(other, true)
  })
  await compact()
  const doc = await fresh('v1')
  expect(doc.getArray('journal').toJSON()).toEqual([both])
  expect(doc.getMap('promeneur').toJSON()).toEqual({ [`${stays}/~deleted`]: true })
})

test('what contains no id of a record names nothing: a word takes nothing along, an id derived from a record does', async () => {
  const { write, compact, fresh } = await openRoom()
  const desk = new Y.Doc()
  const derived = `2026.activity.${gone}.03`
  await write(desk, () => {
    desk.getMap('structure').set(`${stays}/name`, 'Caf')
    desk.getMap('structure').set(`${stays}/code`, 'ABCDEFGHJKMNPQRSTVWXYZ2345')
    desk.getMap('activity').set(`${derived}/~whole`, { online: 3 })
    desk.getMap('activity').set(`2026.activity.${gone}.04/~whole`, { online: 4 })
    desk.getArray('journal').push([entry('E1', `structure/${stays}/name`, 'Caf')])
    for (const word of ['Caf', 'ABCDEFGHJKMNPQRSTVWXYZ2345', '2026.activity', derived])
      desk.getMap('erased').set(word, true)
  })
  await compact()
  const doc = await fresh('v1')
  expect(doc.getMap('structure').size).toBe(2)
  expect([...doc.getMap('activity').keys()]).toEqual([`2026.activity.${gone}.04/~whole`])
  expect(doc.getArray('journal').length).toBe(1)
})
