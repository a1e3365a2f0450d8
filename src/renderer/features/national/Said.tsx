import { useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { createRecord } from '../../../core/commands/createRecord'
import { recordOf } from '../../../core/records'
import { ok } from '../../../core/result'
import type { AnyRecordDef, AnyRow } from '../../../core/schema/record'
import { useRows, useWorkspace } from '../../data/hooks'
import { announce } from '../../ui/announce'
import { NewRecordModal } from '../../ui/panel/NewRecordModal'
import { BarButton } from '../../ui/table/BarButton'
import { DataTable } from '../../ui/table/DataTable'

interface SaidProps {
  /** A kind that the committee writes. */
  readonly def: AnyRecordDef
  readonly code: string
  readonly action: string
}

/** What the committee has said to one département, and to it alone: its opinions, or its remarks. */
export function Said({ def, code, action }: SaidProps) {
  const [, go] = useLocation()
  const [writing, setWriting] = useState(false)
  const { identity, rows: store } = useWorkspace()
  const all = useRows(def.name)
  const rows = useMemo(() => all.filter((row) => row.space === code), [all, code])
  const start = (): void => {
    // What a record must belong to has to be there first: a remark is about an opinion.
    const parents = Object.values(def.fields).flatMap((field) =>
      field.kind === 'ref' && field.required && typeof field.to === 'string' ? [field.to] : [],
    )
    const lacking = parents.find((kind) => !store.list(kind).some((row) => row.space === code))
    const first = lacking === undefined ? undefined : recordOf(lacking)
    if (first) announce(`Écrivez d’abord ${first.one} pour ce département.`, 'warn')
    else setWriting(true)
  }
  const open = (row: AnyRow): void => go(`/fiches/${row.kind}/${row.id}`)
  return (
    <>
      <DataTable
        def={def}
        rows={rows}
        onOpen={open}
        actions={
          identity.role === 'national' ? (
            <BarButton icon="plus" variant="filled" label={action} onClick={start} />
          ) : null
        }
      />
      {writing ? <NewSaid def={def} code={code} action={action} onClose={() => setWriting(false)} /> : null}
    </>
  )
}

function NewSaid({ def, code, action, onClose }: SaidProps & { onClose(): void }) {
  const { run, rows } = useWorkspace()
  return (
    <NewRecordModal
      def={def}
      title={action}
      place={`new/${def.name}/${code}`}
      initial={{}}
      around={rows}
      onClose={onClose}
      create={async (values, own) => {
        const done = await run(createRecord, { kind: def.name, own, values }, { space: code })
        if (!done.ok) return done
        announce('Écrit à ce département, et à lui seul.')
        return ok(done.value.made)
      }}
    />
  )
}
