import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { importRows } from '../../../core/commands/importRows'
import { guessLayout, type SheetLayout } from '../../../core/sheets/importLayout'
import type { Answers } from '../../../core/sheets/importDoubts'
import { yearsOf, type ImportPreview, type ImportSheet } from '../../../core/sheets/importPlan'
import { useWatched, useWorkspace } from '../../data/hooks'
import { createImportPlanner, type LinesDone } from '../../data/importPlanner'
import { readTableFile } from '../../data/readTableFile'
import { useServices } from '../../ui/services'
import { rowsHere } from './rowsHere'

/** Why a file was not imported, and which one where it is known: it may have been chosen long before. */
export interface Refusal {
  readonly file: string | undefined
  readonly why: string
}

/** Where an import stands. Nothing is written before `importing`. */
export type ImportStep =
  | { readonly is: 'choose'; readonly refusal?: Refusal }
  | { readonly is: 'reading'; readonly name: string; readonly rows: number }
  | { readonly is: 'columns' }
  | { readonly is: 'doubts' }
  | { readonly is: 'preview'; readonly refusal?: string }
  | { readonly is: 'importing'; readonly records: number; readonly done: number }
  | { readonly is: 'done'; readonly preview: ImportPreview; readonly commit: string }

/** One import from the file to its result. */
export interface ImportSession {
  readonly step: ImportStep
  readonly name: string
  readonly sheets: readonly ImportSheet[]
  readonly answers: Answers
  /** What the import would do, as things stood when it was last planned; undefined until then. */
  readonly preview: ImportPreview | undefined
  /** How far the plan is that will replace `preview`; undefined when that is how things stand. */
  readonly planning: LinesDone | undefined
  readFile(name: string, bytes: Uint8Array): Promise<void>
  refuse(why: string, file?: string): void
  setLayout(index: number, layout: SheetLayout): void
  answer(id: string, option: string | null): void
  go(step: 'choose' | 'columns' | 'doubts' | 'preview'): void
  cancel(): void
  write(): Promise<void>
}

/** The state of the import screen. */
export function useImport(): ImportSession {
  const workspace = useWorkspace()
  const { today, department } = useServices().context
  const context = useMemo(() => ({ today, department }), [today, department])
  const [step, setStep] = useState<ImportStep>({ is: 'choose' })
  const [name, setName] = useState('')
  const [sheets, setSheets] = useState<readonly ImportSheet[]>([])
  const [answers, setAnswers] = useState<Answers>({})
  const stop = useRef<AbortController>(undefined)

  const isPlanned = step.is === 'columns' || step.is === 'doubts' || step.is === 'preview'
  const { preview, planning, failed } = usePlan(isPlanned, sheets, answers)
  const shown: ImportStep =
    failed && isPlanned ? { is: 'choose', refusal: { file: name, why: notPlanned } } : step

  const readFile = useCallback(
    async (file: string, bytes: Uint8Array): Promise<void> => {
      stop.current?.abort()
      stop.current = new AbortController()
      setStep({ is: 'reading', name: file, rows: 0 })
      const { signal } = stop.current
      const read = await readTableFile(file, bytes, signal, (rows) =>
        setStep({ is: 'reading', name: file, rows }),
      )
      if (signal.aborted) return
      if (!read.ok) return setStep({ is: 'choose', refusal: { file, why: read.error } })
      const found = read.value.map((table) => ({ table, layout: guessLayout(table) }))
      for (const year of yearsOf(found, context)) await workspace.needYear(year)
      if (signal.aborted) return
      setName(file)
      setSheets(found)
      setAnswers({})
      setStep({ is: 'columns' })
    },
    [workspace, context],
  )

  /** The same sheets as a new list: the plan is made again on the records as they are now. */
  const planAgain = (): void => setSheets((known) => [...known])

  return {
    step: shown,
    name,
    sheets,
    answers,
    preview,
    planning,
    readFile,
    refuse: (why, file) => setStep({ is: 'choose', refusal: { file, why } }),
    setLayout: (index, layout) =>
      setSheets((known) => known.map((sheet, at) => (at === index ? { ...sheet, layout } : sheet))),
    answer: (id, option) =>
      setAnswers((known) => {
        const { [id]: _, ...others } = known
        return option === null ? others : { ...others, [id]: option }
      }),
    go: (is) => {
      planAgain()
      setStep({ is })
    },
    cancel: () => {
      stop.current?.abort()
      setStep({ is: 'choose' })
    },
    async write() {
      if (!preview || planning) return
      const { records } = preview
      const onProgress = (done: number): void => setStep({ is: 'importing', records: records.length, done })
      onProgress(0)
      const written = await workspace.run(importRows, { records }, { onProgress })
      if (written.ok) return setStep({ is: 'done', preview, commit: written.value.commit })
      planAgain()
      setStep({ is: 'preview', refusal: written.error.map((problem) => problem.message).join(' ') })
    },
  }
}

const notPlanned =
  'L’aperçu de ce fichier n’a pas pu être préparé. Gardez-en seulement les feuilles à importer, puis recommencez.'

/** Plans beside the window each time that something it depends on changes. */
function usePlan(isWanted: boolean, sheets: readonly ImportSheet[], answers: Answers) {
  const workspace = useWorkspace()
  const { identity, undoable } = workspace
  const done = useWatched(undoable) // what is undone or redone meanwhile changes what there is to import
  const { today } = useServices().context
  const [planned, setPlanned] = useState<{ readonly of: object; readonly preview: ImportPreview }>()
  const [lines, setLines] = useState<LinesDone>({ done: 0, of: 0 })
  const [failed, setFailed] = useState<object>()
  const [planner] = useState(createImportPlanner)
  const inputs = useMemo(
    () => ({ sheets, answers, today, space: identity.space, done }),
    [sheets, answers, today, identity.space, done],
  )
  useEffect(() => planner.close, [planner])
  useEffect(() => {
    if (!isWanted) return
    let current = true
    setLines({ done: 0, of: 0 })
    const { done: _, ...asked } = inputs
    const plan = async (): Promise<void> => {
      const rows = await rowsHere(workspace)
      if (!current) return
      const planned = await planner.plan({ ...asked, rows }, setLines)
      if (planned.ok) setPlanned({ of: inputs, preview: planned.value })
      else if (planned.error === 'failed') setFailed(inputs)
    }
    plan().catch(() => setFailed(inputs)) // the journals do not read
    return () => {
      current = false
    }
  }, [planner, isWanted, inputs, workspace])
  return {
    preview: planned?.preview,
    planning: planned?.of === inputs ? undefined : lines,
    failed: failed === inputs,
  }
}
