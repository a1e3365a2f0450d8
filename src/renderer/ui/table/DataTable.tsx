import { Button } from '@mantine/core'
import {
  type ColumnFiltersState,
  type RowSelectionState,
  type SortingState,
  useTable,
} from '@tanstack/react-table'
import { type ReactNode, type RefObject, useDeferredValue, useEffect, useMemo, useState } from 'react'
import { type Column, searchText, tableColumns } from '../../../core/schema/derive'
import { fold } from '../../../core/schema/fold'
import type { AnyRecordDef, AnyRow } from '../../../core/schema/record'
import { announce } from '../announce'
import { copyText } from '../copyText'
import { useServices } from '../services'
import { useHandler } from '../useHandler'
import { useStored } from '../useStored'
import { addressesOf, copiedWords, hasAddresses } from './addresses'
import classes from './DataTable.module.css'
import { columnDefs, features, NAME, newestFirst } from './features'
import { type Filter, filterWords, writtenWords } from './filter'
import { FilterStrip } from './FilterStrip'
import { createLastOrder } from './lastOrder'
import { PrintedTable } from './PrintedTable'
import { type Room, roomOf } from './room'
import { TableBar } from './TableBar'
import { TableGrid } from './TableGrid'

/** What a table shows at a moment: its rows in their order, and the fields of its columns. */
export interface TableView {
  readonly rows: readonly AnyRow[]
  readonly columns: readonly string[]
  /** Filters in words, for a sheet's title. */
  readonly filters: readonly string[]
}

interface DataTableProps {
  readonly def: AnyRecordDef
  readonly rows: readonly AnyRow[]
  readonly openId?: string | undefined
  readonly searchRef?: RefObject<HTMLInputElement | null>
  /** Buttons beside the table's own: « Nouveau », « Importer ». The same from one drawing to the next. */
  readonly actions?: ReactNode
  /** Buttons for the rows chosen. */
  readonly selectionActions?: (rows: readonly AnyRow[], done: () => void) => ReactNode
  /** Columns shown at first, in this order; those that the definition shows otherwise. */
  readonly usual?: readonly string[] | undefined
  /** The fields that lines are in the order of at first, the first one first; by their name where there is none. */
  readonly order?: readonly Order[] | undefined
  /** What the table is held to from outside, beside the filters of its own columns. */
  readonly among?: Among | undefined
  /** Marks beside a name; the same function from one drawing to the next. */
  readonly badge?: (row: AnyRow) => ReactNode
  onExport?(view: TableView): void
  /** So many mail addresses are in the clipboard. */
  onCopied?(count: number): void
  onOpen(row: AnyRow): void
  /** Escape with nothing selected: closes the panel. */
  onEscape?(): void
}

/** Some of a table's rows, and what they have in common. */
export interface Among {
  readonly words: string
  readonly ids: ReadonlySet<string>
  clear(): void
}

/** A part of the order of a table's lines, until somebody chooses another. */
export interface Order {
  readonly field: string
  readonly newestFirst: boolean
}

const firstOrder = (def: AnyRecordDef, order: readonly Order[] | undefined): SortingState =>
  order
    ? order.map(({ field, newestFirst: desc }) => ({ id: field, desc }))
    : [{ id: NAME, desc: newestFirst(def) }]

const noBadge = (): ReactNode => null

const isNames = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((name) => typeof name === 'string')

