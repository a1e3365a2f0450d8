import { expect, test } from 'vitest'
import type { AnyRow } from '../../../src/core/schema/record'
import type { Replica } from '../../support/replica'
import { bring, counted, desk, preview, sample, total } from './desk'

const workbook = 'manche-suivi.xlsx'
const roster = 'manche-promeneurs.csv'
const espace = 'which:espace jeunes a villedieu les poeles rouffigny/'

const sum = (rows: readonly AnyRow[], field: string): number =>
  rows.reduce((all, row) => all + Number(row.values[field] ?? 0), 0)

const named = (at: Replica, kind: string, name: string): AnyRow[] =>
  at.rows
    .list(kind)
    .filter((row) =>
      [row.values.name, `${String(row.values.firstName)} ${String(row.values.lastName)}`].includes(name),
    )

function one(at: Replica, kind: string, name: string): AnyRow {
  const [row, ...others] = named(at, kind, name)
  if (!row || others.length > 0) throw new Error(`${others.length + (row ? 1 : 0)} ${kind} called ${name}`)
  return row
}

/** The figures that both sample files must give, together or apart, as far as each knows. */
function expectNetwork(at: Replica): void {
  const promeneurs = at.rows.list('promeneur')
  expect(at.rows.list('structure')).toHaveLength(22)
  expect(promeneurs).toHaveLength(34)
  expect(promeneurs.filter((row) => row.values.status === 'actif')).toHaveLength(24)
  expect(
    promeneurs.filter((row) => row.values.status === 'sorti' && row.values.exitDate === 'unknown'),
  ).toHaveLength(10)
}

function expectMoney(at: Replica): void {
  const [fundings, payments, funders] = ['funding', 'payment', 'partner'].map((kind) => at.rows.list(kind))
  if (!fundings || !payments || !funders) throw new Error('no lists')
  expect([fundings.length, payments.length, funders.length]).toEqual([6, 3, 4])
  expect(funders.map((row) => row.values.roles)).toEqual(Array(4).fill(['financeur']))
  expect(sum(fundings, 'requested')).toBe(69_500_00)
  expect(sum(fundings, 'granted')).toBe(37_200_50)
  expect(sum(payments, 'receivedAmount')).toBe(29_750_50)
  expect(sum(fundings, 'granted') - sum(payments, 'receivedAmount')).toBe(7_450_00)
  expect(payments.map((row) => [row.values.kind, row.values.receivedAt])).toEqual(
    Array(3).fill(['reprise', undefined]),
  )
}

test('the workbook becomes 22 structures, 34 promeneurs, 6 fundings, 4 funders and 3 payments, to the cent', async () => {
  const at = desk(1)
  const { figures } = bring(at, await sample(workbook))
  expectNetwork(at)
  expectMoney(at)
  expect(figures).toEqual({
    active: 24,
    left: 10,
    fundings: { requested: 6_950_000, granted: 3_720_050, paid: 2_975_050, remaining: 745_000 },
  })
})

test('a second import of the same workbook adds and changes nothing, and asks only what nobody answered', async () => {
  const at = desk(2)
  const sheets = await sample(workbook)
  bring(at, sheets)
  const again = bring(at, sheets)
  expect([total(again, 'added'), total(again, 'changed'), again.records.length]).toEqual([0, 0, 0])
  expect([counted(again, 'structure'), counted(again, 'promeneur'), counted(again, 'funding')]).toEqual([
    '0/0/22',
    '0/0/34',
    '0/0/6',
  ])
  expect([counted(again, 'socialAccount'), counted(again, 'payment')]).toEqual(['0/0/72', '0/0/3'])
  expect(again.doubts.map((doubt) => doubt.id)).toEqual([espace])
})

