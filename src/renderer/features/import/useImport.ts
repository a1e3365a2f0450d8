import { useCallback, useMemo, useRef, useState } from 'react'
import { importRows } from '../../../core/commands/importRows'
import { guessLayout, type SheetLayout } from '../../../core/sheets/importLayout'
import type { Answers } from '../../../core/sheets/importDoubts'
import { planImport, yearsOf, type ImportPreview, type ImportSheet } from '../../../core/sheets/importPlan'
import { useWorkspace } from '../../data/hooks'
import { readTableFile } from '../../data/readTableFile'
import { useServices } from '../../ui/services'
import { useView } from './useView'

/** Where an import stands. Nothing is written before `importing`. */
export type ImportStep =
  | { readonly is: 'choose'; readonly refusal?: string }
  | { readonly is: 'reading'; readonly name: string }
  | { readonly is: 'columns' }
  | { readonly is: 'doubts' }
  | { readonly is: 'preview'; readonly refusal?: string }
  | { readonly is: 'importing'; readonly done: number }
  | { readonly is: 'done'; readonly preview: ImportPreview; readonly undoLabel: string | undefined }

/** One import from the file to its result. */
export interface ImportSession {
  readonly step: ImportStep
  readonly name: string
  readonly sheets: readonly ImportSheet[]
  readonly answers: Answers
  /** What the import would do, as things stand; undefined until the list of communes is there. */
  readonly preview: ImportPreview | undefined
  readFile(name: string, bytes: Uint8Array): Promise<void>
  refuse(why: string): void
  setLayout(index: number, layout: SheetLayout): void
  answer(id: string, option: string | null): void
  go(step: 'choose' | 'columns' | 'doubts' | 'preview'): void
  cancel(): void
  write(): Promise<void>
}

/** The state of the import screen. */
export function useImport(): ImportSession {
  const workspace = useWorkspace()
  const view = useView()
  const { today, department, communes } = useServices().context
  const context = useMemo(() => ({ today, department, communes }), [today, department, communes])
  const [step, setStep] = useState<ImportStep>({ is: 'choose' })
  const [name, setName] = useState('')
  const [sheets, setSheets] = useState<readonly ImportSheet[]>([])
  const [answers, setAnswers] = useState<Answers>({})
  const stop = useRef<AbortController>(undefined)

  const planning = step.is === 'columns' || step.is === 'doubts' || step.is === 'preview'
  const preview = useMemo(
    () => (planning && context.communes ? planImport(view, sheets, answers, context) : undefined),
    [planning, view, sheets, answers, context],
  )

  const readFile = useCallback(
    async (file: string, bytes: Uint8Array): Promise<void> => {
      stop.current?.abort()
      stop.current = new AbortController()
      setStep({ is: 'reading', name: file })
      const { signal } = stop.current
      const read = await readTableFile(file, bytes, signal)
      if (signal.aborted) return
      if (!read.ok) return setStep({ is: 'choose', refusal: read.error })
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
    step,
    name,
    sheets,
    answers,
    preview,
    readFile,
    refuse: (refusal) => setStep({ is: 'choose', refusal }),
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
      if (!preview) return
      stop.current = new AbortController()
      setStep({ is: 'importing', done: 0 })
      const written = await workspace.run(
        importRows,
        { records: preview.records },
        { signal: stop.current.signal, onProgress: (done) => setStep({ is: 'importing', done }) },
      )
      if (stop.current.signal.aborted && !written.ok) return setStep({ is: 'preview' })
      if (written.ok) return setStep({ is: 'done', preview, undoLabel: workspace.undoable.get().undo })
      planAgain()
      setStep({ is: 'preview', refusal: written.error.map((problem) => problem.message).join(' ') })
    },
  }
}
