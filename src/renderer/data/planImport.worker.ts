import type { View } from '../../core/commands/command'
import { newId } from '../../core/document/ids'
import { indexCommunes } from '../../core/reference/communes'
import type { AnyRow } from '../../core/schema/record'
import type { Answers } from '../../core/sheets/importDoubts'
import { planImport, type ImportPreview, type ImportSheet } from '../../core/sheets/importPlan'
import { fillRandom } from './fillRandom'
import { loadCommunes } from './loadCommunes'

/** What the page asks of the worker: the file, what was answered, and the records that are here, with those in the trash. */
export interface PlanRequest {
  readonly sheets: readonly ImportSheet[]
  readonly answers: Answers
  readonly rows: readonly AnyRow[]
  readonly space: string
  readonly today: string
}

/** What the worker says of its work. */
export type PlanAnswer =
  | { readonly is: 'progress'; readonly done: number; readonly of: number }
  | { readonly is: 'planned'; readonly preview: ImportPreview }
  | { readonly is: 'failed' }

const tell = (answer: PlanAnswer): void => self.postMessage(answer)

const communes = loadCommunes().then(indexCommunes)

/** Lines between two words about them. */
const EVERY = 100

self.addEventListener('message', (event: MessageEvent<PlanRequest>) => {
  plan(event.data).catch((error: unknown) => {
    tell({ is: 'failed' })
    throw error
  })
})

async function plan({ sheets, answers, rows, space, today }: PlanRequest): Promise<void> {
  const context = { today, department: space, communes: await communes }
  const preview = planImport(viewOf(rows, space, today), sheets, answers, context, (done, of) => {
    if (done % EVERY === 0) tell({ is: 'progress', done, of })
  })
  tell({ is: 'planned', preview })
}

function viewOf(rows: readonly AnyRow[], space: string, today: string): View {
  return {
    space,
    get: (kind, id) => rows.find((row) => row.kind === kind && row.id === id),
    list: (kind) => rows.filter((row) => row.kind === kind && !row.deleted),
    trash: (kind) => rows.filter((row) => row.kind === kind && row.deleted),
    newId: (year) => newId(fillRandom, Date.now(), year),
    today: () => today,
  }
}
