import { describe, expect, test } from 'vitest'
import { undatedActions } from '../../../src/core/figures/actionsToDo'
import { addMonths, daysBetween } from '../../../src/core/figures/calendar'
import { complianceGaps } from '../../../src/core/figures/compliance'
import { deadlinesOf } from '../../../src/core/figures/deadlines'
import { fundingBalances, totalBalance } from '../../../src/core/figures/funding'
import { networkFigures } from '../../../src/core/figures/network'
import { sumOf } from '../../../src/core/figures/source'
import { rowsOf } from '../../support/rows'
import { smallNetwork, today } from './smallNetwork'

const rows = rowsOf(smallNetwork)

describe('days', () => {
  test('three months before the end of a month is the end of a shorter one', () => {
    expect(addMonths('2026-05-31', -3)).toBe('2026-02-28')
    expect(addMonths('2027-01-31', -3)).toBe('2026-10-31')
    expect(addMonths('2023-11-30', 3)).toBe('2024-02-29')
    expect(addMonths('2026-11-22', -24)).toBe('2024-11-22')
  })

  test('a change of hour does not change the number of days', () => {
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2)
    expect(daysBetween('2026-11-22', '2026-11-20')).toBe(-2)
  })
})

test('what is stored with two decimals adds up without the noise of a computer', () => {
  expect(sumOf([0.1, 0.2, null])).toBe(0.3)
  expect(sumOf([10.1, 20.2])).toBe(30.3)
  expect(sumOf([123_456_789_01, 5])).toBe(123_456_789_06)
  expect(sumOf([null])).toBeNull()
})

describe('the network', () => {
  test('is counted as one would by hand', () => {
    expect(networkFigures(rows, today)).toEqual({
      promeneurs: 5,
      active: 3,
      byStatus: [
        { code: 'actif', count: 3 },
        { code: 'candidat', count: 1 },
        { code: 'sorti', count: 1 },
      ],
      youthOnly: 1,
      parentsOnly: 0,
      bothSpecialties: 1,
      noSpecialty: 1,
      entries: 1,
      exits: 1,
      exitsUndated: 0,
      structures: 4,
      structuresInNetwork: 3,
      byStructureType: [
        { code: 'ASSO', count: 1 },
        { code: 'CSC', count: 1 },
        { code: 'ML', count: 1 },
      ],
      communes: 2,
      chartesSigned: 2,
      underConvention: 1,
    })
  })

  test('counts one space alone when asked, and nothing of a space that is not here', () => {
    expect(networkFigures(rows, today, '50').active).toBe(3)
    expect(networkFigures(rows, today, '18').active).toBe(0)
  })

  test('leaves out private cells that came before their record', () => {
    const early = rowsOf([])
    const values = { lastName: 'Mauger', status: 'actif' }
    const part = {
      room: 'dep-50-private',
      space: '50',
      kind: 'promeneur',
      id: 'A9',
      present: true,
      deleted: false,
    }
    early.put([{ ...part, home: false, values }])
    expect(early.list('promeneur')).toHaveLength(1)
    expect(networkFigures(early, today).promeneurs).toBe(0)
  })

  test('reads odd stored values without a fall', () => {
    const odd = rowsOf([
      { kind: 'promeneur', id: 'A1', values: { status: 'actif', specialty: 'jeunesse', entryDate: 'hier' } },
      { kind: 'funding', id: '2026.F', values: { year: 'deux mille', granted: '12', status: 'accordee' } },
      { kind: 'payment', id: '2026.P', values: { fundingId: '2026.F', receivedAmount: 'beaucoup' } },
    ])
    expect(networkFigures(odd, today)).toMatchObject({ active: 1, noSpecialty: 1, entries: 0 })
    expect(fundingBalances(odd)).toMatchObject([{ granted: null, paid: 0, remaining: null, paidInYear: 0 }])
  })
})

describe('funding', () => {
  const balances = fundingBalances(rows)
  const of = (id: string) => balances.find(({ funding }) => funding.id === id)

  test('what is paid is what was received, and what is left is empty while nothing is granted', () => {
    expect(of('2026.01F1AAAA')).toMatchObject({ paid: 1_750_000, remaining: 750_050, paidInYear: 1_750_000 })
    expect(of('2026.01F2BBBB')).toMatchObject({ paid: 0, granted: null, remaining: null })
  })

  test('a payback counts against whatever its sign, and an undated payment is in no year', () => {
    expect(of('2025.01F4DDDD')).toMatchObject({ paid: 1_050_000, remaining: -50_000, paidInYear: 0 })
  })

  test('a refused grant is not counted, and totals of unknowns are unknown', () => {
    expect(balances.filter(({ counted }) => counted).map(({ funding }) => funding.id)).toEqual([
      '2025.01F4DDDD',
      '2026.01F1AAAA',
      '2026.01F2BBBB',
    ])
    expect(totalBalance(balances)).toEqual({
      count: 4,
      requested: 4_700_000,
      granted: 3_500_050,
      paid: 2_800_000,
      remaining: 700_050,
    })
    expect(totalBalance([])).toEqual({
      count: 0,
      requested: null,
      granted: null,
      paid: null,
      remaining: null,
    })
  })
})

