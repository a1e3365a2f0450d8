/** A figure beside what the machine itself can do, measured in the same run. */
export interface Figure {
  readonly name: string
  readonly value: string
  /** What it is held against. */
  readonly limit: string
  /** How many times the machine's own. */
  readonly ratio: number
  /** A limit that the product promises and that was missed, in words. */
  readonly missed?: string
}

/** The value that a share of the others do not exceed; 0.5 is the median. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
  if (value === undefined) throw new Error('nothing was measured')
  return value
}

/** « 12.3 ms » */
export const ms = (value: number): string => `${value < 100 ? value.toFixed(1) : Math.round(value)} ms`

/** The figures as one table. */
export function tableOf(figures: readonly Figure[]): string {
  const lines = [
    ['what', 'measured', 'against', 'ratio', ''],
    ...figures.map(({ name, value, limit, ratio, missed }) => [
      name,
      value,
      limit,
      `× ${ratio.toFixed(ratio < 10 ? 1 : 0)}`,
      missed === undefined ? '' : `MISSED: ${missed}`,
    ]),
  ]
  const widths =
    lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? []
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
