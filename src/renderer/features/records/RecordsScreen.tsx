import { Button } from '@mantine/core'
import { memo, type ReactNode, useMemo, useState } from 'react'
import { Link, Redirect, useLocation } from 'wouter'
import { trashRecords } from '../../../core/commands/trashRecords'
import { DEPARTMENT } from '../../../core/figures/acrossDepartments'
import { isPerson } from '../../../core/figures/persons'
import { ofTrashed } from '../../../core/figures/selections'
import { recordOf } from '../../../core/records'
import type { AnyRecordDef, AnyRow } from '../../../core/schema/record'
import { importKinds } from '../../../core/sheets/importTargets'
import { useRow, useRows, useWorkspace } from '../../data/hooks'
import { useRights } from '../../data/useRights'
import { announce } from '../../ui/announce'
import { Chip } from '../../ui/Chip'
import { EmptyState } from '../../ui/EmptyState'
import type { KindSlots } from '../../ui/slots'
import { enterPanel } from '../../ui/panel/RecordPanel'
import { BarButton } from '../../ui/table/BarButton'
import { DataTable, type TableView } from '../../ui/table/DataTable'
import { useStored } from '../../ui/useStored'
import { AMONG, groupOf, recordPath } from './groups'
import { hintOf } from './hints'
import { NewRecord } from './NewRecord'
import { newTitle } from './newTitle'
import { NoRecord } from './NoRecord'
import classes from './RecordsScreen.module.css'
import { RecordView } from './RecordView'
import { useAmong } from './useAmong'
import { useComputed } from './useComputed'
import { useCounting } from './useCounting'

const importable: ReadonlySet<string> = new Set(importKinds)

interface RecordsScreenProps {
  readonly kind: string
  /** A record's id, `nouveau`, or nothing. */
  readonly id: string | undefined
  /** The name of a selection of the records, from the address. */
  readonly among?: string | undefined
  /** The page of the record's panel, from the address. */
  readonly part?: string | undefined
  readonly slots: KindSlots | undefined
  /** Writes a table's view to a workbook. */
  readonly exportView?: ((def: AnyRecordDef, view: TableView) => Promise<void>) | undefined
}

const pendingBadge = (row: AnyRow): ReactNode => (row.pending ? <Chip tone="warn">en attente</Chip> : null)

const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean'

/** The page of any kind of record: its table, the panel of the one that is open, and how to add one. */
export function RecordsScreen({ kind, ...screen }: RecordsScreenProps) {
  const def = recordOf(kind)
  const { receives } = useRights()
  if (!def)
    return (
      <EmptyState icon="file" title="Cette page n’existe pas">
        Choisissez un écran dans le menu, ou cherchez avec Ctrl K.
      </EmptyState>
    )
  if (receives(def)) return <KindScreen key={kind} def={def} {...screen} />
  const other = groupOf(kind)?.kinds.find((name) => isReceived(name, receives))
  return other ? (
    <Redirect to={recordPath(other)} replace />
  ) : (
    <EmptyState icon="file" title="Non communiqué">
      Ces fiches ne quittent pas la coordination.
    </EmptyState>
  )
}

function isReceived(kind: string, receives: (def: AnyRecordDef) => boolean): boolean {
  const def = recordOf(kind)
  return def !== undefined && receives(def)
}

interface KindScreenProps extends Omit<RecordsScreenProps, 'kind'> {
  readonly def: AnyRecordDef
}

