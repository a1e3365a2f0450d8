import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { departmentOfCommune, indexCommunes, type CommuneLine } from '../../../src/core/reference/communes'
import { departmentOf, departments, regions } from '../../../src/core/reference/departments'
import { fundingWarnings, fundRule, isOverfunded } from '../../../src/core/reference/fundingRules'
import { indicatorSets } from '../../../src/core/reference/indicators'
import { partnerKindOf } from '../../../src/core/reference/partnerKinds'
import { structureTypeAliases, structureTypes } from '../../../src/core/reference/structureTypes'

// The file is ours: its lines have this shape.
const lines = JSON.parse(readFileSync('resources/communes.json', 'utf8')) as readonly CommuneLine[]
const communes = indexCommunes(lines)

test('there are 101 départements in 18 régions, each commune in one of them', () => {
  expect(departments.length).toBe(101)
  expect(Object.keys(regions).length).toBe(18)
  expect(departments.every(({ region }) => region in regions)).toBe(true)
  expect(departmentOf('2A')?.name).toBe('Corse-du-Sud')
  expect(departmentOf('99')).toBeUndefined()
  const codes = new Set(departments.map(({ code }) => code))
  expect(lines.length).toBeGreaterThan(34_000)
  expect(lines.filter(([code]) => !codes.has(departmentOfCommune(code)))).toEqual([])
  expect(new Set(lines.map(([code]) => departmentOfCommune(code))).size).toBe(101)
})

test('communes are found by code, postal code or name, the département deciding', () => {
  expect(communes.nameOf('50502')).toBe('Saint-Lô')
  expect(communes.find('50000', '50')).toContain('50502')
  expect(communes.find('CONDÉ-SUR-VIRE', '50')).toEqual(['50139'])
  expect(communes.find('Saint-Denis', undefined).length).toBeGreaterThan(1)
  expect(communes.find('Saint-Denis', '93')).toEqual(['93066'])
  expect(communes.find('Atlantide', '50')).toEqual([])
  expect(communes.find('2a004', undefined)).toEqual(['2A004'])
})

test('typing proposes the département’s communes first', () => {
  const [first] = communes.suggest('saint l', '50', 5)
  expect(first?.code.startsWith('50')).toBe(true)
  expect(communes.suggest('agneaux', '50', 5)[0]).toEqual({ code: '50002', name: 'Agneaux' })
  expect(communes.suggest('  ', '50', 5)).toEqual([])
  expect(communes.suggest('50110', '50', 5).map(({ name }) => name)).toContain('Cherbourg-en-Cotentin')
  expect(communes.suggest('501', '50', 5)).toHaveLength(5)
  expect(communes.suggest('saint', '50', 8).length).toBe(8)
})

test('other names of structures lead to national types', () => {
  for (const code of Object.values(structureTypeAliases)) expect(Object.keys(structureTypes)).toContain(code)
})

test('a funder’s name says its kind when it can', () => {
  expect(partnerKindOf('Caf de la Manche')).toBe('caf')
  expect(partnerKindOf('MSA Côtes Normandes')).toBe('msa')
  expect(partnerKindOf('Conseil départemental')).toBe('departement')
  expect(partnerKindOf('Préfecture')).toBe('prefecture')
  expect(partnerKindOf('Cnaf')).toBe('national')
  expect(partnerKindOf('Café des parents')).toBeNull()
})

test('rules are those of a fund and a year', () => {
  expect(fundRule('fpt3', 2023)).toBeUndefined()
  expect(fundRule('fpt3', 2026)?.leastRequest).toBe(150_000)
  const facts = {
    fund: 'fpt3',
    year: 2026,
    requested: 150_000,
    granted: null,
    totalCost: 187_500,
    renewals: 2,
  }
  expect(fundingWarnings(facts)).toEqual([])
  expect(
    fundingWarnings({ ...facts, requested: 149_999, granted: 150_001 }).map(({ field }) => field),
  ).toEqual(['requested', 'granted'])
  for (const fund of ['Fonds « Publics et territoires »', 'Fonds publics et territoires, axe 2', 'FPT 2026'])
    expect(fundRule(fund, 2026)).toBe(fundRule('fpt3', 2026))
  expect(fundRule('Fonds d’initiative locale', 2026)).toBeUndefined()
  expect(isOverfunded(100, [60, 40])).toBe(false)
  expect(isOverfunded(100, [60, 41])).toBe(true)
})

test('indicators are named once', () => {
  for (const { indicators } of indicatorSets) {
    expect(new Set(indicators.map(({ code }) => code)).size).toBe(indicators.length)
    for (const { code } of indicators) expect(code).toMatch(/^[A-Za-z0-9._~-]+$/)
  }
})
