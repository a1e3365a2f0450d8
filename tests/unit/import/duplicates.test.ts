import { expect, test } from 'vitest'
import { createRecord } from '../../../src/core/commands/createRecord'
import { editRecord } from '../../../src/core/commands/editRecord'
import { keepApart } from '../../../src/core/commands/keepApart'
import { mergeDuplicates, type Merge } from '../../../src/core/commands/mergeDuplicates'
import { trashRecords } from '../../../src/core/commands/trashRecords'
import { probableDuplicates, strayReferences, type DuplicatePair } from '../../../src/core/figures/duplicates'
import { records } from '../../../src/core/records'
import type { AnyRecordDef, AnyRow, AnyValues } from '../../../src/core/schema/record'
import type { Replica } from '../../support/replica'
import { bring, desk, sample } from './desk'

const espace = 'which:espace jeunes a villedieu les poeles rouffigny/'

const pairs = (at: Replica): readonly DuplicatePair[] => probableDuplicates(at.rows, '50')

/** Both desks receive what the other sent since last time. */
function meet(a: Replica, b: Replica): void {
  const [fromA, fromB] = [a.sent.splice(0), b.sent.splice(0)]
  for (const { room, update } of fromB) a.receive(room, update)
  for (const { room, update } of fromA) b.receive(room, update)
  a.look()
  b.look()
}

/** Every reference to a record that is not living. */
function dangling(at: Replica): string[] {
  const defs: readonly AnyRecordDef[] = records
  return defs.flatMap((def) =>
    at.rows.list(def.name).flatMap((row) =>
      Object.entries(def.fields).flatMap(([name, field]) => {
        const id = row.values[name]
        if (field.kind !== 'ref' || typeof id !== 'string') return []
        const kinds = typeof field.to === 'string' ? [field.to] : field.to
        return kinds.some((kind) => at.rows.get(kind, id)?.deleted === false) ? [] : [`${def.name}.${name}`]
      }),
    ),
  )
}

const merges = (some: readonly DuplicatePair[]): Merge[] =>
  some.map((pair) => ({ kind: pair.kind, ids: [pair.newer.id, pair.older.id] }))

const shape = (at: Replica): unknown =>
  records.map((def) => at.rows.list(def.name).map((row) => [row.id, row.values]))

test('after the import of the workbook one pair is proposed: the two « Espace jeunes »', async () => {
  const at = desk(20)
  bring(at, await sample('manche-suivi.xlsx'))
  expect(pairs(at).map((pair) => [pair.kind, pair.reasons, pair.sure])).toEqual([
    ['structure', ['même nom et même commune', 'même courriel'], false],
  ])
})

test('two colleagues import the same file apart: « même fiche » on the sure pairs leaves one network, whole', async () => {
  const [anne, paul] = [desk(21, 'ANNE'), desk(22, 'PAUL')]
  const sheets = await sample('manche-suivi.xlsx')
  bring(anne, sheets, { [espace]: 'Réseau 2026:9' })
  bring(paul, sheets, { [espace]: 'Réseau 2026:9' })
  meet(anne, paul)
  expect(anne.rows.list('promeneur')).toHaveLength(68)
  const sure = pairs(anne).filter((pair) => pair.sure)
  expect(sure.filter((pair) => pair.kind === 'structure')).toHaveLength(22)
  expect(sure.filter((pair) => pair.kind === 'promeneur')).toHaveLength(34)
  expect(sure.filter((pair) => pair.kind === 'funding')).toHaveLength(6)
  anne.run(mergeDuplicates, { merges: merges(sure) })
  const counts = ['structure', 'promeneur', 'socialAccount', 'contact', 'partner', 'funding', 'payment'].map(
    (kind) => anne.rows.list(kind).length,
  )
  expect(counts).toEqual([22, 34, 72, 22, 4, 6, 3])
  expect(dangling(anne)).toEqual([])
  expect(pairs(anne)).toHaveLength(1)
  meet(anne, paul)
  expect(shape(paul)).toEqual(shape(anne))
})

