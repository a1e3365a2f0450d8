import { Checkbox } from '@mantine/core'
import type { ColumnFiltersState, SortingState } from '@tanstack/react-table'
import { memo } from 'react'
import type { Column } from '../../../core/schema/derive'
import type { AnyRow } from '../../../core/schema/record'
import { Icon } from '../Icon'
import { NAME } from './features'
import { FilterMenu } from './FilterMenu'
import type { Filter } from './filter'
import { cellProps, leadSize } from './GridRow'
import type { Room } from './room'
import classes from './TableGrid.module.css'

interface GridHeadProps {
  readonly nameLabel: string
  readonly room: Room
  readonly columns: readonly Column[]
  readonly width: number
  readonly sorting: SortingState
  readonly filters: ColumnFiltersState
  /** Undefined where no row can be chosen. */
  readonly picked: 'none' | 'some' | 'all' | undefined
  /** Rows before filtering, asked for when a filter opens. */
  rowsOf(): readonly AnyRow[]
  onSort(id: string, desc: boolean): void
  onFilter(id: string, filter: Filter | undefined): void
  onPickAll(picked: boolean): void
}

/** The titles of a table's columns: each sorts, and holds its filter. */
export const GridHead = memo((props: GridHeadProps) => {
  const { nameLabel, room, columns, width, sorting, filters, picked } = props
  const sortOf = (id: string) => sorting.find((sort) => sort.id === id)
  return (
    <div role="rowgroup" className={classes.head} style={{ minWidth: width }}>
      <div role="row" aria-rowindex={1} className={classes.row}>
        <div role="presentation" className={classes.lead} style={leadSize(room, picked !== undefined)}>
          {picked === undefined ? null : (
            <div role="columnheader" className={classes.pick}>
              <Checkbox
                size="xs"
                aria-label="Tout sélectionner"
                checked={picked === 'all'}
                indeterminate={picked === 'some'}
                onChange={(event) => props.onPickAll(event.currentTarget.checked)}
              />
            </div>
          )}
          <div role="columnheader" aria-sort={ariaSort(sortOf(NAME))} className={classes.name}>
            <SortButton id={NAME} text={nameLabel} sort={sortOf(NAME)} onSort={props.onSort} />
          </div>
        </div>
        {columns.map((column, at) => (
          <div
            key={column.name}
            role="columnheader"
            aria-sort={ariaSort(sortOf(column.name))}
            {...cellProps(column, room.columns[at])}
          >
            <SortButton
              id={column.name}
              text={column.label}
              sort={sortOf(column.name)}
              onSort={props.onSort}
            />
            <FilterMenu
              column={column}
              rowsOf={props.rowsOf}
              filter={
                filters.find(({ id }) => id === column.name)?.value as
                  Filter | undefined /* set by FilterMenu alone */
              }
              onFilter={(filter) => props.onFilter(column.name, filter)}
            />
          </div>
        ))}
      </div>
    </div>
  )
})
GridHead.displayName = 'GridHead'

type Sort = SortingState[number] | undefined

interface SortButtonProps {
  readonly id: string
  readonly text: string
  readonly sort: Sort
  onSort(id: string, desc: boolean): void
}

function SortButton({ id, text, sort, onSort }: SortButtonProps) {
  return (
    <button type="button" className={classes.sort} onClick={() => onSort(id, sort?.desc === false)}>
      <span>{text}</span>
      {sort ? <Icon name={sort.desc ? 'down' : 'up'} size={13} /> : null}
    </button>
  )
}

const ariaSort = (sort: Sort): 'ascending' | 'descending' | 'none' =>
  sort ? (sort.desc ? 'descending' : 'ascending') : 'none'
