import { CloseButton, TextInput } from '@mantine/core'
import { memo, type ReactNode, type RefObject } from 'react'
import type { Column } from '../../../core/schema/derive'
import { Icon } from '../Icon'
import { BarButton } from './BarButton'
import { ColumnChoice } from './ColumnChoice'
import classes from './DataTable.module.css'

interface TableBarProps {
  readonly title: string
  readonly search: string
  readonly searchRef: RefObject<HTMLInputElement | null> | undefined
  onSearch(search: string): void
  /** Rows in view, of all those there are. */
  readonly count: number
  readonly total: number
  readonly columns: readonly Column[]
  readonly usual: readonly string[]
  readonly shown: readonly string[]
  onShow(names: readonly string[]): void
  /** Undefined where there is nothing to copy. */
  readonly onCopy: (() => void) | undefined
  readonly onExport: (() => void) | undefined
  readonly actions: ReactNode
}

/** What stands above a table: its search, how many rows there are, and what can be done with them. */
export const TableBar = memo((props: TableBarProps) => {
  const { search, onSearch, onCopy, onExport } = props
  return (
    <div className={classes.bar} role="toolbar" aria-label="Tableau">
      <TextInput
        ref={props.searchRef ?? null}
        className={classes.search}
        aria-label={`Chercher dans\u00a0: ${props.title}`}
        placeholder="Chercher"
        leftSection={<Icon name="search" size={16} />}
        rightSection={
          search === '' ? null : (
            <CloseButton size="sm" aria-label="Effacer la recherche" onClick={() => onSearch('')} />
          )
        }
        value={search}
        onChange={(event) => onSearch(event.currentTarget.value)}
      />
      <span className={classes.count} role="status">
        {countWords(props.count, props.total)}
      </span>
      <span className={classes.space} />
      <ColumnChoice columns={props.columns} usual={props.usual} shown={props.shown} onShow={props.onShow} />
      {onCopy ? <BarButton icon="mail" label="Copier les adresses" onClick={onCopy} /> : null}
      {onExport ? <BarButton icon="download" label="Exporter cette vue" onClick={onExport} /> : null}
      {props.actions}
    </div>
  )
})
TableBar.displayName = 'TableBar'

function countWords(shown: number, all: number): string {
  const total = `${all.toLocaleString('fr-FR')} fiche${all > 1 ? 's' : ''}`
  return shown === all ? total : `${shown.toLocaleString('fr-FR')} sur ${total}`
}