test('both colleagues press « même fiche » apart: the same record is kept, none is lost', async () => {
  const [anne, paul] = [desk(23, 'ANNE'), desk(24, 'PAUL')]
  const sheets = await sample('manche-promeneurs.csv')
  bring(anne, sheets)
  bring(paul, sheets)
  meet(anne, paul)
  for (const at of [anne, paul]) at.run(mergeDuplicates, { merges: merges(pairs(at)) })
  meet(anne, paul)
  expect(anne.rows.list('promeneur')).toHaveLength(34)
  expect(anne.rows.list('structure')).toHaveLength(17)
  expect(dangling(anne)).toEqual([])
  expect(shape(paul)).toEqual(shape(anne))
})

function add(at: Replica, kind: string, values: AnyValues): AnyRow {
  const before = new Set(at.rows.list(kind).map((row) => row.id))
  if (at.run(createRecord, { kind, values }) === undefined) throw new Error(`refused: ${kind}`)
  const row = at.rows.list(kind).find((each) => !before.has(each.id))
  if (!row) throw new Error('not created')
  return row
}

test('what the other record knows fills what is empty, sets are joined, notes are both kept, nothing is replaced', () => {
  const at = desk(25)
  const one = add(at, 'partner', {
    name: 'Caf de la Manche',
    roles: ['financeur'],
    comments: 'Réponse sous un mois.',
  })
  const two = add(at, 'partner', {
    name: 'CAF DE LA MANCHE',
    acronym: 'Caf 50',
    roles: ['copil'],
    comments: 'Demander Mme Leroy.',
    phone: '+33233000000',
  })
  expect(pairs(at)).toHaveLength(1)
  at.run(mergeDuplicates, { merges: [{ kind: 'partner', ids: [two.id, one.id] }] })
  expect(at.rows.get('partner', one.id)?.values).toMatchObject({
    name: 'Caf de la Manche',
    acronym: 'Caf 50',
    phone: '+33233000000',
    roles: ['copil', 'financeur'],
    comments: 'Réponse sous un mois.\n\nDemander Mme Leroy.',
  })
  expect(at.rows.get('partner', two.id)).toMatchObject({
    deleted: true,
    values: { mergedInto: one.id, acronym: 'Caf 50' },
  })
})

test('references of every sort follow: one, several, and who was present', () => {
  const at = desk(26)
  const one = add(at, 'promeneur', { firstName: 'Zoé', lastName: 'Hamel' })
  const two = add(at, 'promeneur', { firstName: 'Zoé', lastName: 'Hamel' })
  const account = add(at, 'socialAccount', { promeneurId: two.id, network: 'discord', handle: 'zoe' })
  const meetingField = records.find((def) => def.name === 'meeting')?.fields
  const marks = Object.entries(meetingField ?? {}).find(([, field]) => field.kind === 'marks')
  if (!marks) throw new Error('meetings keep no attendance')
  const [name, field] = marks
  const mark = Object.keys('options' in field ? field.options : {})[0] ?? ''
  const meeting = add(at, 'meeting', { title: 'Copil', [name]: { [two.id]: mark } })
  const structures = [add(at, 'structure', { name: 'PIJ' }), add(at, 'structure', { name: 'MJC' })]
  const [anne, anna] = ['Anne', 'Anna'].map((firstName) =>
    add(at, 'contact', { firstName, lastName: 'Leroy' }),
  )
  const [pij, mjc] = structures.map((row, index) => ({ row, contacts: index === 0 ? [anne, anna] : [anna] }))
  for (const each of [pij, mjc])
    at.run(editRecord, {
      kind: 'structure',
      id: each?.row.id ?? '',
      values: { otherContacts: (each?.contacts ?? []).map((row) => row?.id ?? '') },
    })
  at.run(mergeDuplicates, { merges: [{ kind: 'contact', ids: [anne?.id ?? '', anna?.id ?? ''] }] })
  expect(structures.map((row) => at.rows.get('structure', row.id)?.values.otherContacts)).toEqual([
    [anne?.id],
    [anne?.id],
  ])
  at.run(mergeDuplicates, { merges: [{ kind: 'promeneur', ids: [one.id, two.id] }] })
  expect(at.rows.get('socialAccount', account.id)?.values.promeneurId).toBe(one.id)
  expect(at.rows.get('meeting', meeting.id)?.values[name]).toEqual({ [one.id]: mark })
  at.undo('undo')
  expect(at.rows.get('socialAccount', account.id)?.values.promeneurId).toBe(two.id)
  expect(at.rows.get('promeneur', two.id)?.deleted).toBe(false)
})

