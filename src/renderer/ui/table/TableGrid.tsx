import { Checkbox } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { Column } from '../../../core/schema/derive'
import { formatField } from '../../../core/schema/kinds'
import type { AnyRow } from '../../../core/schema/record'
import { Icon } from '../Icon'
import { useServices } from '../services'
import { isFigure, isSummed, NAME, pixels, type RowTable } from './features'
import { FilterMenu } from './FilterMenu'
import type { Filter } from './filter'
import { gridKey } from './gridKey'
import classes from './TableGrid.module.css'

const rowHeight = 34

interface TableGridProps {
  readonly label: string
  readonly nameLabel: string
  readonly nameWidth: number
  readonly table: RowTable
  /** Columns shown, in order, the name apart. */
  readonly columns: readonly Column[]
  /** Rows before filtering, for the choices of filters. */
  readonly all: readonly AnyRow[]
  readonly openId: string | undefined
  /** Marks beside a name: « en attente », a state. */
  badge(row: AnyRow): ReactNode
  onOpen(row: AnyRow): void
  onEscape(): void
}

/** The rows on screen and hardly more: header and name stay in sight, totals stand at the bottom. */
export function TableGrid(props: TableGridProps) {
  const { label, nameLabel, nameWidth, table, columns, all, openId, badge, onOpen, onEscape } = props
  const { nameOf } = useServices()
  const scroller = useRef<HTMLDivElement>(null)
  const rows = table.getRowModel().rows
  const openIndex = openId === undefined ? -1 : rows.findIndex((row) => row.id === openId)
  // The row of the keyboard: the one moved to since a record was opened, else the open one.
  const [active, setActive] = useState<{ readonly id: string; readonly open: string | undefined }>()
  const moved = active && active.open === openId ? rows.findIndex((row) => row.id === active.id) : -1
  const current = Math.min(Math.max(0, moved >= 0 ? moved : openIndex), rows.length - 1)
  const summed = columns.filter(isSummed)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    scrollPaddingStart: rowHeight + 4,
    scrollPaddingEnd: rowHeight,
    overscan: 6,
  })
  const shownId = useRef<string>(undefined)
  useEffect(() => {
    // Brought into sight once, when it opens; later scrolling is the person's own.
    if (openIndex >= 0 && shownId.current !== openId) virtual.scrollToIndex(openIndex)
    shownId.current = openId
  }, [openId, openIndex, virtual])

  const move = (to: number, extend: boolean): void => {
    const index = Math.max(0, Math.min(rows.length - 1, to))
    if (extend) {
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
    if (step.is === 'select') row?.toggleSelected()
    if (step.is === 'all') table.toggleAllRowsSelected(true)
    if (step.is === 'escape') onEscape()
  }

  const width = 40 + nameWidth + columns.reduce((sum, column) => sum + pixels(column), 0)
  const sorting = new Map(table.state.sorting.map((sort) => [sort.id, sort.desc]))
  const filters = new Map(table.state.columnFilters.map((filter) => [filter.id, filter.value]))
  const sortHeader = (id: string, text: string): ReactNode => {
    const desc = sorting.get(id)
    return (
      <button
        type="button"
        className={classes.sort}
        onClick={() => table.getColumn(id)?.toggleSorting(desc === false)}
      >
        <span>{text}</span>
        {desc === undefined ? null : <Icon name={desc ? 'down' : 'up'} size={13} />}
      </button>
    )
  }
  const ariaSort = (id: string): 'ascending' | 'descending' | 'none' => {
    const desc = sorting.get(id)
    return desc === undefined ? 'none' : desc ? 'descending' : 'ascending'
  }

  return (
    <div
      ref={scroller}
      className={classes.scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable="true"
      aria-activedescendant={rows[current] ? rowId(rows[current].id) : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className={classes.head} style={{ minWidth: width }}>
        <div role="row" aria-rowindex={1} className={classes.row}>
          <div role="columnheader" className={classes.pick}>
            <Checkbox
              size="xs"
              aria-label="Tout sélectionner"
              checked={rows.length > 0 && table.getIsAllRowsSelected()}
              indeterminate={table.getIsSomeRowsSelected()}
              onChange={(event) => table.toggleAllRowsSelected(event.currentTarget.checked)}
            />
          </div>
          <div
            role="columnheader"
            aria-sort={ariaSort(NAME)}
            className={classes.name}
            style={size(nameWidth)}
          >
            {sortHeader(NAME, nameLabel)}
          </div>
          {columns.map((column) => (
            <div
              key={column.name}
              role="columnheader"
              aria-sort={ariaSort(column.name)}
              className={classes.cell}
              data-figure={isFigure(column)}
              style={size(pixels(column))}
            >
              {sortHeader(column.name, column.label)}
              <FilterMenu
                column={column}
                rows={all}
                filter={filters.get(column.name) as Filter | undefined /* set by FilterMenu alone */}
                onFilter={(filter) => table.getColumn(column.name)?.setFilterValue(filter)}
              />
            </div>
          ))}
        </div>
      </div>
      <div
        role="rowgroup"
        className={classes.body}
        style={{ height: virtual.getTotalSize(), minWidth: width }}
      >
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index]
          if (!row) return null
          const selected = row.getIsSelected()
          return (
            <div
              key={item.key}
              id={rowId(row.id)}
              role="row"
              aria-rowindex={item.index + 2}
              aria-selected={selected}
              className={classes.row}
              data-active={item.index === current}
              data-open={row.id === openId}
              style={{ transform: `translateY(${item.start}px)` }}
              onClick={() => {
                setActive({ id: row.id, open: openId })
                onOpen(row.original)
              }}
            >
              <div role="gridcell" className={classes.pick} onClick={(event) => event.stopPropagation()}>
                <Checkbox
                  size="xs"
                  tabIndex={-1}
                  aria-label={`Sélectionner ${row.getValue<string>(NAME)}`}
                  checked={selected}
                  onChange={row.getToggleSelectedHandler()}
                />
              </div>
              <div role="gridcell" className={classes.name} style={size(nameWidth)}>
                <span className={classes.text} title={row.getValue<string>(NAME)}>
                  {row.getValue<string>(NAME)}
                </span>
                {badge(row.original)}
              </div>
              {columns.map((column) => (
                <div
                  key={column.name}
                  role="gridcell"
                  className={classes.cell}
                  data-figure={isFigure(column)}
                  style={size(pixels(column))}
                >
                  <CellText text={column.text(row.original, nameOf)} />
                </div>
              ))}
            </div>
          )
        })}
      </div>
      {summed.length === 0 || rows.length === 0 ? null : (
        <div role="rowgroup" className={classes.foot} style={{ minWidth: width }}>
          <div role="row" className={classes.row}>
            <div role="gridcell" className={classes.pick} />
            <div role="rowheader" className={classes.name} style={size(nameWidth)}>
              Total
            </div>
            {columns.map((column) => (
              <div
                key={column.name}
                role="gridcell"
                className={classes.cell}
                data-figure={isFigure(column)}
                style={size(pixels(column))}
              >
                {isSummed(column) ? formatField(column.field, total(rows, column.name), nameOf) : null}
              </div>
            ))}
          </div>
        </div>
      )}
    </div>
  )
}

/** A cell's text; what does not fit is told when pointed at. */
function CellText({ text }: { readonly text: string }) {
  return (
    <span className={classes.text} title={text.length > 20 ? text : undefined}>
      {text}
    </span>
  )
}

const rowId = (id: string): string => `row-${id}`

const size = (width: number): CSSProperties => ({ width, flex: `0 0 ${width}px` })

function total(rows: readonly { readonly original: AnyRow }[], name: string): number {
  return rows.reduce((sum, { original }) => {
    const value = original.values[name]
    return typeof value === 'number' ? sum + value : sum
  }, 0)
}
