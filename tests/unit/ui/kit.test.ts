import { expect, test } from 'vitest'
import { withComputed } from '../../../src/core/figures/computedFields'
import { createRowStore } from '../../../src/core/projection/rows'
import { activityReport } from '../../../src/core/records/activityReport'
import { budgetLine } from '../../../src/core/records/budgetLine'
import { funding } from '../../../src/core/records/funding'
import { meeting } from '../../../src/core/records/meeting'
import { promeneur } from '../../../src/core/records/promeneur'
import { records } from '../../../src/core/records'
import { structure } from '../../../src/core/records/structure'
import { ok } from '../../../src/core/result'
import { tableColumns } from '../../../src/core/schema/derive'
import { parseField } from '../../../src/core/schema/kinds'
import type { AnyRecordDef, AnyValues } from '../../../src/core/schema/record'
import { actionOfKey, actions, shortcutWords } from '../../../src/renderer/actions'
import { groups } from '../../../src/renderer/features/records/groups'
import { hints } from '../../../src/renderer/features/records/hints'
import { linksTo } from '../../../src/renderer/features/records/links'
import { newTitle } from '../../../src/renderer/features/records/newTitle'
import { invitationIn, invitationOf, misplaced } from '../../../src/renderer/ui/invitation'
import { syncWords } from '../../../src/renderer/ui/SyncBadge'
import { addressesOf } from '../../../src/renderer/ui/table/addresses'
import { isFigure } from '../../../src/renderer/ui/table/features'
import { type Filter, filterWords, passes, writtenWords } from '../../../src/renderer/ui/table/filter'
import { gridKey } from '../../../src/renderer/ui/table/gridKey'
import { partOf } from '../../support/rows'

const nobody = (): undefined => undefined
const key = (name: string, mods: { ctrl?: boolean; shift?: boolean } = {}) => ({
  key: name,
  ctrlKey: mods.ctrl ?? false,
  metaKey: false,
  shiftKey: mods.shift ?? false,
  altKey: false,
})

test('a filter keeps what it says, and an empty cell passes only « vide »', () => {
  const { granted, status, reportDueAt } = funding.fields
  const cases: readonly [Filter, boolean, boolean][] = [
    [{ is: 'between', from: 100_00, to: null }, true, false],
    [{ is: 'between', from: null, to: 99_00 }, false, false],
    [{ is: 'filled' }, true, false],
    [{ is: 'empty' }, false, true],
    [{ is: 'contains', text: '150,00' }, true, false],
  ]
  for (const [filter, filled, empty] of cases) {
    expect(passes(filter, granted, 150_00, nobody), JSON.stringify(filter)).toBe(filled)
    expect(passes(filter, granted, null, nobody), JSON.stringify(filter)).toBe(empty)
  }
  expect(passes({ is: 'among', keys: ['soldee'] }, status, 'soldee', nobody)).toBe(true)
  expect(passes({ is: 'among', keys: ['soldee'] }, status, 'refusee', nobody)).toBe(false)
  expect(
    passes({ is: 'between', from: '2026-01-01', to: '2026-12-31' }, reportDueAt, '2026-06-30', nobody),
  ).toBe(true)
})

test('« date inconnue » is in no range of dates', () => {
  const range: Filter = { is: 'between', from: '1900-01-01', to: '2199-12-31' }
  expect(passes(range, promeneur.fields.charteSignedAt, 'unknown', nobody)).toBe(false)
})

test('a set passes when one of its members is asked for', () => {
  const among: Filter = { is: 'among', keys: ['parentalite'] }
  expect(passes(among, promeneur.fields.specialty, ['jeunesse', 'parentalite'], nobody)).toBe(true)
  expect(passes(among, promeneur.fields.specialty, ['jeunesse'], nobody)).toBe(false)
})

test('a filter is said in the words of its field', () => {
  expect(filterWords({ is: 'among', keys: ['actif', 'sorti'] }, promeneur.fields.status, nobody)).toBe(
    'Statut\u00a0: Actif, Sorti',
  )
  expect(
    filterWords({ is: 'between', from: '2026-01-01', to: null }, promeneur.fields.entryDate, nobody),
  ).toBe('Date d’entrée à partir de 01/01/2026')
})

