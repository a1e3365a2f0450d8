import { Button, CloseButton } from '@mantine/core'
import classes from './DataTable.module.css'

/** What a table is held to, in words. */
export interface ShownFilter {
  readonly id: string
  readonly words: string
  remove(): void
}

interface FilterStripProps {
  readonly filters: readonly ShownFilter[]
  onClear(): void
}

/** What a table is held to, each taken off by itself or all together. */
export function FilterStrip({ filters, onClear }: FilterStripProps) {
  if (filters.length === 0) return null
  return (
    <div className={classes.filters}>
      {filters.map(({ id, words, remove }) => (
        <span key={id} className={classes.filter}>
          {words}
          <CloseButton size="xs" aria-label={`Retirer le filtre ${words}`} onClick={remove} />
        </span>
      ))}
      <Button size="compact-sm" variant="subtle" onClick={onClear}>
        Tout afficher
      </Button>
    </div>
  )
}