describe('what is due', () => {
  test('is listed by date, late or near, and what is done or past its use is not', () => {
    const due = deadlinesOf(rows, today).map(({ date, nature, id, daysLeft, state }) => [
      date,
      nature,
      id,
      daysLeft,
      state,
    ])
    expect(due).toEqual([
      ['2026-06-30', 'report', '2025.01F4DDDD', -145, 'late'],
      ['2026-06-30', 'convention-end', 'V2', -145, 'late'],
      ['2026-11-20', 'action', 'T1', -2, 'late'],
      ['2026-12-15', 'payment', '2026.01P2', 23, 'soon'],
      ['2027-01-31', 'convention-end', 'V1', 70, 'later'],
      ['2027-06-30', 'report', '2026.01F1AAAA', 220, 'later'],
    ])
  })

  test('an action that waits for no day is told apart, and none that is done or given up', () => {
    const on = (id: string, status: string | null, dueDate: string | null = null) => ({
      kind: 'action',
      id,
      values: { title: id, status, dueDate },
    })
    const actions = rowsOf([
      on('T1', 'a-faire'),
      on('T2', null),
      on('T3', 'fait'),
      on('T4', 'abandonne'),
      on('T5', 'en-cours', '2026-12-01'),
      on('T6', 'en-cours', 'unknown'),
    ])
    expect(undatedActions(actions).map(({ id }) => id)).toEqual(['T1', 'T2', 'T6'])
  })

  test('a notice is three months before the end of the convention, while it can still be given', () => {
    const early = deadlinesOf(rows, '2026-10-01').filter(({ nature }) => nature === 'convention-notice')
    expect(early.map(({ date, what }) => [date, what])).toEqual([['2026-10-31', 'Centre social de l’Écume']])
  })
})

describe('chartes and conventions', () => {
  test('what is missing, ended or ending is said on the record where it is put right', () => {
    expect(
      complianceGaps(rows, today, { sharedOnly: true }).map(({ nature, kind, id, who, what }) => [
        nature,
        kind,
        id,
        who,
        what,
      ]),
    ).toEqual([
      ['convention-ended', 'convention', 'V2', 'Mission locale du Bocage', 'convention échue le 30/06/2026'],
      ['convention-ending', 'convention', 'V1', 'Centre social de l’Écume', 'convention jusqu’au 31/01/2027'],
      ['convention-missing', 'structure', 'S4', '=HYPERLINK("http://x.example")', 'aucune convention'],
      ['charte-promeneur', 'promeneur', 'A3', 'Manon Élie', 'charte non signée'],
      [
        'charte-structure',
        'structure',
        'S4',
        '=HYPERLINK("http://x.example")',
        'charte de la structure non signée',
      ],
      ['account', 'promeneur', 'A2', 'Hugo Desrues', 'aucun compte sur un réseau'],
      ['account', 'promeneur', 'A3', 'Manon Élie', 'aucun compte sur un réseau'],
    ])
  })

  test('the end of a convention is said whatever the status of its structure, unless it has left', () => {
    const ends = (status: string | null): readonly (readonly unknown[])[] =>
      complianceGaps(
        rowsOf([
          { kind: 'structure', id: 'N1', values: { name: 'PIJ de Valognes', status } },
          {
            kind: 'convention',
            id: 'N2',
            values: { structureId: 'N1', to: '2026-12-31', status: 'signee', signedAt: '2024-01-01' },
          },
        ]),
        today,
      ).map(({ nature, id }) => [nature, id])
    expect(ends(null)).toEqual([['convention-ending', 'N2']])
    expect(ends('retenue')).toEqual([['convention-ending', 'N2']])
    expect(ends('sortie')).toEqual([])
  })

  test('a convention whose own state nobody wrote has its end among the deadlines, one to be signed has not', () => {
    const dues = (status: string | null): readonly string[] =>
      deadlinesOf(
        rowsOf([{ kind: 'convention', id: 'N2', values: { structureId: 'N1', to: '2026-12-31', status } }]),
        today,
      ).map(({ nature }) => nature)
    expect(dues(null)).toEqual(['convention-end'])
    expect(dues('a-signer')).toEqual([])
  })
})
