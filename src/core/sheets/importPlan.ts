import type { PlannedRecord } from '../commands/importRows'
import type { View } from '../commands/command'
import { withdrawnConsents } from '../figures/withdrawnConsents'
import { displayName } from '../schema/derive'
import { formatField } from '../schema/kinds'
import type { AnyValues } from '../schema/record'
import type { NameOf, ParseContext } from '../schema/traits'
import { openBook, type Entry, type Source } from './importBook'
import { openDoubts, type Answers, type Doubt } from './importDoubts'
import { importFundings } from './importFundings'
import { figuresOf, type ImportFigures } from './importFigures'
import { columnNames, type SheetLayout } from './importLayout'
import { importContacts, importPromeneurs } from './importPeople'
import { importPartners } from './importPartners'
import { readRows, type CellProblem, type RowDraft } from './importRow'
import { leaveTrashed, type ImportRun } from './importRun'
import { compareCounts, importStructures } from './importStructures'
import type { RawTable } from './importTable'
import { definition, type ImportKind } from './importTargets'

/** A sheet and what its columns mean. */
export interface ImportSheet {
  readonly table: RawTable
  readonly layout: SheetLayout
}

/** A record in the preview: what the import would do to it, field by field. */
export interface PreviewLine {
  readonly kind: string
  readonly id: string
  readonly title: string
  readonly is: 'added' | 'changed' | 'unchanged'
  readonly sources: readonly Source[]
  readonly changes: readonly { readonly label: string; readonly before: string; readonly after: string }[]
}

/** How many records of a kind the import touches. */
export interface KindCount {
  readonly kind: string
  readonly title: string
  readonly added: number
  readonly changed: number
  readonly unchanged: number
}

/** Everything the coordinator sees before anything is touched, and the records to hand to `importRows`. */
export interface ImportPreview {
  readonly lines: readonly PreviewLine[]
  readonly counts: readonly KindCount[]
  readonly doubts: readonly Doubt[]
  readonly problems: readonly CellProblem[]
  /** Lines of the file that bring nothing; each has its problem. */
  readonly aside: number
  readonly records: readonly PlannedRecord[]
  /** What the records of the file add up to, as the import leaves them: to be held against the file. */
  readonly figures: ImportFigures
}

/** Every kind that an import may touch, in the order of the preview. */
export const importedKinds = [
  'structure',
  'promeneur',
  'socialAccount',
  'contact',
  'partner',
  'funding',
  'payment',
] as const

/** The kinds whose records it looks at, those in the trash included: it is planned on nothing else. */
export const consultedKinds = [...importedKinds, 'localType', 'publicCard'] as const

/**
 * Plans an import: all sheets together, structures first since the others name them. Reads the view, touches nothing,
 * and gives the same plan for the same answers, new ids apart. `onLines` is told how many lines it has taken up, of how
 * many.
 */
export function planImport(
  view: View,
  sheets: readonly ImportSheet[],
  answers: Answers,
  context: ParseContext,
  onLines?: (done: number, of: number) => void,
): ImportPreview {
  const problems: CellProblem[] = []
  const drafts = sheets.flatMap(({ table, layout }) => readRows(table, layout, context, problems))
  const headings = sheets.flatMap(({ table, layout }) => columnNames(table, layout.header))
  const untaken = problems.filter(({ column }) => column === undefined).length
  let taken = 0
  const run: ImportRun = {
    book: openBook(view, context, headings),
    doubts: openDoubts(answers),
    context,
    problems,
    aside: new Set(),
    became: new Map(),
    spoken: new Map(),
    withdrawn: withdrawnConsents(view, view.space),
    headings,
    inactiveOf: (sheet) =>
      sheets.find(({ table }) => table.name === sheet)?.layout.inactive ?? {
        status: 'sorti',
        exitDate: 'unknown',
      },
    onLine: () => onLines?.((taken += 1), drafts.length),
  }
  const open = drafts.filter((draft) => !leaveTrashed(run, view, draft))
  const of = (kind: ImportKind): RowDraft[] => open.filter((draft) => draft.kind === kind)
  importStructures(run, of('structure'))
  importPartners(run, of('partner'))
  importContacts(run, of('contact'))
  importPromeneurs(run, of('promeneur'))
  importFundings(run, of('funding'))
  compareCounts(run, of('structure'))

  const entries = importedKinds
    .flatMap((kind) => run.book.entries(kind))
    .filter((entry) => entry.sources.length > 0)
  const lines = entries.map((entry) => previewLine(entry, run.book.nameOf))
  return {
    lines,
    counts: countsOf(lines),
    doubts: run.doubts.all,
    problems: problems.sort((a, b) => sheetIndex(sheets, a) - sheetIndex(sheets, b) || a.line - b.line),
    aside: run.aside.size + untaken,
    records: entries.flatMap((entry) => plannedRecord(entry)),
    figures: figuresOf(entries, run.book),
  }
}

/** The filing years that an import reads or writes: to be loaded before it is planned. */
export function yearsOf(sheets: readonly ImportSheet[], context: ParseContext): readonly number[] {
  const years = new Set<number>()
  for (const { table, layout } of sheets)
    if (layout.kind === 'funding')
      for (const { values } of readRows(table, layout, context, []))
        if (typeof values.year === 'number') years.add(values.year)
  return [...years].sort()
}

const sheetIndex = (sheets: readonly ImportSheet[], problem: CellProblem): number =>
  sheets.findIndex(({ table }) => table.name === problem.sheet)

function changedValues(entry: Entry): AnyValues {
  const before = entry.before ?? {}
  return Object.fromEntries(
    Object.entries(entry.values).filter(
      ([name, value]) => value !== before[name] && (value ?? null) !== null,
    ),
  )
}

function plannedRecord(entry: Entry): PlannedRecord[] {
  const values = changedValues(entry)
  if (entry.before === undefined) return [{ kind: entry.kind, id: entry.id, before: undefined, values }]
  if (Object.keys(values).length === 0) return []
  const before = Object.fromEntries(Object.keys(values).map((name) => [name, entry.before?.[name] ?? null]))
  return [{ kind: entry.kind, id: entry.id, before, values }]
}

function previewLine(entry: Entry, nameOf: NameOf): PreviewLine {
  const def = definition(entry.kind)
  const changes = Object.keys(changedValues(entry)).flatMap((name) => {
    const field = def.fields[name]
    if (!field) return []
    return [
      {
        label: field.label,
        before: formatField(field, entry.before?.[name], nameOf),
        after: formatField(field, entry.values[name], nameOf),
      },
    ]
  })
  const is = entry.before === undefined ? 'added' : changes.length > 0 ? 'changed' : 'unchanged'
  return {
    kind: entry.kind,
    id: entry.id,
    title: displayName(def, entry.values, nameOf),
    is,
    sources: entry.sources,
    changes,
  }
}

function countsOf(lines: readonly PreviewLine[]): KindCount[] {
  return importedKinds.flatMap((kind) => {
    const own = lines.filter((line) => line.kind === kind)
    const count = (is: PreviewLine['is']): number => own.filter((line) => line.is === is).length
    if (own.length === 0) return []
    return [
      {
        kind,
        title: definition(kind).title,
        added: count('added'),
        changed: count('changed'),
        unchanged: count('unchanged'),
      },
    ]
  })
}