test('a file does not say which of its masked counts were asked for', () => {
  const { youthContacted, concernsSeen } = activityReport.fields
  const exactly: Filter = { is: 'between', from: 3, to: 3 }
  expect(writtenWords(exactly, concernsSeen, nobody)).toBe(
    'Situations préoccupantes repérées\u00a0: valeurs choisies',
  )
  expect(writtenWords({ is: 'among', keys: ['3'] }, youthContacted, nobody)).toBe(
    'Jeunes contactés\u00a0: valeurs choisies',
  )
  expect(writtenWords({ is: 'empty' }, concernsSeen, nobody)).toBe('Situations préoccupantes repérées vide')
  expect(writtenWords({ is: 'among', keys: ['actif'] }, promeneur.fields.status, nobody)).toBe(
    'Statut\u00a0: Actif',
  )
})

test('each key of a table is one step, and others are left to the page', () => {
  expect(gridKey(key('ArrowDown'), 3, 10, 5)).toEqual({ is: 'move', to: 4 })
  expect(gridKey(key('End'), 3, 10, 5)).toEqual({ is: 'move', to: 9 })
  expect(gridKey(key('PageUp'), 3, 10, 5)).toEqual({ is: 'move', to: -2 })
  expect(gridKey(key('Enter'), 3, 10, 5)).toEqual({ is: 'open' })
  expect(gridKey(key(' '), 3, 10, 5)).toEqual({ is: 'select' })
  expect(gridKey(key('a', { ctrl: true }), 3, 10, 5)).toEqual({ is: 'all' })
  expect(gridKey(key('a'), 3, 10, 5)).toBeNull()
  expect(gridKey(key('Tab'), 3, 10, 5)).toBeNull()
})

test('Ctrl Z is the application’s outside texts and the text’s own inside; Ctrl K is everywhere', () => {
  expect(actionOfKey(key('z', { ctrl: true }), false)?.id).toBe('undo')
  expect(actionOfKey(key('Z', { ctrl: true, shift: true }), false)?.id).toBe('redo')
  expect(actionOfKey(key('z', { ctrl: true }), true)).toBeUndefined()
  expect(actionOfKey(key('k', { ctrl: true }), true)?.id).toBe('palette')
  expect(actionOfKey(key('k'), false)).toBeUndefined()
  expect(shortcutWords('mod+shift+z')).toBe('Ctrl Maj Z')
  expect(new Set(actions.map((action) => action.id)).size).toBe(actions.length)
})

test('addresses are copied once each, in the order shown', () => {
  const row = (id: string, values: AnyValues) => ({
    kind: 'promeneur',
    id,
    space: '50',
    deleted: false,
    pending: false,
    values,
  })
  const rows = [
    row('b', { email: 'b@x.example' }),
    row('a', { email: 'a@x.example' }),
    row('c', { email: 'b@x.example' }),
    row('d', {}),
  ]
  expect(addressesOf(promeneur, rows).found).toEqual(['b@x.example', 'a@x.example'])
})

test('a new record is announced in its gender', () => {
  expect(newTitle(structure)).toBe('Nouvelle structure')
  expect(newTitle(promeneur)).toBe('Nouveau promeneur')
  expect(newTitle(meeting)).toBe('Nouvelle réunion')
})

test('every column, state and kind that a screen names exists in its record', () => {
  const kinds: readonly string[] = records.map((def) => def.name)
  for (const group of Object.values(groups)) for (const kind of group.kinds) expect(kinds).toContain(kind)
  for (const def of records) {
    const hint = Object.hasOwn(hints, def.name) ? hints[def.name] : undefined
    for (const name of [...(hint?.columns ?? []), ...(hint?.state ? [hint.state] : [])])
      expect(Object.keys(withComputed(def).fields), `${def.name}.${name}`).toContain(name)
  }
})

test('a field for hours shows beside it hours that it would read', () => {
  const defs: readonly AnyRecordDef[] = records
  const fields = defs.flatMap((def) => Object.values(def.fields)).filter(({ kind }) => kind === 'slot')
  expect(fields.length).toBeGreaterThan(1)
  for (const field of fields) {
    const shown = field.hint?.match(/\d\S*\d/)?.[0]
    expect(parseField(field, shown, { today: '2026-11-22', department: '50' })).toEqual(ok('14:00-16:30'))
  }
})

