import { expect, test } from 'vitest'
import { createRecord } from '../../../src/core/commands/createRecord'
import { editRecord } from '../../../src/core/commands/editRecord'
import { LocalCommit } from '../../../src/core/document/commit'
import { recordOf } from '../../../src/core/records'
import { createRandom } from '../../support/random'
import { Replica } from '../../support/replica'

/** A structure with an option that only a later version knows, beside a text outside the list. */
function withLaterOption() {
  let now = Date.UTC(2026, 10, 2)
  const desk = new Replica('author-a', '50', createRandom(7), () => (now += 1000))
  desk.run(createRecord, { kind: 'structure', id: 's1', values: { name: 'Centre' } })
  const def = recordOf('structure')
  const [field, { scope, options }] = Object.entries(def?.fields ?? {}).flatMap(([name, one]) =>
    one.kind === 'choices' ? [[name, one] as const] : [],
  )[0] ?? ['', { scope: 'shared', options: {} }]
  const { room } = desk.load(scope === 'shared' ? 'dep-50' : 'dep-50-private')
  const map = room.doc.getMap('structure')
  room.doc.transact(() => map.set(`s1/${field}/lateOption`, true), new LocalCommit('later version'))
  const show = () => desk.rows.get('structure', 's1')?.values[field]
  const set = (values: readonly string[]) =>
    desk.run(editRecord, { kind: 'structure', id: 's1', values: { [field]: values } })
  const keys = () => [...room.keys('structure', 's1')].filter((key) => key.startsWith(`s1/${field}/`)).sort()
  return { desk, show, set, keys, key: `s1/${field}/lateOption`, known: Object.keys(options)[0] ?? '', map }
}

test('an option of a later version can be taken out, and its removal undone', () => {
  const { desk, show, set, keys, key, map } = withLaterOption()
  expect(show()).toEqual(['lateOption'])
  set([])
  expect(show() ?? []).toEqual([])
  expect(map.get(key)).toBeNull()
  expect(keys()).toEqual([key]) // no other key was made of it
  desk.undo('undo')
  expect(show()).toEqual(['lateOption'])
  expect(map.get(key)).toBe(true)
})

test('an option of a later version stays as it is when another is added', () => {
  const { show, set, key, known, map } = withLaterOption()
  set([known, 'lateOption'])
  expect(show()).toEqual([known, 'lateOption'])
  expect(map.get(key)).toBe(true)
})
