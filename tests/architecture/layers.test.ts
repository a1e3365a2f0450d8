import { Linter, RuleTester } from 'eslint'
import { parser } from 'typescript-eslint'
import { describe, expect, test } from 'vitest'
import { breach, layers } from './layers'
import { house, lines } from './rules'

/** A file of each room, and what it may not import: one row for every row of the table, planted where it would hurt. */
const planted: readonly (readonly [from: string, to: string])[] = [
  ['src/core/result.ts', 'src/core/ipc'],
  ['src/core/result.ts', 'yjs'],
  ['src/core/ipc.ts', 'src/core/schema/record'],
  ['src/core/ipc.ts', 'zod'],
  ['src/core/sync/protocol.ts', 'src/core/document/rooms'],
  ['src/core/sync/protocol.ts', 'node:buffer'],
  ['src/core/sync/exchange.ts', 'src/core/schema/record'],
  ['src/core/schema/kinds.ts', 'src/core/records/structure'],
  ['src/core/schema/kinds.ts', 'src/core/reference/communes'],
  ['src/core/schema/kinds.ts', 'react'],
  ['src/core/reference/communes.ts', 'src/core/records/structure'],
  ['src/core/records/structure.ts', 'src/core/document/rooms'],
  ['src/core/document/cells.ts', 'src/core/projection/rows'],
  ['src/core/document/cells.ts', 'src/core/commands/edit'],
  ['src/core/document/cells.ts', 'dexie'],
  ['src/core/commands/edit.ts', 'src/core/projection/rows'],
  ['src/core/projection/rows.ts', 'src/core/commands/edit'],
  ['src/core/projection/rows.ts', 'src/core/figures/network'],
  ['src/core/figures/network.ts', 'src/core/sheets/sheet'],
  ['src/core/sheets/sheet.ts', 'exceljs'],
  ['src/core/sheets/sheet.ts', 'src/renderer/data/workspace'],
  ['src/main/index.ts', 'src/renderer/platform'],
  ['src/main/index.ts', 'dexie'],
  ['src/preload/index.ts', 'src/core/sync/protocol'],
  ['src/preload/index.ts', 'src/main/origin'],
  ['src/preload/index.ts', 'src/core/schema/record'],
  ['src/preload/index.ts', 'zod'],
  ['src/preload/index.ts', 'node:fs'],
  ['src/start/start.ts', 'electron'],
  ['src/start/start.ts', 'sync-server/main'],
  ['src/renderer/platform.ts', 'src/renderer/data/workspace'],
  ['src/renderer/data/workspace.ts', 'src/renderer/ui/Field'],
  ['src/renderer/data/workspace.ts', 'src/main/origin'],
  ['src/renderer/data/workspace.ts', 'node:fs'],
  ['src/renderer/data/workspace.ts', 'electron'],
  ['src/renderer/ui/Field.tsx', 'src/core/records/structure'],
  ['src/renderer/ui/Field.tsx', 'src/renderer/data/hooks'],
  ['src/renderer/ui/Field.tsx', 'src/renderer/features/records/RecordForm'],
  ['src/renderer/features/records/RecordForm.tsx', 'src/renderer/features/meetings/Notes'],
  ['src/renderer/features/records/RecordForm.tsx', 'src/renderer/App'],
  ['src/renderer/features/records/RecordForm.tsx', 'yjs'],
  ['src/renderer/features/records/RecordForm.tsx', 'dexie'],
  ['src/renderer/features/records/RecordForm.tsx', 'exceljs'],
  ['src/renderer/actions.ts', 'src/renderer/features/records/RecordForm'],
  ['src/renderer/App.tsx', 'src/main/window'],
  ['src/renderer/App.tsx', 'tests/support/chromium'],
  ['sync-server/room.ts', 'src/core/document/cells'],
  ['sync-server/room.ts', 'src/core/records/structure'],
  ['sync-server/room.ts', 'electron'],
  ['sync-server/room.ts', 'src/start/start'],
  ['resources/makeCommunes.ts', 'src/core/reference/communes'],
  ['vitest.config.ts', 'src/main/index'],
]