/** Any kind of record as a table: search, sort, filters, columns, selection and totals, all from its definition. */
export function DataTable(props: DataTableProps) {
  const {
    def,
    rows,
    openId,
    searchRef,
    among,
    actions,
    selectionActions,
    badge,
    onExport,
    onCopied,
    onOpen,
    onEscape,
  } = props
  const { nameOf } = useServices()
  const [search, setSearch] = useState('')
  const [sorting, setSorting] = useState<SortingState>(() => firstOrder(def, props.order))
  const [columnFilters, setColumnFilters] = useState<ColumnFiltersState>([])
  const [rowSelection, setRowSelection] = useState<RowSelectionState>({})

  const columns = useMemo(() => orderedColumns(def, props.usual), [def, props.usual])
  const usual = useMemo(() => props.usual ?? shownColumns(def, columns), [def, columns, props.usual])
  const [shown, show] = useStored(`columns.${def.name}`, usual, isNames)
  const visible = useMemo(() => columns.filter((column) => shown.includes(column.name)), [columns, shown])

  const room = useRoom(def, rows, visible)

  const [lastOrder] = useState(createLastOrder)
  const ids = among?.ids
  const held = useMemo(() => (ids ? rows.filter((row) => ids.has(row.id)) : rows), [rows, ids])
  const matching = useSearch(def, held, useDeferredValue(search))
  const found = useMemo(() => lastOrder.arrange(matching), [lastOrder, matching])
  const defs = useMemo(() => columnDefs(def, columns, nameOf), [def, columns, nameOf])
  const table = useTable({
    features,
    columns: defs,
    data: found,
    getRowId: (row) => row.id,
    state: { sorting, columnFilters, rowSelection },
    onSortingChange: setSorting,
    onColumnFiltersChange: setColumnFilters,
    onRowSelectionChange: setRowSelection,
    enableSortingRemoval: false,
  })
  const inView = table.getRowModel().rows
  useEffect(() => lastOrder.remember(inView.map((row) => row.id)), [lastOrder, inView])
  const chosen = inView.filter((row) => row.getIsSelected()).map((row) => row.original)
  const ofColumns = columnFilters.flatMap(({ id, value }) => {
    const column = columns.find((other) => other.name === id)
    if (!column) return []
    const filter = value as Filter // set by FilterMenu alone
    return [
      {
        id,
        words: filterWords(filter, column.field, nameOf),
        written: writtenWords(filter, column.field, nameOf),
        remove: () => table.getColumn(id)?.setFilterValue(undefined),
      },
    ]
  })
  const filters = [
    ...(among ? [{ id: '~among', words: among.words, written: among.words, remove: among.clear }] : []),
    ...ofColumns,
  ]
  // Rows are chosen for something to be done with them.
  const isChosen = hasAddresses(def) || onExport !== undefined || selectionActions !== undefined
  const clearSelection = (): void => setRowSelection({})

  const copyAddresses = (of: readonly AnyRow[]): void => {
    const addresses = addressesOf(def, of)
    if (addresses.found.length === 0) return announce('Aucune adresse dans ces fiches.', 'warn')
    void copyText(addresses.found.join('; ')).then((copied) => {
      if (!copied)
        return announce(
          'Le presse-papiers est fermé\u00a0: sélectionnez et copiez les adresses dans la colonne.',
          'danger',
        )
      onCopied?.(addresses.found.length)
      announce(copiedWords(addresses))
    })
  }
  const heldTo = [
    ...(search === '' ? [] : [`Recherche\u00a0: ${search}`]),
    ...filters.map(({ written }) => written),
  ]
  const view = (of: readonly AnyRow[]): TableView => ({
    rows: of,
    columns: [...def.naming, ...visible.map((column) => column.name)],
    filters: heldTo,
  })

  const nameLabel = def.naming.length === 1 ? (def.fields[def.naming[0] ?? '']?.label ?? 'Nom') : 'Nom'
  const copyAll = useHandler(() => copyAddresses(inView.map((row) => row.original)))
  const exportAll = useHandler(() => onExport?.(view(inView.map((row) => row.original))))

  return (
    <div className={classes.table}>
      <TableBar
        title={def.title}
        search={search}
        searchRef={searchRef}
        onSearch={setSearch}
        count={inView.length}
        total={rows.length}
        columns={columns}
        usual={usual}
        shown={shown}
        onShow={show}
        onCopy={hasAddresses(def) ? copyAll : undefined}
        onExport={onExport ? exportAll : undefined}
        actions={actions}
      />
      <FilterStrip
        filters={filters}
        onClear={() => {
          setColumnFilters([])
          setSearch('')
          among?.clear()
        }}
      />
      {chosen.length === 0 ? null : (
        <div className={classes.selection} role="toolbar" aria-label="Sélection">
          <strong>{countOf(chosen.length, 'sélectionnée')}</strong>
          {hasAddresses(def) ? (
            <Button size="compact-sm" variant="default" onClick={() => copyAddresses(chosen)}>
              Copier leurs adresses
            </Button>
          ) : null}
          {onExport ? (
            <Button size="compact-sm" variant="default" onClick={() => onExport(view(chosen))}>
              Exporter la sélection
            </Button>
          ) : null}
          {selectionActions?.(chosen, clearSelection)}
          <Button size="compact-sm" variant="subtle" onClick={clearSelection}>
            Tout désélectionner
          </Button>
        </div>
      )}
      <TableGrid
        label={def.title}
        nameLabel={nameLabel}
        room={room}
        table={table}
        columns={visible}
        all={rows}
        openId={openId}
        picks={isChosen}
        badge={badge ?? noBadge}
        onOpen={onOpen}
        onEscape={() => (chosen.length > 0 ? clearSelection() : onEscape?.())}
      />
      <PrintedTable
        def={def}
        nameLabel={nameLabel}
        table={table}
        columns={visible}
        filters={heldTo}
        isHidden={openId !== undefined}
      />
      {inView.length === 0 ? (
        <p className={classes.none}>
          {rows.length === 0 ? 'Rien pour l’instant.' : 'Aucune fiche ne correspond à cette recherche.'}
        </p>
      ) : null}
    </div>
  )
}