test('links are found by reference, set and attendance, and a child kind is offered while empty', () => {
  const store = createRowStore()
  const part = (kind: string, id: string, values: AnyValues) => partOf({ kind, id, values })
  store.put([
    part('structure', 's1', { name: 'MJC' }),
    part('promeneur', 'p1', { structureId: 's1' }),
    part('promeneur', 'p2', { structureId: 's2' }),
    part('meeting', '2026.m1', { title: 'Copil', attendance: { p1: 'present' } }),
  ])
  const ofStructure = linksTo(store, 'structure', 's1')
  expect(ofStructure.find((group) => group.def.name === 'promeneur')?.rows.map((row) => row.id)).toEqual([
    'p1',
  ])
  const conventions = ofStructure.find((group) => group.def.name === 'convention')
  expect(conventions?.rows).toEqual([])
  expect(conventions?.seed).toEqual({ structureId: 's1' })
  const ofPerson = linksTo(store, 'promeneur', 'p1')
  expect(ofPerson.find((group) => group.def.name === 'meeting')?.rows.map((row) => row.id)).toEqual([
    '2026.m1',
  ])
})

test('what is single, or made by the application, is offered nowhere, and a label keeps its capitals', () => {
  const store = createRowStore()
  expect(linksTo(store, 'partner', 'c1').map(({ def }) => def.name)).not.toContain('department')
  store.put([partOf({ kind: 'department', id: 'd50', values: { name: 'Manche', cafId: 'c1' } })])
  const [department] = linksTo(store, 'partner', 'c1').filter(({ def }) => def.name === 'department')
  expect(department).toMatchObject({ label: 'Département (Caf de référence)', seed: null })
})

test('the state of sync names its cause and what waits', () => {
  const offline = syncWords({ is: 'offline', unsent: 2, since: 0, cause: 'server-down' })
  expect(offline.short).toBe('Hors ligne, 2 à envoyer')
  expect(offline.long).toContain('Le serveur ne répond pas')
  expect(syncWords({ is: 'refused', unsent: 0, cause: 'app-too-old' }).long).toContain(
    'Mettez l’application à jour',
  )
  expect(syncWords({ is: 'offline', unsent: 0, since: 0, cause: 'no-server' }).tone).toBe('plain')
})

test('a space restored from a backup says so, from when, and how to join its server again, until it has', () => {
  const alone = { is: 'offline', unsent: 0, since: 0, cause: 'no-server' } as const
  const restored = syncWords(alone, new Date(2026, 2, 3, 10, 12).getTime())
  expect(restored.short).toBe('Restauré, sans serveur')
  expect(restored.tone).toBe('warn')
  expect(restored.long).toContain('sauvegarde du 03/03/2026 à\u00a010:12')
  expect(restored.long).toContain('nouvelle invitation')
  expect(restored.joins).toBe(true)
  expect(syncWords({ is: 'synced', at: 0 }, 1).short).toBe('À jour')
  expect(syncWords(alone).joins).toBeUndefined()
})

test('an invitation is read after the hash alone, and nothing else is one', () => {
  const origin = 'https://serveur.example'
  expect(invitationIn({ hash: '#/rejoindre/ABC-123', origin })).toEqual({ server: origin, code: 'ABC-123' })
  for (const hash of ['', '#/', '#/rejoindre/', '#/rejoindre/a/b', '#/fiches/promeneur'])
    expect(invitationIn({ hash, origin })).toBeUndefined()
})

test('an invitation typed in the wrong field is seen, and a whole link gives both parts', () => {
  const [server, code] = ['https://serveur.example', 'ABCD-EFGH-2345-6789']
  expect(misplaced({ server, code })).toBeUndefined()
  expect(misplaced({ server: 'serveur.example:8787', code: 'abcdefgh23456789' })).toBeUndefined()
  expect(misplaced({ server: code, code: '' })?.about).toBe('server')
  expect(misplaced({ server: code, code: server })?.message).toContain('inversés')
  expect(misplaced({ server, code: 'serveur.example' })?.about).toBe('code')
  expect(misplaced({ server, code: ' ' })?.about).toBe('code')
  expect(misplaced({ server: '', code })?.about).toBe('server')
  expect(invitationOf(` ${server}/#/rejoindre/${code}\n`)).toEqual({ server, code })
  expect(invitationOf(`${server}/maillage/#/rejoindre/${code}`)).toEqual({
    server: `${server}/maillage`,
    code,
  })
  for (const text of [server, code, '', `${server}/#/fiches/promeneur`])
    expect(invitationOf(text)).toBeUndefined()
})

test('quantities stand at the right of their columns, and a year, which is a name, does not', () => {
  const figures = tableColumns(budgetLine).filter(isFigure)
  expect(figures.map(({ name }) => name)).toEqual(['planned'])
})
