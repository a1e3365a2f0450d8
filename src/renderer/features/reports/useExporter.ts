import { useCallback, useRef, useState } from 'react'
import { fail, ok, type Result } from '../../../core/result'
import { dayOfClock } from '../../../core/schema/kinds/dates'
import type { Edition } from '../../../core/sheets/edition'
import { type Audience, audienceName, type Workbook } from '../../../core/sheets/sheet'
import { useWorkspace } from '../../data/hooks'
import { usePlatform } from '../../data/usePlatform'
import type { Workspace } from '../../data/workspace'
import { writeWorkbook } from '../../data/writeWorkbook'
import { notSaved } from '../../ui/notSaved'
import { useServices } from '../../ui/services'

/** A file that was made. */
export interface Exported {
  readonly fileName: string
  /** What had to give way for the file to be valid. */
  readonly notices: readonly string[]
}

/** Why no file was made: the user's choice, or a sentence that says what to do. */
export type ExportRefusal = 'cancelled' | { readonly message: string }

/** What one export is made of. */
export interface ExportJob {
  readonly audience: Audience
  /** How the log of exports calls it. */
  readonly what: string
  /** Oldest year that must be there; this year alone by default. */
  readonly since?: number
  /** How many people it names; null where nobody can count them, 0 for an export that is nobody's data. */
  persons(edition: Edition): number | null
  make(edition: Edition): Workbook
}

/** Makes workbooks one at a time, and says how far the work is. */
export interface Exporter {
  /** From 0 to 1; null while nothing is being made. */
  readonly done: number | null
  run(job: ExportJob): Promise<Result<Exported, ExportRefusal>>
  cancel(): void
}

const notMade: ExportRefusal = {
  message:
    'Le classeur n’a pas pu être écrit. Recommencez\u00a0; si cela se répète, exportez moins de fiches à la fois.',
}

/** Makes workbooks from the open workspace and saves them where the user says. */
export function useExporter(): Exporter {
  const workspace = useWorkspace()
  const platform = usePlatform()
  const { nameOf, context } = useServices()
  const [done, setDone] = useState<number | null>(null)
  const stop = useRef<AbortController>(undefined)
  const { today } = context

  const run = useCallback(
    async (job: ExportJob): Promise<Result<Exported, ExportRefusal>> => {
      stop.current?.abort()
      const control = new AbortController()
      stop.current = control
      setDone(0)
      try {
        const { audience } = job
        await needYears(workspace, today, job.since)
        const madeAt = new Date().toISOString()
        const edition: Edition = {
          ...placeOf(workspace),
          source: workspace.rows,
          audience,
          today,
          madeAt,
          dataAt: dataDay(workspace, today),
          receivedOn: workspace.receivedOn,
          nameOf,
        }
        const workbook = job.make(edition)
        const written = await writeWorkbook(workbook, { onProgress: setDone, signal: control.signal })
        if (!written.ok) return fail('cancelled')
        const saved = await platform.saveFile({ name: workbook.fileName, bytes: written.value.bytes })
        if (!saved.ok)
          return fail(saved.error === 'cancelled' ? 'cancelled' : { message: notSaved(saved.error) })
        const persons = job.persons(edition)
        if (persons !== 0)
          void workspace.exports.add({
            what: job.what,
            recipient: audienceName(audience, edition.space),
            persons,
          })
        return ok({ fileName: saved.value, notices: written.value.notices })
      } catch {
        return fail(notMade)
      } finally {
        if (stop.current === control) setDone(null)
      }
    },
    [workspace, platform, nameOf, today],
  )
  const cancel = useCallback(() => stop.current?.abort(), [])
  return { done, run, cancel }
}

function placeOf({ identity }: Workspace): Pick<Edition, 'space' | 'author'> {
  return { space: identity.space, author: identity.name === '' ? 'la coordination' : identity.name }
}

/** One's own data are of today; those of others are of the last exchange with the server. */
function dataDay({ identity, sync }: Workspace, today: string): string {
  if (identity.role !== 'national') return today
  const state = sync.get()
  if (state.is === 'synced') return dayOfClock(new Date(state.at))
  return state.is === 'offline' ? dayOfClock(new Date(state.since)) : today
}

/** Closed years are read only when someone needs them. */
async function needYears(workspace: Workspace, today: string, since: number | undefined): Promise<void> {
  const last = Number(today.slice(0, 4))
  for (let year = last; year >= (since ?? last); year -= 1) await workspace.needYear(year)
}
