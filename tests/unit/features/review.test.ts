import { describe, expect, test } from 'vitest'
import type { Head, OverruledCase } from '../../../src/core/document/overruled'
import type { AnyRow } from '../../../src/core/schema/record'
import { caseWords } from '../../../src/renderer/features/review/caseWords'

const head = (item: string, value: Head['value'], more: Partial<Head> = {}): Head => ({
  item,
  field: 'jobTitle',
  value,
  chosen: item === '1.1',
  author: 'claire',
  stamp: '01795000000000-000000',
  ...more,
})

const caseOf = (kind: string, more: Partial<OverruledCase>): OverruledCase => ({
  id: `dep-50/${kind}/A/e_1.1_2.1`,
  room: 'dep-50',
  space: '50',
  kind,
  record: 'A',
  is: 'edit',
  field: 'jobTitle',
  heads: [head('1.1', 'Animatrice'), head('2.1', 'Éducatrice')],
  review: 'e_1.1_2.1',
  ...more,
})

const row: AnyRow = {
  kind: 'promeneur',
  id: 'A',
  space: '50',
  deleted: false,
  pending: false,
  values: { firstName: 'Léo', lastName: 'Valmont' },
}

const nameOf = (id: string): string | undefined => (id === 'S' ? 'MJC du Port' : undefined)

describe('a case of « À vérifier » in words', () => {
  test('names the record, the field, and every value with its author and date', () => {
    const words = caseWords(caseOf('promeneur', {}), row, nameOf)
    expect(words.record).toBe('Léo Valmont')
    expect(words.about).toMatch(/^Fonction/)
    expect(words.candidates.map(({ text, author, at, shown }) => ({ text, author, at, shown }))).toEqual([
      { text: 'Animatrice', author: 'claire', at: 1_795_000_000_000, shown: true },
      { text: 'Éducatrice', author: 'claire', at: 1_795_000_000_000, shown: false },
    ])
  })

  test('says that a value was cleared', () => {
    const heads = [head('1.1', null), head('2.1', 'Éducatrice')]
    expect(caseWords(caseOf('promeneur', { heads }), row, nameOf).candidates[0]?.text).toBe('(vide)')
  })

  test('tells a member of a set as with or without it', () => {
    const member = { field: 'specialty', member: 'jeunesse' }
    const heads = [head('1.1', true, member), head('2.1', null, member)]
    const words = caseWords(caseOf('promeneur', { ...member, heads }), row, nameOf)
    expect(words.candidates.map(({ text }) => text)).toEqual([
      'avec «\u00a0Jeunesse\u00a0»',
      'sans «\u00a0Jeunesse\u00a0»',
    ])
  })

  test('tells the edits of a trashed record, field by field', () => {
    const heads = [head('3.1', 'S', { field: 'structureId' })]
    const words = caseWords(caseOf('promeneur', { is: 'trash', field: '~deleted', heads }), row, nameOf)
    expect(words.candidates[0]).toMatchObject({ text: 'MJC du Port' })
    expect(words.candidates[0]?.label).toMatch(/^Structure/)
  })

  test('tells of a record kept as one object only what differs', () => {
    const whole = { field: '~whole', kind: 'activityReport' }
    const values = { promeneurId: 'P', youthContacted: 12 }
    const heads = [
      head('1.1', values, { field: '~whole' }),
      head('2.1', { ...values, youthContacted: 15 }, { field: '~whole' }),
    ]
    const words = caseWords(caseOf('activityReport', { ...whole, heads }), undefined, nameOf)
    expect(words.candidates.map(({ text }) => text.split('\n').length)).toEqual([1, 1])
    expect(words.candidates[0]?.text).toMatch(/: 12$/)
  })

  test('shows what an unknown version wrote by its stored name', () => {
    const words = caseWords(caseOf('parrainage', { field: 'filleul' }), undefined, nameOf)
    expect(words.about).toBe('filleul')
    expect(words.candidates[0]?.text).toBe('"Animatrice"')
  })
})
