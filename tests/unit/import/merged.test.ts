import { expect, test } from 'vitest'
import { createRecord } from '../../../src/core/commands/createRecord'
import { editRecord } from '../../../src/core/commands/editRecord'
import { mergeDuplicates } from '../../../src/core/commands/mergeDuplicates'
import { trashRecords } from '../../../src/core/commands/trashRecords'
import { probableDuplicates } from '../../../src/core/figures/duplicates'
import type { AnyValues } from '../../../src/core/schema/record'
import type { Replica } from '../../support/replica'
import type { ImportPreview, ImportSheet } from '../../../src/core/sheets/importPlan'
import { importedKinds, planImport } from '../../../src/core/sheets/importPlan'
import { givenUpRows, keepersAmong } from '../../../src/core/sheets/importGivenUp'
import { bring, context, counted, desk, sample, sheet, total } from './desk'
import { ines, people } from './people'

const structures = ['Structure', 'Commune', 'Téléphone', 'Responsable', 'AAP']

const ESPACE = 'which:espace jeunes a villedieu les poeles rouffigny/'

/** The preview of a file, as the window has it made. */
function preview(at: Replica, sheets: readonly ImportSheet[]): ImportPreview {
  const rows = importedKinds.flatMap((kind) => [...at.rows.list(kind), ...at.rows.trash(kind)])
  const keepers = keepersAmong(rows)
  const histories = keepers.map(({ kind, id }) => at.history(kind, id))
  const givenUp = givenUpRows(rows, keepers, histories)
  const trash = (kind: string) => [...at.rows.trash(kind), ...givenUp.filter((row) => row.kind === kind)]
  const get = (kind: string, id: string) => at.view.get(kind, id) ?? trash(kind).find((row) => row.id === id)
  return planImport({ ...at.view, get, trash }, sheets, {}, context)
}

/** The id of the record of a kind that says this. */
function idOf(at: Replica, kind: string, said: AnyValues): string {
  const [row, ...others] = at.rows
    .list(kind)
    .filter(({ values }) => Object.entries(said).every(([name, value]) => values[name] === value))
  if (!row || others.length > 0) throw new Error(`${others.length} others of ${JSON.stringify(said)}`)
  return row.id
}

const merge = (at: Replica, kind: string, ids: readonly [string, string], values: AnyValues = {}): void =>
  void at.run(mergeDuplicates, { merges: [{ kind, ids, values }] })

test.each(['older', 'newer'] as const)(
  'after « même fiche » the sample workbook adds and changes nothing, the words of the %s record having been chosen',
  async (which) => {
    const at = desk(70)
    const sheets = await sample('manche-suivi.xlsx')
    bring(at, sheets, { [ESPACE]: 'Réseau 2026:9' })
    const [pair] = probableDuplicates(at.rows, '50')
    if (!pair) throw new Error('no pair')
    const { phone, manager, callYear } = pair[which].values
    merge(at, pair.kind, [pair.older.id, pair.newer.id], { phone, manager, callYear })
    const again = preview(at, sheets)
    expect([total(again, 'added'), total(again, 'changed'), again.doubts]).toEqual([0, 0, []])
  },
)

test('a line of a structure that was merged is one with the record that stays, whose chosen words are left and said', () => {
  const at = desk(71)
  at.run(createRecord, {
    kind: 'structure',
    values: { name: 'Point info jeunesse', communeCode: '50615', phone: '+33233000001' },
  })
  const file = sheet('Structures', structures, [
    'PIJ de Valognes',
    'Valognes',
    '02 33 00 00 02',
    'Théo Müller',
    '2024',
  ])
  bring(at, file)
  const kept = idOf(at, 'structure', { name: 'Point info jeunesse' })
  merge(at, 'structure', [kept, idOf(at, 'structure', { name: 'PIJ de Valognes' })])
  const again = preview(at, file)
  expect([counted(again, 'structure'), counted(again, 'contact')]).toEqual(['0/0/1', '0/0/1'])
  expect(again.problems.filter(({ heading }) => heading !== undefined)).toMatchObject([
    { line: 2, heading: 'Nom', text: 'PIJ de Valognes' },
    {
      line: 2,
      heading: 'Téléphone',
      text: '02 33 00 00 02',
      message:
        'Non repris\u00a0: cette fiche a été réunie avec «\u00a0Point info jeunesse\u00a0», qui dit «\u00a002 33 00 00 01\u00a0».',
    },
  ])
  // What the file says anew is shown as a change, as of any record.
  const later = sheet('Structures', structures, [
    'PIJ de Valognes',
    'Valognes',
    '02 33 00 00 09',
    'Théo Müller',
    '2024',
  ])
  expect(preview(at, later).lines.find(({ kind }) => kind === 'structure')).toMatchObject({
    id: kept,
    is: 'changed',
    changes: [{ before: '02 33 00 00 01', after: '02 33 00 00 09' }],
  })
})

