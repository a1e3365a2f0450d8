import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { Column } from '../../../core/schema/derive'
import { formatField } from '../../../core/schema/kinds'
import type { AnyRow } from '../../../core/schema/record'
import { useServices } from '../services'
import { useHandler } from '../useHandler'
import { isSummed, NAME, type RowTable } from './features'
import type { Filter } from './filter'
import { GridHead } from './GridHead'
import { gridKey } from './gridKey'
import { cellProps, GridRow, leadSize, pickWidth, rowId } from './GridRow'
import type { Room } from './room'
import classes from './TableGrid.module.css'

const rowHeight = 34
/** The head, or the totals, with the line that parts it from the rows. */
const edge = rowHeight + 1

interface TableGridProps {
  readonly label: string
  readonly nameLabel: string
  readonly room: Room
  readonly table: RowTable
  /** Columns shown, in order, the name apart. */
  readonly columns: readonly Column[]
  /** Rows before filtering, for the choices of filters. */
  readonly all: readonly AnyRow[]
  readonly openId: string | undefined
  /** Whether rows can be chosen. */
  readonly picks: boolean
  /** Marks beside a name: « en attente », a state. The same function from one drawing to the next. */
  badge(row: AnyRow): ReactNode
  onOpen(row: AnyRow): void
  onEscape(): void
}

/** The rows on screen and hardly more: header and name stay in sight, totals stand at the bottom. */
export function TableGrid(props: TableGridProps) {
  const { label, nameLabel, room, table, columns, all, openId, picks, badge, onOpen, onEscape } = props
  const { nameOf, citedName } = useServices()
  const scroller = useRef<HTMLDivElement>(null)
  const rows = table.getRowModel().rows
  const openIndex = openId === undefined ? -1 : rows.findIndex((row) => row.id === openId)
  // The row of the keyboard: the one moved to since a record was opened, else the open one.
  const [active, setActive] = useState<{ readonly id: string; readonly open: string | undefined }>()
  const moved = active && active.open === openId ? rows.findIndex((row) => row.id === active.id) : -1
  const current = Math.min(Math.max(0, moved >= 0 ? moved : openIndex), rows.length - 1)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    scrollPaddingStart: rowHeight + 4,
    // The rows are counted from under the head, which stays in sight as the totals do: room for both is kept at the end.
    scrollPaddingEnd: edge * (columns.some(isSummed) ? 2 : 1),
    overscan: 6,
  })
  const shownId = useRef<string>(undefined)
  useEffect(() => {
    // Brought into sight once, when it opens (or, made a moment ago, when it is among the rows); later scrolling is the
    // person's own.
    if (openIndex >= 0 && shownId.current !== openId) virtual.scrollToIndex(openIndex)
    // A panel that was closed from inside leaves the focus nowhere: one goes on where one came from.
    if (openId === undefined && shownId.current !== undefined && document.activeElement === document.body)
      scroller.current?.focus()
    if (openIndex >= 0 || openId === undefined) shownId.current = openId
  }, [openId, openIndex, virtual])

  const open = useHandler((row: AnyRow) => {
    setActive({ id: row.id, open: openId })
    onOpen(row)
  })
  const select = useHandler((id: string, selected: boolean) => table.getRow(id).toggleSelected(selected))
  const rowsOf = useHandler(() => all)
  const sort = useHandler((id: string, desc: boolean) => table.getColumn(id)?.toggleSorting(desc))
  const filter = useHandler((id: string, to: Filter | undefined) => table.getColumn(id)?.setFilterValue(to))
  const pickAll = useHandler((picked: boolean) => table.toggleAllRowsSelected(picked))
  const move = (to: number, extend: boolean): void => {
    const index = Math.max(0, Math.min(rows.length - 1, to))
    if (extend && picks) {
      rows[current]?.toggleSelected(true)
      rows[index]?.toggleSelected(true)
    }
    const row = rows[index]
    if (row) setActive({ id: row.id, open: openId })
    virtual.scrollToIndex(index)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 3)
    const step = gridKey(event, current, rows.length, page)
    const row = rows[current]
    if (step === null) return
    event.preventDefault()
    if (step.is === 'move') move(step.to, event.shiftKey)
    if (step.is === 'open' && row) onOpen(row.original)
    if (step.is === 'select' && picks) row?.toggleSelected()
    if (step.is === 'all' && picks) table.toggleAllRowsSelected(true)
    if (step.is === 'escape') onEscape()
  }
  const picked = !picks
    ? undefined
    : table.getIsSomeRowsSelected()
      ? 'some'
      : table.getIsAllRowsSelected()
        ? 'all'
        : 'none'
  const width = pickWidth(picks) + room.name.least + room.columns.reduce((sum, { least }) => sum + least, 0)
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable={picks}
      aria-activedescendant={rows[current] ? rowId(rows[current].id) : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <GridHead
        nameLabel={nameLabel}
        room={room}
        columns={columns}
        width={width}
        sorting={table.state.sorting}
        filters={table.state.columnFilters}
        picked={picked}
        rowsOf={rowsOf}
        onSort={sort}
        onFilter={filter}
        onPickAll={pickAll}
      />
      <div
        role="rowgroup"
        className={classes.body}
        style={{ height: virtual.getTotalSize(), minWidth: width }}
      >
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index]
          return row ? (
            <GridRow
              key={item.key}
              row={row.original}
              name={row.getValue<string>(NAME)}
              room={room}
              columns={columns}
              nameOf={nameOf}
              citedName={citedName}
              index={item.index}
              start={item.start}
              active={item.index === current}
              selected={picks ? row.getIsSelected() : undefined}
              open={row.id === openId}
              badge={badge}
              onOpen={open}
              onSelect={select}
            />
          ) : null
        })}
      </div>
      <Totals rows={rows} columns={columns} room={room} width={width} picks={picks} />
    </div>
  )
}

interface TotalsProps {
  readonly rows: readonly { readonly original: AnyRow }[]
  readonly columns: readonly Column[]
  readonly room: Room
  readonly width: number
  readonly picks: boolean
}

/** The last line, where a column adds up. */
function Totals({ rows, columns, room, width, picks }: TotalsProps) {
  const { nameOf } = useServices()
  if (rows.length === 0 || !columns.some(isSummed)) return null
  return (
    <div role="rowgroup" className={classes.foot} style={{ minWidth: width }}>
      <div role="row" className={classes.row}>
        <div role="presentation" className={classes.lead} style={leadSize(room, picks)}>
          {picks ? <div role="gridcell" className={classes.pick} /> : null}
          <div role="rowheader" className={classes.name}>
            Total
          </div>
        </div>
        {columns.map((column, at) => (
          <div key={column.name} role="gridcell" {...cellProps(column, room.columns[at])}>
            {isSummed(column) ? formatField(column.field, total(rows, column.name), nameOf) : null}
          </div>
        ))}
      </div>
    </div>
  )
}

/** What a column adds up to. */
export function total(rows: TotalsProps['rows'], name: string): number {
  return rows.reduce((sum, { original }) => {
    const value = original.values[name]
    return typeof value === 'number' ? sum + value : sum
  }, 0)
}