/** The same object until a width changes: rows are drawn again with it. */
function useRoom(def: AnyRecordDef, rows: readonly AnyRow[], columns: readonly Column[]): Room {
  const { nameOf } = useServices()
  const latest = useMemo(() => roomOf(def, rows, columns, nameOf), [def, rows, columns, nameOf])
  const [room, setRoom] = useState(latest)
  if (room === latest || widthsOf(room) === widthsOf(latest)) return room
  setRoom(latest)
  return latest
}

const widthsOf = ({ name, columns }: Room): string =>
  [name, ...columns].map(({ least, wanted }) => `${least}/${wanted}`).join()

/** Every column but a name of one field; those shown at first come first, in their order. */
function orderedColumns(def: AnyRecordDef, first: readonly string[] = []): readonly Column[] {
  const columns = [...tableColumns(def)].filter((column) => def.naming.join() !== column.name)
  const rank = ({ name }: Column): number => (first.includes(name) ? first.indexOf(name) : first.length)
  return columns.sort((a, b) => rank(a) - rank(b))
}

/** The columns of a table that nobody has changed; what already stands in the name is not shown twice. */
function shownColumns(def: AnyRecordDef, columns: readonly Column[]): readonly string[] {
  return columns
    .filter((column) => column.shown && !def.naming.includes(column.name))
    .map((column) => column.name)
}

/** Rows that hold every word typed. Their texts are made once and kept until a name changes. */
function useSearch(def: AnyRecordDef, rows: readonly AnyRow[], search: string): readonly AnyRow[] {
  const { nameOf } = useServices()
  const texts = useMemo(() => ({ def, nameOf, of: new WeakMap<AnyRow, string>() }), [def, nameOf])
  return useMemo(() => {
    const words = fold(search).split(' ').filter(Boolean)
    if (words.length === 0) return rows
    return rows.filter((row) => {
      const text = texts.of.get(row) ?? searchText(texts.def, row, texts.nameOf)
      texts.of.set(row, text)
      return words.every((word) => text.includes(word))
    })
  }, [rows, search, texts])
}

const countOf = (count: number, word: string): string =>
  `${count.toLocaleString('fr-FR')} fiche${count > 1 ? 's' : ''} ${word}${count > 1 ? 's' : ''}`
