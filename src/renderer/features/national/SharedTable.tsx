import { Button } from '@mantine/core'
import { useMemo } from 'react'
import { useLocation } from 'wouter'
import type { AnyRecordDef, AnyRow } from '../../../core/schema/record'
import { DataTable } from '../../ui/table/DataTable'
import { Withheld } from '../../ui/Withheld'

/** A kind of records that a département shares. */
export interface SharedKind {
  readonly def: AnyRecordDef
  /** What of it reaches whoever looks. */
  readonly given: AnyRecordDef
  readonly rows: readonly AnyRow[]
  /** Those that count in the year that is looked at; undefined where records belong to no year. */
  readonly ofYear: readonly AnyRow[] | undefined
}

interface SharedTableProps extends SharedKind {
  readonly year: number
  /** Whether it is held to that year, as the figures above it are. */
  readonly isHeld: boolean
  onHold(isHeld: boolean): void
}

/** The records of a kind that a département shares, to read. */
export function SharedTable({ def, given, rows, ofYear, year, isHeld, onHold }: SharedTableProps) {
  const [, go] = useLocation()
  const ids = useMemo(() => ofYear && new Set(ofYear.map(({ id }) => id)), [ofYear])
  const among = ids && isHeld ? { words: `Exercice ${year}`, ids, clear: () => onHold(false) } : undefined
  return (
    <>
      <Withheld def={def} given={given} most={6} />
      <DataTable
        def={given}
        rows={rows}
        among={among}
        actions={
          ids && !isHeld ? (
            <Button variant="default" onClick={() => onHold(true)}>{`Exercice ${year} seulement`}</Button>
          ) : null
        }
        onOpen={(row) => go(`/fiches/${row.kind}/${row.id}`)}
      />
    </>
  )
}
