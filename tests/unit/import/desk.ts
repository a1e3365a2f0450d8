import { readFileSync } from 'node:fs'
import { indexCommunes, type CommuneLine } from '../../../src/core/reference/communes'
import { importRows } from '../../../src/core/commands/importRows'
import type { Answers } from '../../../src/core/sheets/importDoubts'
import { guessLayout } from '../../../src/core/sheets/importLayout'
import { planImport, type ImportPreview, type ImportSheet } from '../../../src/core/sheets/importPlan'
import type { AnyRow } from '../../../src/core/schema/record'
import type { RawCell, RawTable } from '../../../src/core/sheets/importTable'
import { readTables } from '../../../src/renderer/data/readTable'
import { createRandom } from '../../support/random'
import { Replica } from '../../support/replica'

const communes = indexCommunes(JSON.parse(readFileSync('resources/communes.json', 'utf8')) as CommuneLine[]) // our own file
export const context = { today: '2026-11-22', department: '50', communes }

/** A coordinator's desk in the Manche, on real documents. */
export function desk(seed: number, author = 'ANNE'): Replica {
  let now = Date.UTC(2026, 10, 22, 9) + seed
  return new Replica(author, '50', createRandom(seed), () => now++)
}

/** A sample file's sheets, as the window reads them. */
export async function sample(name: string): Promise<ImportSheet[]> {
  return sheetsOf(await tablesOf(name))
}

export async function tablesOf(name: string): Promise<RawTable[]> {
  const tables = await readTables(name, readFileSync(`tests/support/samples/${name}`))
  if (!tables.ok) throw new Error(tables.error)
  return tables.value
}

export const sheetsOf = (tables: readonly RawTable[]): ImportSheet[] =>
  tables.map((table) => ({ table, layout: guessLayout(table) }))

/** A sheet written out in a test: headings, then lines. */
export function sheet(name: string, ...rows: (readonly RawCell[])[]): ImportSheet[] {
  return sheetsOf([{ name, rows }])
}

export const preview = (at: Replica, sheets: readonly ImportSheet[], answers: Answers = {}): ImportPreview =>
  planImport(at.view, sheets, answers, context)

/** Previews and imports; the preview tells what was done. */
export function bring(at: Replica, sheets: readonly ImportSheet[], answers: Answers = {}): ImportPreview {
  const plan = preview(at, sheets, answers)
  if (plan.records.length > 0 && at.run(importRows, { records: plan.records }) === undefined)
    throw new Error('the import was refused')
  return plan
}

/** Numbers of one kind in a preview, `added/changed/unchanged`. */
export function counted(plan: ImportPreview, kind: string): string {
  const count = plan.counts.find((each) => each.kind === kind)
  return count ? `${count.added}/${count.changed}/${count.unchanged}` : '0/0/0'
}

export const total = (plan: ImportPreview, what: 'added' | 'changed'): number =>
  plan.counts.reduce((sum, count) => sum + count[what], 0)

/** The one record of a kind that a desk has. */
export function only(at: Replica, kind: string): AnyRow {
  const [row, ...others] = at.rows.list(kind)
  if (!row || others.length > 0) throw new Error(`${at.rows.list(kind).length} of ${kind}`)
  return row
}