test('of two marks of one person at a meeting the stronger one stays, whichever record had it', () => {
  const strength = ['present', 'excuse', 'absent', 'invite']
  for (const first of strength)
    for (const second of strength) {
      const at = desk(37)
      const one = add(at, 'promeneur', { firstName: 'Zoé', lastName: 'Hamel' })
      const two = add(at, 'promeneur', { firstName: 'Zoé', lastName: 'Hamel' })
      const meeting = add(at, 'meeting', {
        title: 'Copil',
        attendance: { [one.id]: first, [two.id]: second },
      })
      at.run(mergeDuplicates, { merges: [{ kind: 'promeneur', ids: [one.id, two.id] }] })
      const stronger = strength.find((mark) => mark === first || mark === second)
      expect(at.rows.get('meeting', meeting.id)?.values.attendance).toEqual({ [one.id]: stronger })
    }
})

test('two forms of one promeneur and month become one where nothing gives way, and else a pair to look at', () => {
  const at = desk(38)
  const one = add(at, 'promeneur', { firstName: 'Zoé', lastName: 'Hamel' })
  const two = add(at, 'promeneur', { firstName: 'Zoé', lastName: 'Hamel' })
  const form = (row: AnyRow, values: AnyValues): AnyRow =>
    add(at, 'activityReport', { promeneurId: row.id, ...values })
  form(one, { period: '2026-03', requestDaily: 3, comments: 'Un' })
  form(two, { period: '2026-03', requestPlace: 5, comments: 'Deux' })
  const kept = form(one, { period: '2026-04', requestDaily: 3 })
  const other = form(two, { period: '2026-04', requestDaily: 5 })
  form(one, { period: '2026-05', formVersion: '1' })
  form(two, { period: '2026-05', formVersion: '2' })
  at.run(mergeDuplicates, { merges: [{ kind: 'promeneur', ids: [one.id, two.id] }] })
  const forms = (period: string): readonly AnyValues[] =>
    at.rows
      .list('activityReport')
      .filter((row) => row.values.period === period)
      .map((row) => row.values)
  const joined = { promeneurId: one.id, requestDaily: 3, requestPlace: 5, comments: 'Un\n\nDeux' }
  expect(forms('2026-03')).toMatchObject([joined])
  expect(forms('2026-05')).toHaveLength(2)
  expect(pairs(at)).toMatchObject([
    { kind: 'activityReport', older: { id: kept.id }, newer: { id: other.id }, sure: false },
  ])
  const merge: Merge = { kind: 'activityReport', ids: [kept.id, other.id], values: { requestDaily: 5 } }
  at.run(mergeDuplicates, { merges: [merge] })
  expect(forms('2026-04')).toMatchObject([{ promeneurId: one.id, requestDaily: 5 }])
  expect(pairs(at)).toEqual([])
})

