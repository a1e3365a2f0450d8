import { type ReactNode, useContext, useEffect, useState } from 'react'
import { newId } from '../core/document/ids'
import { fillRandom } from './data/fillRandom'
import { useWorkspace } from './data/hooks'
import type { KeptDraft } from './data/keptDrafts'
import type { Workspace } from './data/workspace'
import { asideOf, fateOf, followed, formAside, isMade } from './draftFates'
import { formOrigin } from './features/records/formPlace'
import { FieldDraftsContext, openFieldDrafts, type Place, type Waiting } from './ui/fieldDrafts'
import { type Form, FormDraftsContext, openFormDrafts } from './ui/formDrafts'
import { type Services, useServices } from './ui/services'
import { UnsavedContext } from './ui/unsaved'
import { useHandler } from './ui/useHandler'

/**
 * Keeps what is begun in the open space until it is stored, or given up by whoever began it: records that are being filled
 * in, what is typed in fields. Whatever happens to their record meanwhile, they wait.
 */
export function DraftsProvider({ children }: { readonly children: ReactNode }) {
  const workspace = useWorkspace()
  const services = useServices()
  const unsaved = useContext(UnsavedContext)
  const aboutOf = useHandler((place: string) => {
    const origin = formOrigin(place)
    return origin === undefined ? undefined : services.nameOf(origin)
  })
  const asideOfForm = useHandler((form: Form) => formAside(workspace.rows, form, services.nameOf))
  const asideOfField = useHandler(({ record }: Place) => asideOf(workspace.rows, record, services.nameOf))
  const [forms] = useState(() =>
    openFormDrafts(
      unsaved,
      workspace.drafts,
      standingForms(workspace),
      () => newId(fillRandom, Date.now()),
      aboutOf,
      asideOfForm,
    ),
  )
  useEffect(() => forms.open(), [forms])

  const [{ waiting, unknown }] = useState(() => standingFields(workspace, services))
  const [fields] = useState(() => openFieldDrafts(unsaved, workspace.drafts, waiting, asideOfField))
  useEffect(() => fields.open(), [fields])
  const isSettled = useHandler((draft: KeptDraft): boolean => {
    // Its field may be on screen where its record went: it stays by its own.
    const fate = fateOf(workspace.rows, services, draft, () => true)
    if (fate.is === 'waiting') fields.find(fate.waiting)
    if (fate.is === 'stored') void workspace.drafts.forget(draft.record, draft.field)
    return fate.is !== 'unknown'
  })
  useEffect(() => {
    let left = unknown
    const settle = (): void => {
      // A record made just before the window died is shown once its room has been read again.
      left = left.filter((draft) => !isSettled(draft))
      fields.settle()
      forms.settle()
    }
    settle()
    return workspace.rows.subscribe('*', settle)
  }, [workspace, fields, forms, unknown, isSettled])
  return (
    <FieldDraftsContext.Provider value={fields}>
      <FormDraftsContext.Provider value={forms}>{children}</FormDraftsContext.Provider>
    </FieldDraftsContext.Provider>
  )
}

/** What a window left in fields: what waits for them, where it waits now, and what is of a record not shown yet. */
function standingFields({ rows, drafts }: Workspace, services: Services) {
  const waiting: Waiting[] = []
  const unknown: KeptDraft[] = []
  const isSame = (a: Place, b: Place): boolean => a.record === b.record && a.field === b.field
  for (const draft of drafts.found) {
    // What was kept twice, as its window died between the two, is one.
    const isTaken = (place: Place): boolean =>
      [...drafts.found, ...waiting.map((one) => ({ ...one.place, ...one.typing }))].some(
        (other) => isSame(other, place) && other.text !== draft.text,
      )
    const fate = fateOf(rows, services, draft, isTaken)
    if (fate.is === 'unknown') unknown.push(draft)
    if (fate.is === 'stored') void drafts.forget(draft.record, draft.field)
    if (fate.is !== 'waiting') continue
    const { place, typing } = fate.waiting
    if (!isSame(place, draft)) void drafts.move(draft, { ...place, ...typing })
    waiting.push(fate.waiting)
  }
  return { waiting, unknown }
}

/** The forms that a window left, where they wait now, less those whose record was made as it died. */
function standingForms({ rows, drafts }: Workspace): readonly Form[] {
  const standing: Form[] = []
  for (const form of drafts.foundForms) {
    if (isMade(rows, form)) {
      void drafts.forgetForm(form.place)
      continue
    }
    const isTaken = (place: string): boolean =>
      [...drafts.foundForms, ...standing].some((other) => other.place === place)
    const moved = followed(rows, form, isTaken)
    if (moved !== form) void drafts.moveForm(form.place, moved)
    standing.push(moved)
  }
  return standing
}