const allowed: readonly (readonly [from: string, to: string])[] = [
  ['src/core/document/cells.ts', 'src/core/sync/protocol'],
  ['src/core/records/index.ts', 'src/core/records/structure'],
  ['src/core/sheets/sheet.ts', 'src/core/records'],
  ['src/core/schema/kinds/links.ts', 'libphonenumber-js/min'],
  ['src/preload/index.ts', 'src/core/ipc'],
  ['src/renderer/features/records/RecordForm.tsx', 'src/renderer/features/records/RecordLinks'],
  ['src/renderer/features/records/RecordForm.tsx', 'src/renderer/ui/Field'],
  ['src/renderer/main.tsx', 'src/renderer/features/records/RecordForm'],
  ['sync-server/room.ts', 'src/core/sync/exchange'],
  ['sync-server/stores/sqlite.ts', 'better-sqlite3'],
  ['tests/unit/cells.test.ts', 'src/main/backups'],
  ['eslint.config.js', 'tests/architecture/rules'],
]

const ruleTester = new RuleTester({ languageOptions: { parser } })

describe('the import table', () => {
  for (const [from, to] of planted) {
    test(`${from} may not import ${to}`, () => expect(breach(from, targetOf(to))).toBeTypeOf('string'))
  }

  for (const [from, to] of allowed) {
    test(`${from} may import ${to}`, () => expect(breach(from, targetOf(to))).toBeUndefined())
  }

  test('every layer that refuses something has a planted breach', () => {
    const open = ['resources', 'tests', 'house']
    const tried = layers.filter(({ files }) => planted.some(([from]) => files.test(from)))
    expect(layers.filter((layer) => !tried.includes(layer) && !open.includes(layer.name))).toEqual([])
  })

  test('a file outside every room is told to find one', () => {
    expect(breach('lib/anything.ts', { package: 'yjs' })).toContain('stands in no layer')
  })
})

test('the lint rule sees every way of naming another file', () => {
  const rule = house.rules?.['layers']
  if (rule === undefined) throw new Error('the rule has another name')
  const at = { filename: `${process.cwd()}/src/preload/index.ts` }
  const refused = (code: string) => ({ ...at, code, errors: 1 })
  ruleTester.run('layers', rule, {
    valid: [
      { ...at, code: "import { checks } from '../core/ipc'" },
      { ...at, code: "const page = new URL('../renderer/index.html', import.meta.url)" },
    ],
    invalid: [
      refused("import { app } from '../main/index'"),
      refused("import type { Row } from '../core/schema/record'"),
      refused("import '../main/index'"),
      refused("const main = import('../main/index')"),
      refused("type Row = import('../core/schema/record').Row"),
      refused("const worker = new Worker(new URL('../renderer/data/workbook.worker.ts', import.meta.url))"),
      { ...at, code: "export { app } from '../core/ipc'", errors: [{ messageId: 'barrel' }] },
      { ...at, code: "export * from '../main/index'", errors: 2 },
    ],
  })
})

test('the lint rule asks for the reason of a cast', () => {
  const rule = house.rules?.['cast-says-why']
  if (rule === undefined) throw new Error('the rule has another name')
  ruleTester.run('cast-says-why', rule, {
    valid: [
      'const list = [1, 2] as const',
      '// The DOM has no type for a worker.\nconst worker = self as Worker',
      '/** The keys of a table are its own. */\nexport const keys = Object.keys(table) as Key[]',
      'call(\n  // checked above\n  input as Text,\n)',
    ],
    invalid: [
      { code: 'const worker = self as Worker', errors: 1 },
      { code: '// of another line\nconst a = 1\nconst worker = self as Worker', errors: 1 },
    ],
  })
})

test('the wall of 300 lines stands for style sheets, at whatever stage of writing', () => {
  const config: Linter.Config = { files: ['**/*.css'], languageOptions: { parser: lines } }
  const told = (text: string): number =>
    new Linter().verify(text, [{ ...config, rules: { 'max-lines': ['error', 300] } }], 'long.css').length
  expect(told('.some {\n'.repeat(300))).toBe(0)
  expect(told('.some {\n'.repeat(301))).toBe(1)
})

function targetOf(to: string): { path: string } | { package: string } {
  return /^(src|sync-server|tests|resources)\//.test(to) ? { path: to } : { package: to }
}