function KindScreen({ def, id, among: asked, part, slots, exportView }: KindScreenProps) {
  const workspace = useWorkspace()
  const [, go] = useLocation()
  const all = useRows(def.name)
  const counting = useCounting(def.name, all)
  const row = useRow(def.name, id ?? '')
  const rights = useRights()
  const readOnly = !rights.mayWrite(def)
  const spaces = rights.tableSpaces(def, all).join(' ')
  const given = useMemo(() => rights.tablePart(def, spaces.split(' ')), [rights, def, spaces])
  const [full, setFull] = useStored('panel.full', false, isBoolean)
  const [adding, setAdding] = useState(false)
  const [made, setMade] = useState<string>()
  const hint = hintOf(def.name)
  const among = useAmong(given, asked, () => go(recordPath(def.name, id), { replace: true }))
  const rows = among ? all : counting
  const left = all.length - rows.length
  const table = useComputed(given, rows)
  const usual = useMemo(
    () => (hint.columns && table.def.fields[DEPARTMENT] ? [DEPARTMENT, ...hint.columns] : hint.columns),
    [hint, table.def],
  )
  const open = (to: AnyRow): void => (to.id === id ? enterPanel() : go(recordPath(def.name, to.id)))
  const close = (): void => go(recordPath(def.name))
  const Above = slots?.Above

  const trash = async (chosen: readonly AnyRow[], done: () => void): Promise<void> => {
    const result = await workspace.run(trashRecords, { kind: def.name, ids: chosen.map((one) => one.id) })
    if (!result.ok) return announce(result.error[0]?.message ?? 'Rien n’a été supprimé.', 'danger')
    done()
    announce(
      `${chosen.length} fiche${chosen.length > 1 ? 's mises' : ' mise'} à la corbeille. Ctrl Z annule.`,
    )
  }
  const trashable = useMemo(() => {
    const held = new Set(rows.map(({ space }) => space))
    return !def.single && [...held].some((space) => rights.mayWrite(def, space))
  }, [rights, def, rows])
  const selectionActions = (chosen: readonly AnyRow[], done: () => void): ReactNode =>
    chosen.every((one) => rights.mayWrite(def, one.space)) ? (
      <Button size="compact-sm" variant="default" onClick={() => void trash(chosen, done)}>
        Mettre à la corbeille
      </Button>
    ) : null
  const imports = workspace.identity.role === 'coordinator'
  const canAdd = !readOnly && !def.single && !hint.isMade
  const add = useMemo(
    () =>
      canAdd ? (
        <BarButton icon="plus" variant="filled" label={newTitle(def)} onClick={() => setAdding(true)} />
      ) : null,
    [canAdd, def],
  )
  const [met, setMet] = useState<string>()
  if (row && met !== row.id) setMet(row.id)
  const making = canAdd && (adding || id === 'nouveau')
  const showPanel = id !== undefined && id !== 'nouveau'

  return (
    <div className={classes.screen}>
      <GroupTabs kind={def.name} />
      {Above && rows.length > 0 && !showPanel ? <Above /> : null}
      {left === 0 ? null : (
        <p className={classes.left}>
          {leftWords(left)}{' '}
          <Link href={recordPath(def.name, `${AMONG}/${ofTrashed}`)}>
            {left > 1 ? 'Les voir' : 'La voir'}
          </Link>
        </p>
      )}
      {rows.length === 0 && !showPanel ? (
        <EmptyState
          icon={hint.icon}
          title={`${def.title}\u00a0: rien pour l’instant`}
          actions={
            <>
              {add}
              {canAdd && imports && importable.has(def.name) ? (
                <Button component={Link} href="/import" variant="default">
                  Importer un fichier
                </Button>
              ) : null}
            </>
          }
        >
          {readOnly
            ? 'Les fiches s’afficheront ici quand elles seront reçues.'
            : (hint.first ?? `Ajoutez ${def.one}.`)}
        </EmptyState>
      ) : (
        <div className={classes.split}>
          {full && showPanel ? null : (
            <div className={classes.table}>
              <DataTable
                def={table.def}
                rows={table.rows}
                openId={row?.id}
                usual={usual}
                order={hint.order}
                among={among}
                onOpen={open}
                onEscape={close}
                {...(exportView ? { onExport: (view: TableView) => void exportView(table.def, view) } : {})}
                onCopied={(count) =>
                  void workspace.exports.add({
                    what: `Adresses copiées\u00a0: ${def.title}`,
                    recipient: 'Presse-papiers',
                    persons: isPerson(def) ? count : null,
                  })
                }
                badge={pendingBadge}
                actions={add}
                {...(trashable ? { selectionActions } : {})}
              />
            </div>
          )}
          {showPanel && row ? (
            <RecordView
              key={row.id}
              def={def}
              row={row}
              slots={slots}
              part={part}
              full={full}
              fresh={row.id === made}
              onFull={setFull}
              onClose={close}
            />
          ) : null}
          {showPanel && !row ? <NoRecord wasHere={met === id} onClose={close} /> : null}
        </div>
      )}
      {making ? (
        <NewRecord
          def={def}
          initial={{}}
          onClose={() => {
            setAdding(false)
            if (id === 'nouveau') close()
          }}
          onMade={(newId) => {
            setMade(newId)
            go(recordPath(def.name, newId))
          }}
        />
      ) : null}
    </div>
  )
}

/** Why the table holds fewer records than there are. */
const leftWords = (left: number): string =>
  left > 1
    ? `${left} fiches ne comptent pas ici\u00a0: celle à laquelle elles sont rattachées est à la corbeille.`
    : 'Une fiche ne compte pas ici\u00a0: celle à laquelle elle est rattachée est à la corbeille.'

/** The kinds worked on together, a tab each. */
const GroupTabs = memo(({ kind }: { readonly kind: string }) => {
  const group = groupOf(kind)
  const { receives } = useRights()
  const kinds = group?.kinds.filter((name) => isReceived(name, receives)) ?? []
  const title = recordOf(kind)?.title ?? ''
  if (!group || kinds.length < 2) return <h1 className={classes.title}>{title}</h1>
  return (
    <>
      <h1 className={classes.title}>{group.title}</h1>
      <nav className={classes.tabs} aria-label={group.title}>
        {kinds.map((name) => (
          <Link key={name} href={recordPath(name)} aria-current={name === kind ? 'page' : undefined}>
            {recordOf(name)?.title}
          </Link>
        ))}
      </nav>
    </>
  )
})
GroupTabs.displayName = 'GroupTabs'