test('« deux fiches distinctes » is remembered by both colleagues, and undone like any edit', async () => {
  const [anne, paul] = [desk(27, 'ANNE'), desk(28, 'PAUL')]
  bring(anne, await sample('manche-suivi.xlsx'))
  meet(anne, paul)
  const [pair] = pairs(paul)
  if (!pair) throw new Error('no pair')
  paul.run(keepApart, { kind: pair.kind, ids: [pair.newer.id, pair.older.id] })
  meet(anne, paul)
  expect([pairs(anne), pairs(paul)]).toEqual([[], []])
  paul.undo('undo')
  expect(pairs(paul)).toHaveLength(1)
})

test('a reference that arrives after the merge is found, and « même fiche » again moves it', () => {
  const [anne, paul] = [desk(29, 'ANNE'), desk(30, 'PAUL')]
  const one = add(anne, 'structure', { name: 'PIJ de Valognes' })
  const two = add(anne, 'structure', { name: 'PIJ de Valognes' })
  meet(anne, paul)
  anne.run(mergeDuplicates, { merges: [{ kind: 'structure', ids: [one.id, two.id] }] })
  const late = add(paul, 'promeneur', { firstName: 'Noé', structureId: two.id })
  meet(anne, paul)
  expect(strayReferences(anne.rows)).toEqual([{ kind: 'structure', ids: [one.id, two.id], count: 1 }])
  anne.run(mergeDuplicates, { merges: [{ kind: 'structure', ids: [one.id, two.id] }] })
  expect(anne.rows.get('promeneur', late.id)?.values.structureId).toBe(one.id)
  expect(strayReferences(anne.rows)).toEqual([])
})

test('a presence, or one of several people named, that arrives after the merge is found and moved as well', () => {
  const [anne, paul] = [desk(35, 'ANNE'), desk(36, 'PAUL')]
  const one = add(anne, 'contact', { lastName: 'Lebrun', firstName: 'Anne' })
  const two = add(anne, 'contact', { lastName: 'Lebrun', firstName: 'Anne' })
  const meeting = add(anne, 'meeting', { title: 'Copil', kind: 'copil', date: '2026-03-01' })
  meet(anne, paul)
  paul.run(editRecord, { kind: 'meeting', id: meeting.id, values: { attendance: { [two.id]: 'present' } } })
  const act = add(paul, 'act', { title: 'Visite', contactIds: [two.id] })
  anne.run(mergeDuplicates, { merges: [{ kind: 'contact', ids: [one.id, two.id] }] })
  meet(anne, paul)
  expect(strayReferences(anne.rows)).toEqual([{ kind: 'contact', ids: [one.id, two.id], count: 2 }])
  anne.run(mergeDuplicates, { merges: [{ kind: 'contact', ids: [one.id, two.id] }] })
  expect(anne.rows.get('meeting', meeting.id)?.values.attendance).toEqual({ [one.id]: 'present' })
  expect(anne.rows.get('act', act.id)?.values.contactIds).toEqual([one.id])
  expect(strayReferences(anne.rows)).toEqual([])
})

test('a merge is refused, with nothing changed, when the record to keep is in the trash', () => {
  const at = desk(31)
  const one = add(at, 'partner', { name: 'MSA' })
  const two = add(at, 'partner', { name: 'MSA' })
  at.run(trashRecords, { kind: 'partner', ids: [one.id] })
  expect(at.run(mergeDuplicates, { merges: [{ kind: 'partner', ids: [one.id, two.id] }] })).toBeUndefined()
  expect(at.rows.get('partner', two.id)?.deleted).toBe(false)
})

test('homonyms with two mails and two employers are two people', () => {
  const at = desk(32)
  const [a, b] = [
    add(at, 'structure', { name: 'PIJ de Granville' }),
    add(at, 'structure', { name: 'Service jeunesse de Valognes' }),
  ]
  add(at, 'promeneur', { firstName: 'Zoé', lastName: 'Hamel', email: 'zoe@pij.example', structureId: a.id })
  add(at, 'promeneur', {
    firstName: 'Zoé',
    lastName: 'Hamel',
    email: 'zoe@valognes.example',
    structureId: b.id,
  })
  expect(pairs(at)).toEqual([])
})
