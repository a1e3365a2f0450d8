import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { indexCommunes, type CommuneLine } from '../../../src/core/reference/communes'
import { parseField } from '../../../src/core/schema/kinds'
import type { Field, FieldOf, Kind } from '../../../src/core/schema/field'
import type { ParseContext } from '../../../src/core/schema/traits'

// The file is ours: its lines have this shape.
const lines = JSON.parse(readFileSync('resources/communes.json', 'utf8')) as readonly CommuneLine[]
const communes = indexCommunes(lines)
/** A day, a département and its communes, for what a field reads. */
export const context: ParseContext = { today: '2026-11-22', department: '50', communes }
export const nameOf = (reference: string): string | undefined => communes.nameOf(reference)

/** What every field must say, whatever its kind. */
export const facts = { label: 'Champ', scope: 'private' } as const
/** A field of each kind. */
export const fields: { readonly [K in Kind]: FieldOf<K> } = {
  text: { kind: 'text', ...facts },
  longText: { kind: 'longText', ...facts },
  richText: { kind: 'richText', ...facts },
  integer: { kind: 'integer', ...facts },
  decimal: { kind: 'decimal', digits: 2, ...facts },
  money: { kind: 'money', ...facts },
  date: { kind: 'date', unknown: true, ...facts },
  month: { kind: 'month', wider: true, ...facts },
  slot: { kind: 'slot', ...facts },
  flag: { kind: 'flag', ...facts },
  choice: {
    kind: 'choice',
    options: { CSC: 'Centre social', ML: 'Mission locale' },
    aliases: { 'Centre socioculturel / EVS': 'CSC' },
    ...facts,
  },
  choices: { kind: 'choices', options: { a: 'Alpha', b: 'Bêta, gamma', c: 'Delta' }, open: true, ...facts },
  range: { kind: 'range', buckets: ['<10', '10-50', '>50'], ...facts },
  email: { kind: 'email', ...facts },
  phone: { kind: 'phone', ...facts },
  url: { kind: 'url', ...facts },
  commune: { kind: 'commune', ...facts },
  siret: { kind: 'siret', ...facts },
  ref: { kind: 'ref', to: 'structure', ...facts },
  refs: { kind: 'refs', to: 'structure', ...facts },
  marks: { kind: 'marks', to: 'promeneur', options: { present: 'Présent', excuse: 'Excusé' }, ...facts },
  file: { kind: 'file', maxBytes: 2_000_000, ...facts },
  rows: {
    kind: 'rows',
    fields: { network: { kind: 'text', ...facts }, count: { kind: 'integer', ...facts } },
    ...facts,
  },
}

/** What an input is read as, or the sentence that refuses it. */
export function read(field: Field, input: unknown, given: ParseContext = context): unknown {
  const result = parseField(field, input, given)
  return result.ok ? result.value : { refused: result.error }
}

/** A refusal in a sentence. */
export const isRefused = { refused: expect.stringMatching(/^\p{Lu}.+[.…]$/u) as unknown }
/** The hash of some file. */
export const hash = 'a1'.repeat(32)
