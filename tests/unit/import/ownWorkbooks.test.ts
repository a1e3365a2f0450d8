import { expect, test } from 'vitest'
import { createRecord } from '../../../src/core/commands/createRecord'
import { editRecord } from '../../../src/core/commands/editRecord'
import { annuaire } from '../../../src/core/sheets/annuaire/annuaire'
import type { Edition } from '../../../src/core/sheets/edition'
import { fundingReport } from '../../../src/core/sheets/fundingReport/fundingReport'
import { OTHER } from '../../../src/core/sheets/importTargets'
import type { Workbook } from '../../../src/core/sheets/sheet'
import type { AnyValues } from '../../../src/core/schema/record'
import { readTables } from '../../../src/renderer/data/readTable'
import type { Replica } from '../../support/replica'
import { editionOf } from '../sheets/edition'
import { reread } from '../sheets/rereadWorkbook'
import { desk, preview, sheet, sheetsOf } from './desk'

const make = (at: Replica, kind: string, id: string, values: AnyValues) =>
  expect(at.run(createRecord, { kind, id, values }), id).toBeDefined()

/** What bringing a workbook of ours back would do, as it was written from this desk. */
async function broughtBack(at: Replica, workbook: (edition: Edition) => Workbook) {
  const file = await reread(workbook(editionOf(at.rows)))
  const read = await readTables('classeur.xlsx', new Uint8Array(await file.xlsx.writeBuffer()))
  if (!read.ok) throw new Error(read.error)
  const sheets = sheetsOf(read.value)
  const plan = preview(at, sheets)
  const news = plan.lines.flatMap(({ is, kind, title, changes }) =>
    is === 'unchanged'
      ? []
      : [[is, kind, title, ...changes.map(({ label, after }) => `${label} = ${after}`)]],
  )
  return { sheets, plan, news }
}

test('our own « Suivi des financements » brought back changes nothing: lines find their grants, totals are not grants', async () => {
  const at = desk(130)
  make(at, 'partner', 'P1', { name: 'Caf de la Manche', roles: ['financeur'] })
  make(at, 'structure', 'S1', { name: 'MJC du Port', communeCode: '50129' })
  for (const [id, requested, status] of [
    ['2026.01AAAAAAAAAAAAAAAAAAAA0001', 1500_00, 'accordee'],
    ['2026.01AAAAAAAAAAAAAAAAAAAA0002', 800_00, 'instruction'],
  ] as const)
    make(at, 'funding', id, {
      ...{ year: 2026, funderId: 'P1', fund: 'etat', purpose: ['coordination'], requested, status },
      ...(status === 'accordee' ? { granted: 1200_00, beneficiaryId: 'S1', reportDueAt: '2027-06-30' } : {}),
    })
  for (const [kind, receivedAmount] of [
    ['acompte', 1000_00],
    ['reversement', 200_00],
  ] as const)
    make(at, 'payment', `2026.${kind}`, {
      ...{ fundingId: '2026.01AAAAAAAAAAAAAAAAAAAA0001', kind, receivedAmount },
    })
  const { sheets, plan, news } = await broughtBack(at, (edition) => fundingReport(edition, null))
  expect(news).toEqual([])
  expect([plan.problems, plan.doubts, plan.figures.fundings]).toMatchObject([
    [],
    [],
    { requested: 2300_00, granted: 1200_00, paid: 800_00, remaining: 400_00 },
  ])
  expect(sheets.map(({ table, layout }) => [table.name, layout.kind])).toEqual([
    ['Financements', 'funding'],
    ['Versements', null],
    ['Par exercice et financeur', null],
    ['Échéances', null],
    ['Définitions', null],
  ])
  expect(sheets[0]?.layout.targets).not.toContain(OTHER)
})

test('our own « Annuaire » brought back changes nothing, whatever the status of its people', async () => {
  const at = desk(131)
  make(at, 'structure', 'S1', { name: 'MJC du Port', type: 'MJC', status: 'reseau', communeCode: '50129' })
  make(at, 'structure', 'S2', { name: 'Phare', type: 'ASSO', status: 'candidate', email: 'phare@ex.example' })
  make(at, 'contact', 'C1', {
    firstName: 'Odile',
    lastName: 'Ferrand',
    structureId: 'S1',
    phone: '+33233000001',
  })
  make(at, 'contact', 'C2', { firstName: 'Luc', lastName: 'Hue', structureId: 'S2', mobile: '+33612345670' })
  make(at, 'partner', 'P1', {
    name: 'Caf de la Manche',
    acronym: 'Caf 50',
    kind: 'caf',
    roles: ['financeur'],
  })
  for (const [id, status] of [
    ['A1', 'actif'],
    ['A2', 'candidat'],
    ['A3', 'formation'],
    ['A4', 'sorti'],
  ] as const)
    make(at, 'promeneur', id, {
      ...{ firstName: 'Inès', lastName: `Mauger ${id}`, structureId: 'S1', status, specialty: ['jeunesse'] },
      ...{ email: `${id.toLowerCase()}@ex.example`, publishOnDirectory: status === 'actif' },
      ...(status === 'sorti' ? { exitDate: '2026-06-30' } : {}),
      ...(status === 'actif' ? { charteSigned: true, charteSignedAt: '2026-01-01' } : {}),
    })
  for (const [id, manager] of [
    ['S1', 'C1'],
    ['S2', 'C2'],
  ] as const)
    at.run(editRecord, { kind: 'structure', id, values: { manager } })
  const { sheets, plan, news } = await broughtBack(at, annuaire)
  expect(news).toEqual([])
  expect([plan.problems, plan.doubts]).toEqual([[], []])
  expect(
    sheets.filter(({ layout }) => layout.targets.includes(OTHER)).map(({ table }) => table.name),
  ).toEqual([])
})

test('an empty « Annuaire » of ours brings nothing, and the sentences that say so are no lines', async () => {
  const { plan } = await broughtBack(desk(132), annuaire)
  expect([plan.lines, plan.problems]).toEqual([[], []])
})

test('« Statut » is preferred to « Actif », and « Réf. » names no record', () => {
  const [people] = sheet(
    'Promeneurs',
    ['Prénom', 'Nom', 'Actif', 'Statut'],
    ['Inès', 'Mauger', 'Non', 'Candidat'],
  )
  expect(people?.layout.targets).toEqual(['firstName', 'lastName', OTHER, 'status'])
  const [grants] = sheet('Suivi', ['Exercice', 'Financeur', 'Demandé', 'Réf.'], [2026, 'MSA', 100, 'A-1'])
  expect(grants?.layout.targets).toEqual(['year', 'funderId', 'requested', OTHER])
})
