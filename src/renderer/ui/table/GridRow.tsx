import { Checkbox } from '@mantine/core'
import { memo, type CSSProperties, type ReactNode } from 'react'
import type { Column } from '../../../core/schema/derive'
import type { AnyRow } from '../../../core/schema/record'
import type { NameOf } from '../../../core/schema/traits'
import { isFigure, pixels } from './features'
import classes from './TableGrid.module.css'

interface GridRowProps {
  readonly row: AnyRow
  /** The record's name. */
  readonly name: string
  readonly nameWidth: number
  readonly columns: readonly Column[]
  readonly nameOf: NameOf
  /** From 0, in the order shown. */
  readonly index: number
  /** Its top, in pixels. */
  readonly start: number
  readonly active: boolean
  readonly selected: boolean
  readonly open: boolean
  badge(row: AnyRow): ReactNode
  onOpen(row: AnyRow): void
  onSelect(id: string, selected: boolean): void
}

/** One line of a table; drawn again only when its record, its place or its marks change. */
export const GridRow = memo((props: GridRowProps) => {
  const { row, name, nameWidth, columns, nameOf, index, start, active, selected, open } = props
  return (
    <div
      id={rowId(row.id)}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      className={classes.row}
      data-active={active}
      data-open={open}
      style={{ top: start }}
      onClick={() => props.onOpen(row)}
    >
      <div role="presentation" className={classes.lead} style={leadSize(nameWidth)}>
        <div role="gridcell" className={classes.pick} onClick={(event) => event.stopPropagation()}>
          <Checkbox
            size="xs"
            tabIndex={-1}
            aria-label={`Sélectionner ${name}`}
            checked={selected}
            onChange={(event) => props.onSelect(row.id, event.currentTarget.checked)}
          />
        </div>
        <div role="gridcell" className={classes.name}>
          <span className={classes.text} title={name}>
            {name}
          </span>
          {props.badge(row)}
        </div>
      </div>
      {columns.map((column) => {
        const text = column.text(row, nameOf)
        return (
          <div key={column.name} role="gridcell" {...cellProps(column)}>
            {/* What does not fit is told when pointed at. */}
            <span className={classes.text} title={text.length > 20 ? text : undefined}>
              {text}
            </span>
          </div>
        )
      })}
    </div>
  )
})
GridRow.displayName = 'GridRow'

/** The element of a row, for `aria-activedescendant`. */
export const rowId = (id: string): string => `row-${id}`

/** How a column's cells look, in the head, the lines and the totals. */
export const cellProps = (column: Column) => ({
  className: classes.cell,
  'data-figure': isFigure(column),
  style: size(pixels(column)),
})

/** A cell's width; where the table has room to spare, all cells take of it, up to half as much again. */
const size = (width: number, beside = 0): CSSProperties => ({
  flex: `${width} 0 ${beside + width}px`,
  minWidth: 0,
  maxWidth: beside + width * 1.5,
})

/** The width of the box that picks a row. */
export const PICK = 40

/** The width of what leads a row: the box to pick it, and its name. */
export const leadSize = (nameWidth: number): CSSProperties => size(nameWidth, PICK)
