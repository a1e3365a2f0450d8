import { type ReactNode, useContext, useEffect, useState } from 'react'
import { records } from '../core/records'
import { displayName } from '../core/schema/derive'
import { parseField } from '../core/schema/kinds'
import type { AnyRecordDef } from '../core/schema/record'
import { useWorkspace } from './data/hooks'
import type { KeptDraft } from './data/keptDrafts'
import type { Workspace } from './data/workspace'
import { announce } from './ui/announce'
import { dropped, FieldDraftsContext, openFieldDrafts, type Waiting } from './ui/fieldDrafts'
import { placeName } from './ui/field/useKept'
import { LineDraftsContext, openLineDrafts } from './ui/lineDrafts'
import { type Services, useServices } from './ui/services'
import { UnsavedContext } from './ui/unsaved'

/** Keeps what is begun in the open space: lines for as long as it is open, what is typed in fields until it is stored. */
export function DraftsProvider({ children }: { readonly children: ReactNode }) {
  const workspace = useWorkspace()
  const services = useServices()
  const unsaved = useContext(UnsavedContext)
  const [lines] = useState(() => openLineDrafts(unsaved))
  useEffect(() => lines.open(), [lines])
  const [fields] = useState(() =>
    openFieldDrafts(
      unsaved,
      workspace.drafts,
      workspace.drafts.found.flatMap((draft) => waitingOf(workspace, services, draft) ?? []),
    ),
  )
  useEffect(() => fields.open(), [fields])
  return (
    <FieldDraftsContext.Provider value={fields}>
      <LineDraftsContext.Provider value={lines}>{children}</LineDraftsContext.Provider>
    </FieldDraftsContext.Provider>
  )
}

/** What a window left, where it still waits: not what was stored as it closed, nor what has lost its record. */
function waitingOf(
  { rows, drafts }: Workspace,
  { context, nameOf }: Services,
  { record, field: name, ...typing }: KeptDraft,
): Waiting | undefined {
  for (const one of records) {
    const def: AnyRecordDef = one
    const [row, field] = [rows.get(def.name, record), def.fields[name]]
    if (!row || !field) continue
    const what = placeName(field.label, displayName(def, row.values, nameOf))
    const read = parseField(field, typing.text, context)
    const isStored = read.ok && read.value === (row.values[name] ?? null)
    if (!isStored && !row.deleted) return { place: { record, field: name }, what, typing }
    if (!isStored) announce(dropped(what, typing.text, 'La fiche est à la corbeille.'), 'danger')
    void drafts.forget(record, name)
    return undefined
  }
  return undefined
}