test('the two « Espace jeunes » stay two; who names them is asked about once, and the answer holds for all', async () => {
  const at = desk(3)
  const sheets = await sample(workbook)
  const before = preview(at, sheets)
  expect(before.doubts).toHaveLength(1)
  expect(before.doubts[0]?.question).toContain('laquelle des deux')
  expect(before.doubts[0]?.lines.map((line) => line.text)).toEqual([
    'Hélène Françoise',
    'Clémence Duval',
    'Noémie Anquetil',
    'Zoé Lecarpentier',
  ])
  expect(before.doubts[0]?.options.map(({ label, detail }) => `${label} | ${detail}`)).toEqual([
    'Théo Müller, 02 48 64 41 71, Hors AAP | Ligne 9 de «\u00a0Réseau 2026\u00a0»\u00a0: Villedieu-les-Poêles-Rouffigny, Nb PdN\u00a0: 3',
    'Hugo Gosselin, 02 17 10 61 08, AAP 2021 | Ligne 20 de «\u00a0Réseau 2026\u00a0»\u00a0: Villedieu-les-Poêles-Rouffigny, Nb PdN\u00a0: 1',
  ])
  bring(at, sheets, { [espace]: 'Réseau 2026:9', [`${espace}#Promeneurs:33`]: 'Réseau 2026:20' })
  expectNetwork(at)
  const manager = (row: AnyRow | undefined): unknown =>
    at.rows.get('contact', String(at.rows.get('structure', String(row?.values.structureId))?.values.manager))
      ?.values.lastName
  expect(named(at, 'structure', 'Espace jeunes à Villedieu-les-Poêles-Rouffigny')).toHaveLength(2)
  expect(
    ['Hélène Françoise', 'Clémence Duval', 'Noémie Anquetil'].map((name) =>
      manager(one(at, 'promeneur', name)),
    ),
  ).toEqual(['Müller', 'Müller', 'Müller'])
  const zoes = named(at, 'promeneur', 'Zoé Lecarpentier')
  expect(zoes.map(manager).sort()).toEqual(['Gosselin', 'Le Goff'])
  const again = preview(at, sheets)
  expect([again.doubts.length, total(again, 'added'), total(again, 'changed')]).toEqual([0, 0, 0])
  expect(again.problems.filter((problem) => problem.message.startsWith('Nombre de promeneurs'))).toEqual([])
})

test('without an answer the structure is left empty, and that is said line by line', async () => {
  const at = desk(4)
  const plan = bring(at, await sample(workbook))
  expect(at.rows.list('promeneur').filter((row) => row.values.structureId === undefined)).toHaveLength(4)
  expect(plan.problems.filter((problem) => problem.message.includes('laissée vide'))).toHaveLength(4)
})

test('one undo empties the import, one redo brings it back', async () => {
  const at = desk(5)
  bring(at, await sample(workbook))
  expect(at.undo('undo')).toBeDefined()
  expect(
    ['structure', 'promeneur', 'contact', 'partner', 'funding', 'payment', 'socialAccount'].map(
      (kind) => at.rows.list(kind).length,
    ),
  ).toEqual([0, 0, 0, 0, 0, 0, 0])
  expect(at.undo('redo')).toBeDefined()
  expectNetwork(at)
  expectMoney(at)
})

test('the roster alone brings its structures with type, commune and QPV', async () => {
  const at = desk(6)
  bring(at, await sample(roster))
  const promeneurs = at.rows.list('promeneur')
  expect(promeneurs).toHaveLength(34)
  expect(promeneurs.filter((row) => row.values.status === 'actif')).toHaveLength(24)
  expect(promeneurs.every((row) => typeof row.values.structureId === 'string')).toBe(true)
  expect(at.rows.list('structure')).toHaveLength(17)
  expect(one(at, 'structure', 'PIJ de Condé-sur-Vire').values).toMatchObject({
    type: 'IJ',
    communeCode: '50139',
    qpv: 'Hors QPV',
  })
  expect(one(at, 'structure', 'Espace jeunes à Isigny-le-Buat').values.qpv).toBe('Quartier prioritaire')
  expect(bring(at, await sample(roster)).records).toEqual([])
})

test('the roster after the workbook changes nothing but the QPV it alone knows; « Nguy?n » never wins', async () => {
  const at = desk(7)
  const answers = { [espace]: 'Réseau 2026:9' }
  bring(at, await sample(workbook), answers)
  const plan = bring(at, await sample(roster))
  expect([counted(plan, 'promeneur'), total(plan, 'added')]).toEqual(['0/0/34', 0])
  expect(plan.doubts).toEqual([])
  expect(
    new Set(plan.lines.flatMap((line) => line.changes.map((change) => `${change.label} : ${change.before}`))),
  ).toEqual(new Set(['QPV : ']))
  expect(one(at, 'promeneur', 'Océane Nguyễn').values.email).toBe(
    'oceane.nguyen@centre-social-saint-hilaire-du-harcouet.example',
  )
  expectNetwork(at)
  expect(bring(at, await sample(roster)).records).toEqual([])
  expect(bring(at, await sample(workbook), answers).records).toEqual([])
})

