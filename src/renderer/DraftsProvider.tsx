import { type ReactNode, useContext, useEffect, useState } from 'react'
import { anyRecord } from '../core/projection/anyRecord'
import { isMadeOf, newId } from '../core/document/ids'
import { displayName } from '../core/schema/derive'
import { recordOf } from '../core/records'
import { formatField, parseField } from '../core/schema/kinds'
import { fillRandom } from './data/fillRandom'
import { useWorkspace } from './data/hooks'
import type { KeptDraft } from './data/keptDrafts'
import type { Workspace } from './data/workspace'
import { formOrigin } from './features/records/formPlace'
import { announce } from './ui/announce'
import { dropped, FieldDraftsContext, openFieldDrafts, type Waiting } from './ui/fieldDrafts'
import { type Form, FormDraftsContext, openFormDrafts } from './ui/formDrafts'
import { placeName } from './ui/placeName'
import { type Services, useServices } from './ui/services'
import { UnsavedContext } from './ui/unsaved'
import { useHandler } from './ui/useHandler'

/** Keeps what is begun in the open space until it is stored: records that are being filled in, what is typed in fields. */
export function DraftsProvider({ children }: { readonly children: ReactNode }) {
  const workspace = useWorkspace()
  const services = useServices()
  const unsaved = useContext(UnsavedContext)
  const aboutOf = useHandler((place: string) => {
    const origin = formOrigin(place)
    return origin === undefined ? undefined : services.nameOf(origin)
  })
  const [forms] = useState(() =>
    openFormDrafts(
      unsaved,
      workspace.drafts,
      standingForms(workspace, services),
      () => newId(fillRandom, Date.now()),
      aboutOf,
    ),
  )
  useEffect(() => forms.open(), [forms])

  const fateOf = useHandler((draft: KeptDraft) => foundOf(workspace, services, draft))
  const [{ fields, rest }] = useState(() => {
    const found = workspace.drafts.found.map((draft) => ({
      draft,
      fate: foundOf(workspace, services, draft),
    }))
    const waiting = found.flatMap(({ fate }) => (fate.is === 'waiting' ? [fate.waiting] : []))
    return {
      fields: openFieldDrafts(unsaved, workspace.drafts, waiting),
      rest: found.flatMap(({ draft, fate }) => (fate.is === 'waiting' ? [] : [draft])),
    }
  })
  useEffect(() => fields.open(), [fields])
  useEffect(() => {
    const isSettled = (draft: KeptDraft): boolean => {
      const fate = fateOf(draft)
      if (fate.is === 'unknown') return false
      if (fate.is === 'waiting') fields.find(fate.waiting)
      else void workspace.drafts.forget(draft.record, draft.field)
      if (fate.is === 'trashed')
        announce(dropped(fate.what, draft.text, 'La fiche est à la corbeille.'), 'danger')
      return true
    }
    // A record made just before the window died is shown once its room has been read again.
    let left = rest.filter((draft) => !isSettled(draft))
    if (left.length === 0) return
    const stop = workspace.rows.subscribe('*', () => {
      left = left.filter((draft) => !isSettled(draft))
      if (left.length === 0) stop()
    })
    return stop
  }, [workspace, fields, rest, fateOf])
  return (
    <FieldDraftsContext.Provider value={fields}>
      <FormDraftsContext.Provider value={forms}>{children}</FormDraftsContext.Provider>
    </FieldDraftsContext.Provider>
  )
}

/**
 * The forms that a window left, less those whose record was made as it died, and those that belong to a record in the
 * trash: nobody would find them there.
 */
function standingForms({ rows, drafts }: Workspace, { nameOf }: Services): readonly Form[] {
  return drafts.foundForms.filter(({ place, kind, label, values, texts, own }) => {
    if (own !== undefined && [...rows.list(kind), ...rows.trash(kind)].some(({ id }) => isMadeOf(id, own))) {
      void drafts.forgetForm(place)
      return false
    }
    const isTrashed = place.split('/').some((id) => anyRecord(rows, id)?.row.deleted)
    if (!isTrashed) return true
    const def = recordOf(kind)
    const typed = Object.entries(values).flatMap(([name, value]) => {
      const field = def?.fields[name]
      return field ? [`${field.label}\u00a0: ${formatField(field, value, nameOf)}`] : []
    })
    for (const [name, text] of Object.entries(texts ?? {}))
      typed.push(`${def?.fields[name]?.label ?? name}\u00a0: ${text}`)
    announce(dropped(`«\u00a0${label}\u00a0»`, typed.join(' ; '), 'Sa fiche est à la corbeille.'), 'danger')
    void drafts.forgetForm(place)
    return false
  })
}

type Fate =
  | { readonly is: 'waiting'; readonly waiting: Waiting }
  | { readonly is: 'trashed'; readonly what: string }
  /** It was stored as its window closed. */
  | { readonly is: 'stored' }
  /** Its record is not shown, or not yet. */
  | { readonly is: 'unknown' }

/** What became of what a window left. */
function foundOf(
  { rows }: Workspace,
  { context, nameOf }: Services,
  { record, field: name, ...typing }: KeptDraft,
): Fate {
  const found = anyRecord(rows, record)
  const field = found?.def.fields[name]
  if (!found || !field) return { is: 'unknown' }
  const { def, row } = found
  const what = placeName(field.label, displayName(def, row.values, nameOf))
  const read = parseField(field, typing.text, context)
  if (read.ok && read.value === (row.values[name] ?? null)) return { is: 'stored' }
  return row.deleted
    ? { is: 'trashed', what }
    : { is: 'waiting', waiting: { place: { record, field: name }, what, typing } }
}
