import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** The numbers that names of tests bear: `[S7]` in front, `(T2)` behind. */
const NUMBERED = /(?<=['"`]|\] )\[([A-Z]\d+)\]| \(([A-Z]\d+)\)['"`]/g

/** What is said in bold: one number, or the first and last of several. */
const SAID = /\*\*([A-Z])(\d+)(?:–\1(\d+))?\*\*/g

function listedIn(file: string): readonly string[] {
  return [...readFileSync(file, 'utf8').matchAll(SAID)].flatMap(([, letter = '', first, last = first]) =>
    Array.from({ length: Number(last) - Number(first) + 1 }, (_, i) => `${letter}${Number(first) + i}`),
  )
}

function borne(): ReadonlySet<string> {
  const files = readdirSync('tests', { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(test|spec)\.tsx?$/.test(name),
  )
  const names = files
    .filter((name) => !name.startsWith('architecture'))
    .flatMap((name) => readFileSync(`tests/${name}`, 'utf8').split('\n'))
    .filter((line) => /^\s*(test|describe|['"`]\[)/.test(line) || /^\s*['"`].*\([A-Z]\d+\)['"`],$/.test(line))
  return new Set(names.flatMap((line) => [...line.matchAll(NUMBERED)].map(([, a, b]) => a ?? b ?? '')))
}

const rules = listedIn('src/core/sync/RULES.md')
const others = listedIn('tests/README.md')

test('every rule of sync is held by a test that bears its number', () => {
  const found = borne()
  expect(rules.length).toBeGreaterThan(20)
  expect(rules.filter((rule) => !found.has(rule))).toEqual([])
})

test('every number in the name of a test is a rule that can be read, and the other way round', () => {
  const found = borne()
  expect([...found].filter((number) => !rules.includes(number) && !others.includes(number))).toEqual([])
  expect(others.filter((number) => !found.has(number))).toEqual([])
  expect(others.filter((number, i) => others.indexOf(number) !== i)).toEqual([])
})
