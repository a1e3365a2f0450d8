import { Checkbox } from '@mantine/core'
import { memo, type CSSProperties, type ReactNode } from 'react'
import { targetsOf } from '../../../core/schema/links'
import type { Column } from '../../../core/schema/derive'
import type { AnyRow } from '../../../core/schema/record'
import type { NameOf } from '../../../core/schema/traits'
import { Icon } from '../Icon'
import { isFigure, pixels } from './features'
import type { Room, Width } from './room'
import classes from './TableGrid.module.css'

interface GridRowProps {
  readonly row: AnyRow
  /** The record's name. */
  readonly name: string
  readonly room: Room
  readonly columns: readonly Column[]
  readonly nameOf: NameOf
  readonly citedName: NameOf
  /** From 0, in the order shown. */
  readonly index: number
  /** Its top, in pixels. */
  readonly start: number
  readonly active: boolean
  /** Undefined where no row can be chosen. */
  readonly selected: boolean | undefined
  readonly open: boolean
  badge(row: AnyRow): ReactNode
  onOpen(row: AnyRow): void
  onSelect(id: string, selected: boolean): void
}

/** One line of a table; drawn again only when its record, its place or its marks change. */
export const GridRow = memo((props: GridRowProps) => {
  const { row, name, room, columns, nameOf, citedName, index, start, active, selected, open } = props
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
      <div role="presentation" className={classes.lead} style={leadSize(room, selected !== undefined)}>
        {selected === undefined ? null : (
          <div role="gridcell" className={classes.pick} onClick={(event) => event.stopPropagation()}>
            <Checkbox
              size="xs"
              tabIndex={-1}
              aria-label={`Sélectionner ${name}`}
              checked={selected}
              onChange={(event) => props.onSelect(row.id, event.currentTarget.checked)}
            />
          </div>
        )}
        <div role="gridcell" className={classes.name}>
          <span className={classes.text} title={name}>
            {name}
          </span>
          {props.badge(row)}
        </div>
      </div>
      {columns.map((column, at) => {
        const text = column.text(row, nameOf)
        return (
          <div key={column.name} role="gridcell" {...cellProps(column, room.columns[at])}>
            <CellText text={text} cited={namesRecords(column) ? column.text(row, citedName) : text} />
          </div>
        )
      })}
    </div>
  )
})
GridRow.displayName = 'GridRow'

const namesRecords = ({ field }: Column): boolean => targetsOf(field).length > 0

/** A cell's text; `cited` says of the records that it names which are in the trash, and has no room to be written out. */
function CellText({ text, cited }: { readonly text: string; readonly cited: string }) {
  // What does not fit is told when pointed at.
  if (cited === text)
    return (
      <span className={classes.text} title={text.length > 20 ? text : undefined}>
        {text}
      </span>
    )
  return (
    <span className={classes.text} data-trashed="true" title={cited}>
      <span aria-hidden="true">
        <Icon name="trash" size={12} /> {text}
      </span>
      <span className={classes.unseen}>{cited}</span>
    </span>
  )
}

/** The element of a row, for `aria-activedescendant`. */
export const rowId = (id: string): string => `row-${id}`

/** How a column's cells look, in the head, the lines and the totals. */
export const cellProps = (column: Column, width: Width | undefined) => ({
  className: classes.cell,
  'data-figure': isFigure(column),
  style: size(width ?? { least: pixels(column), wanted: 0 }),
})

/**
 * A cell's width. Room to spare goes first to the columns whose texts are cut, as far as they want it; what is left
 * then goes to all, up to half as much again.
 */
const size = ({ least, wanted }: Width, beside = 0): CSSProperties => ({
  flex: `${wanted > least ? (wanted - least) * 100 : least} 0 ${beside + least}px`,
  minWidth: 0,
  maxWidth: beside + Math.max(wanted, least * 1.5),
})

/** The width of the box that picks a row, where rows are picked. */
export const pickWidth = (picks: boolean): number => (picks ? 40 : 0)

/** The width of what leads a row: the box to pick it, and its name. */
export const leadSize = ({ name }: Room, picks: boolean): CSSProperties => size(name, pickWidth(picks))
