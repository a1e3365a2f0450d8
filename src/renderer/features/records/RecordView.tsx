import { type ComponentProps, type ReactNode, useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { editRecord } from '../../../core/commands/editRecord'
import { trashRecords } from '../../../core/commands/trashRecords'
import { type Dependents, dependentsOf } from '../../../core/figures/parents'
import { records } from '../../../core/records'
import { displayName, kindNoun } from '../../../core/schema/derive'
import { formatField } from '../../../core/schema/kinds'
import { targetsOf } from '../../../core/schema/links'
import { withPostalCode } from '../../../core/schema/postalCode'
import type { AnyRecordDef, AnyRow, AnyValues } from '../../../core/schema/record'
import { useRow, useWatched, useWorkspace } from '../../data/hooks'
import { useRights } from '../../data/useRights'
import { announce } from '../../ui/announce'
import { Chip } from '../../ui/Chip'
import { Confirm } from '../../ui/Confirm'
import { RecordForm } from '../../ui/panel/RecordForm'
import { type PanelAction, type PanelTab, RecordPanel } from '../../ui/panel/RecordPanel'
import { useServices } from '../../ui/services'
import type { KindSlots } from '../../ui/slots'
import { StorageBadge } from '../../ui/StorageBadge'
import { useHandler } from '../../ui/useHandler'
import { usePrinting } from '../../ui/usePrinting'
import { Withheld } from '../../ui/Withheld'
import { History } from './History'
import { hintOf, toneOf } from './hints'
import { Links } from './Links'
import { OnPaper } from './OnPaper'
import { recordEntry } from './recordEntry'
import { RecordGaps } from './RecordGaps'
import { useComputed } from './useComputed'
import { useRestore } from './useRestore'

/** The kinds of which the charte and the conventions ask something. */
const compliant: ReadonlySet<string> = new Set(['promeneur', 'structure', 'convention'])

interface RecordViewProps {
  readonly def: AnyRecordDef
  readonly row: AnyRow
  readonly slots: KindSlots | undefined
  /** The page of its panel that was asked for: its own name, or the kind that it shows in lines. */
  readonly part: string | undefined
  readonly full: boolean
  /** It was made a moment ago, in a window that has closed. */
  readonly fresh: boolean
  onFull(full: boolean): void
  onClose(): void
}

/** The panel of one record: its form, what features add to it, what refers to it, what was done to it. */
export function RecordView({ def, row, slots, part, full, fresh, onFull, onClose }: RecordViewProps) {
  const workspace = useWorkspace()
  const { nameOf, context } = useServices()
  const rights = useRights()
  const isOurs = rights.mayWrite(def, row.space)
  const readOnly = !isOurs || row.deleted
  const given = useMemo(() => rights.givenPart(def, row.space), [rights, def, row.space])
  const hasHistory = workspace.identity.role !== 'reader' // who wrote what is the coordination's own
  const [confirming, setConfirming] = useState(false)
  const about = { kind: row.kind, ids: [row.id] }
  const edit = useHandler(async (typed: AnyValues, began: AnyValues) => {
    const values = withPostalCode(def, row.values, typed, context)
    const input = { kind: row.kind, id: row.id, values, began }
    const done = await workspace.run(editRecord, input, { space: row.space })
    return done.ok ? [] : done.error
  })
  const trash = async (): Promise<void> => {
    const here = window.location.hash
    const done = await workspace.run(trashRecords, about, { space: row.space })
    if (!done.ok) return announce(done.error[0]?.message ?? 'La fiche n’a pas pu être supprimée.', 'danger')
    announce('Fiche mise à la corbeille. Ctrl Z annule.')
    // Whoever has gone elsewhere meanwhile is not brought back; the address knows it before anything is drawn.
    if (window.location.hash === here) onClose()
  }
  const { restore, question } = useRestore()
  const bringBack = useHandler(() => restore(def, row))
  const close = useHandler(onClose)
  const [, go] = useLocation()
  const print = useHandler(() => go(`/imprimer/${row.kind}/${row.id}`))
  usePrinting(() => void workspace.exports.add(recordEntry(given, row, workspace.rows)))
  const actions = useMemo(() => {
    const some: PanelAction[] = [{ label: 'Imprimer la fiche', icon: 'printer', run: print }]
    if (!readOnly && !def.single)
      some.push({
        label: 'Mettre à la corbeille',
        icon: 'trash',
        danger: true,
        run: () => setConfirming(true),
      })
    if (isOurs && row.deleted) some.push({ label: 'Restaurer', icon: 'undo', run: bringBack })
    return some
  }, [isOurs, readOnly, def, row.deleted, bringBack, print])

  const { kind, id } = row
  const tabs = useMemo(() => {
    const page = (content: (row: AnyRow) => ReactNode): ReactNode => (
      <OfRow key={id} kind={kind} id={id}>
        {content}
      </OfRow>
    )
    const sections = slots?.sections ?? []
    const without = sections.flatMap((section) => section.replaces ?? [])
    const parts = sections.flatMap((section) => section.lines ?? [])
    const form: PanelTab = {
      id: 'form',
      label: 'Fiche',
      content: page((now) => (
        <OnPaper def={given} row={now}>
          {compliant.has(kind) && !now.deleted ? <RecordGaps row={now} /> : null}
          <ComputedForm def={given} row={now} readOnly={readOnly} without={without} edit={edit} />
          <Withheld def={def} given={given} />
        </OnPaper>
      )),
    }
    return [
      form,
      ...sections.map(({ id: name, title, replaces = [], Section }) => ({
        id: name,
        label: title,
        fields: replaces,
        content: page((now) => <Section row={now} readOnly={readOnly} />),
      })),
      { id: 'links', label: 'Fiches liées', content: page((now) => <Links row={now} readOnly={readOnly} />) },
      ...(hasHistory
        ? [
            {
              id: 'history',
              label: 'Historique',
              content: page((now) => <History def={def} row={now} parts={parts} />),
            },
          ]
        : []),
    ]
  }, [def, given, kind, id, readOnly, hasHistory, slots, edit])

  return (
    <>
      <RecordPanel
        record={id}
        title={displayName(def, row.values, nameOf)}
        kind={kindNoun(def)}
        chips={<Chips def={def} row={row} readOnly={readOnly} />}
        tabs={tabs}
        asked={slots?.sections?.find(({ lines }) => lines !== undefined && lines.kind === part)?.id ?? part}
        actions={actions}
        full={full}
        takesFocus={fresh}
        onFull={onFull}
        onClose={close}
        status={readOnly ? <span>Lecture seule</span> : <Storage />}
      />
      <Confirm
        opened={confirming}
        title="Mettre cette fiche à la corbeille&nbsp;?"
        action="Mettre à la corbeille"
        danger
        onConfirm={() => void trash()}
        onClose={() => setConfirming(false)}
      >
        {confirming ? trashWords(def, dependentsOf(workspace.rows, row)) : null}
      </Confirm>
      {question}
    </>
  )
}

/** What the trash keeps; nothing that a person lets be shown stays shown behind their back. */
function trashWords(def: AnyRecordDef, dependents: readonly Dependents[]): string {
  if (def.leave) return 'Ce qu’elle affiche est effacé. Le reste peut être restauré depuis la corbeille.'
  const defs: readonly AnyRecordDef[] = records
  const shown = defs.find(({ fields, leave }) => {
    const about = leave && fields[leave.about]
    return about !== undefined && targetsOf(about).includes(def.name)
  })
  const others = shown
    ? `, sauf ${shown.one}\u00a0: ce qu’elle affiche est effacé, et elle va aussi à la corbeille`
    : ''
  const kept =
    'Elle garde tout ce qu’elle contient et peut être restaurée depuis la corbeille. Les fiches qui y renvoient ne changent pas'
  return `${kept}${others}.${dependentWords(dependents)}`
}

/** What counts no more with it: « Ne compteront plus ses 3 versements. » */
function dependentWords(dependents: readonly Dependents[]): string {
  if (dependents.length === 0) return ''
  const counts = dependents.map(({ def, count }) =>
    count === 1 ? def.one : `${count} ${def.title.toLowerCase()}`,
  )
  const words = new Intl.ListFormat('fr').format(counts)
  const isOne = dependents.length === 1 && dependents[0]?.count === 1
  return ` En ${isOne ? 'dépend' : 'dépendent'} ${words}, qui ne ${isOne ? 'comptera' : 'compteront'} plus tant qu’elle est à la corbeille.`
}

interface OfRowProps {
  readonly kind: string
  readonly id: string
  readonly children: (row: AnyRow) => ReactNode
}

/** A page of the panel follows its record by itself: what stands around the page is not drawn again with each edit. */
function OfRow({ kind, id, children }: OfRowProps) {
  const row = useRow(kind, id)
  return row ? children(row) : null
}

/** The form, with the facts that are computed for its record. */
function ComputedForm({ def, row, ...form }: ComponentProps<typeof RecordForm>) {
  const own = useMemo(() => [row], [row])
  const computed = useComputed(def, own)
  return <RecordForm {...form} def={computed.def} row={computed.rows[0] ?? row} />
}

/** Where what is typed stands: drawn by itself, for it changes twice with every edit. */
function Storage() {
  return <StorageBadge state={useWatched(useWorkspace().storage)} />
}

function Chips({
  def,
  row,
  readOnly,
}: {
  readonly def: AnyRecordDef
  readonly row: AnyRow
  readonly readOnly: boolean
}) {
  const { nameOf } = useServices()
  const hint = hintOf(def.name)
  const field = hint.state === undefined ? undefined : def.fields[hint.state]
  const value = hint.state === undefined ? undefined : row.values[hint.state]
  const remark = hint.remark?.(row)
  return (
    <>
      {field && typeof value === 'string' ? (
        <Chip tone={toneOf(value)}>{formatField(field, value, nameOf)}</Chip>
      ) : null}
      {remark ? <Chip>{remark}</Chip> : null}
      {row.pending ? <Chip tone="warn">En attente du reste de la fiche</Chip> : null}
      {row.deleted ? <Chip tone="danger">À la corbeille</Chip> : null}
      {readOnly && !row.deleted ? <Chip>Lecture seule</Chip> : null}
    </>
  )
}