test('both lines of two people who are one are found again, and who names a merged structure names the one that stays', () => {
  const at = desk(72)
  const file = sheet('Roster', people, ines, [
    'MAUGER',
    'Inès',
    'Point jeunes',
    'ines.mauger@perso.example',
    'oui',
    null,
    null,
    698765432,
    'Auto',
  ])
  bring(at, file)
  const [mine, other] = [{ email: 'ines@pij.example' }, { email: 'ines.mauger@perso.example' }]
  merge(at, 'promeneur', [idOf(at, 'promeneur', mine), idOf(at, 'promeneur', other)], {
    otherColumns: 'Véhicule : Vélo',
  })
  merge(at, 'structure', [
    idOf(at, 'structure', { name: 'PIJ de Valognes' }),
    idOf(at, 'structure', { name: 'Point jeunes' }),
  ])
  const again = preview(at, file)
  expect([total(again, 'added'), total(again, 'changed')]).toEqual([0, 0])
  expect(again.doubts).toEqual([])

  // The same of a contact, by its name and where it works.
  at.run(createRecord, { kind: 'contact', values: { firstName: 'Anna', lastName: 'Diaz' } })
  const contacts = sheet(
    'Contacts',
    ['Prénom', 'Nom', 'Structure', 'Fonction'],
    ['Ana', 'Diaz', 'Point jeunes', 'Accueil'],
  )
  bring(at, contacts)
  merge(
    at,
    'contact',
    [idOf(at, 'contact', { firstName: 'Ana' }), idOf(at, 'contact', { firstName: 'Anna' })],
    { firstName: 'Anna' },
  )
  const found = preview(at, contacts)
  expect([total(found, 'added'), total(found, 'changed'), found.doubts]).toEqual([0, 0, []])
})

test('partners and fundings that were merged are found again, and so is a line of our own export by its id', () => {
  const at = desk(73)
  const file = sheet(
    'Financements',
    ['Exercice', 'Financeur', 'Dispositif', 'Objet', 'Demandé'],
    [2026, 'Caf de la Manche', 'FPT axe 3', 'Fonctionnement', 1000],
    [2026, 'CAF 50', 'FPT axe 3', 'Fonctionnement', 1200],
  )
  bring(at, file)
  const [caf, short] = ['Caf de la Manche', 'CAF 50'].map((name) => idOf(at, 'partner', { name }))
  const [first, second] = [100_000, 120_000].map((requested) => idOf(at, 'funding', { requested }))
  if (!caf || !short || !first || !second) throw new Error('not there')
  merge(at, 'partner', [caf, short])
  merge(at, 'funding', [first, second])
  const again = preview(at, file)
  expect([total(again, 'added'), total(again, 'changed')]).toEqual([0, 0])

  const dropped = [first, second].sort()[1]
  const exported = sheet(
    'Financements',
    ['Identifiant', 'Exercice', 'Dispositif', 'Objet', 'Demandé'],
    [dropped ?? '', 2026, 'FPT axe 3', 'Formation', 1200],
  )
  expect(preview(at, exported).lines).toMatchObject([{ id: [first, second].sort()[0], is: 'changed' }])
})

test('the words that the record which stays gave up are known again as well, and left', () => {
  const at = desk(75)
  const own = [['MAUGER', 'Inès-Marie', 'PIJ', 'ines@perso.example', 'oui', null, null, null, null]]
  bring(at, sheet('Roster', people, ines, ...own))
  const [kept, dropped] = ['ines@pij.example', 'ines@perso.example'].map((email) =>
    idOf(at, 'promeneur', { email }),
  )
  const [mine, other] = ['PIJ de Valognes', 'PIJ'].map((name) => idOf(at, 'structure', { name }))
  if (!kept || !dropped || !mine || !other) throw new Error('not there')
  merge(at, 'promeneur', [kept, dropped], { email: 'ines@perso.example', firstName: 'Inès-Marie' })
  merge(at, 'structure', [mine, other], { name: 'PIJ' })
  const again = preview(at, sheet('Roster', people, ines))
  expect([total(again, 'added'), total(again, 'changed'), again.doubts]).toEqual([0, 0, []])
  expect(again.problems.map(({ heading, text }) => [heading, text])).toEqual([
    ['Prénom', 'Inès'],
    ['Courriel', 'ines@pij.example'],
  ])
  // Taken apart again, there is nothing that was given up.
  at.undo('undo')
  at.undo('undo')
  expect(preview(at, sheet('Roster', people, ines)).problems).toEqual([])
})

test('what was trashed, or taken apart again, is no merged record to an import', () => {
  const at = desk(74)
  const file = sheet('Structures', structures, ['PIJ de Valognes', 'Valognes', '02 33 00 00 02', null, null])
  at.run(createRecord, { kind: 'structure', values: { name: 'Point info jeunesse' } })
  const kept = idOf(at, 'structure', { name: 'Point info jeunesse' })
  bring(at, file)
  merge(at, 'structure', [kept, idOf(at, 'structure', { name: 'PIJ de Valognes' })])
  at.undo('undo')
  expect(counted(preview(at, file), 'structure')).toBe('0/0/1')
  at.undo('redo')
  at.run(editRecord, { kind: 'structure', id: kept, values: { phone: '+33233000003' } })
  expect(counted(preview(at, file), 'structure')).toBe('0/0/1')
  at.run(trashRecords, { kind: 'structure', ids: [kept] })
  expect(counted(preview(at, file), 'structure')).toBe('1/0/0')
})