test('the workbook after the roster completes it: « Nguy?n » is mended, and the one « Espace jeunes » is asked about', async () => {
  const at = desk(8)
  bring(at, await sample(roster))
  expect(named(at, 'promeneur', 'Yasmine Nguy?n')).toHaveLength(1)
  const sheets = await sample(workbook)
  const [doubt] = preview(at, sheets).doubts
  if (!doubt) throw new Error('no doubt')
  expect(doubt.question).toContain('est déjà là, et 2 lignes du fichier portent ce nom')
  const plan = bring(at, sheets, { [doubt.id]: 'Réseau 2026:9', [espace]: 'Réseau 2026:9' })
  expectNetwork(at)
  expectMoney(at)
  expect(counted(plan, 'promeneur')).toBe('0/34/0')
  const overwritten = plan.lines.flatMap((line) => line.changes.filter((change) => change.before !== ''))
  expect(overwritten).toEqual(Array(2).fill({ label: 'Nom', before: 'Nguy?n', after: 'Nguyễn' }))
  expect(bring(at, sheets).records).toEqual([])
})

test('names typed in capitals are proposed as they are written, and phones get their zero back', async () => {
  const plan = preview(desk(9), await sample(workbook))
  const titles = plan.lines.filter((line) => line.kind === 'promeneur').map((line) => line.title)
  expect(titles).toContain('Inès Mauger')
  expect(titles).toContain('Gaël Lecœur')
  expect(titles).toContain('Océane Nguyễn')
  const contacts = plan.lines.filter((line) => line.kind === 'contact').map((line) => line.title)
  for (const name of ['François N’Diaye', 'Perrine O’Brien', 'Loïc Le Goff', 'Jean-Baptiste Desrues'])
    expect(contacts).toContain(name)
  const agneaux = plan.lines.find((line) => line.title === 'Centre social à Agneaux')
  expect(agneaux?.changes).toContainEqual({ label: 'Commune', before: '', after: 'Agneaux' })
  expect(agneaux?.changes).toContainEqual({ label: 'Téléphone', before: '', after: '02 25 28 28 77' })
})

test('« x » in « Charte signée » is signed at an unknown date, blank stays blank, and accounts come from their columns', async () => {
  const at = desk(10)
  bring(at, await sample(workbook))
  expect(one(at, 'promeneur', 'Inès Mauger').values).toMatchObject({
    charteSigned: true,
    charteSignedAt: 'unknown',
    entryDate: '2020-05-24',
  })
  const manon = one(at, 'promeneur', 'Manon Desrues')
  expect([manon.values.charteSigned, manon.values.charteSignedAt]).toEqual([undefined, undefined])
  const accounts = at.rows.list('socialAccount').filter((row) => row.values.promeneurId === manon.id)
  expect(accounts.map((row) => [row.values.network, row.values.handle]).sort()).toEqual([
    ['discord', 'manon#2117'],
    ['facebook', 'Manon PdN 50'],
  ])
})

test('an unknown fund or purpose is kept as written, and a blank amount is not zero', async () => {
  const at = desk(11)
  bring(at, await sample(workbook))
  const fundings = at.rows.list('funding')
  const msa = fundings.find((row) => row.values.fund === 'Mieux vivre en milieu rural')
  expect(msa?.values).toMatchObject({
    purpose: ['Formation des promeneurs'],
    requested: 4_000_00,
    granted: 3_200_50,
    status: 'soldee',
    reportDueAt: '2025-12-31',
  })
  expect(fundings.find((row) => row.values.status === 'deposee')?.values.granted).toBeUndefined()
  expect(fundings.find((row) => row.values.status === 'refusee')?.values.granted).toBe(0)
})

test('what becomes of « Actif = Non » is one choice for the whole column', async () => {
  const at = desk(12)
  const sheets = (await sample(workbook)).map((sheet) => ({
    ...sheet,
    layout: { ...sheet.layout, inactive: { status: 'sorti', exitDate: '2026-06-30' } },
  }))
  bring(at, sheets)
  expect(at.rows.list('promeneur').filter((row) => row.values.exitDate === '2026-06-30')).toHaveLength(10)
})
