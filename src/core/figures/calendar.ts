const dayLength = 86_400_000

const utc = (day: string): number => Date.parse(`${day}T00:00:00Z`)

/** Days from one day to another, negative when the second comes first. */
export function daysBetween(from: string, to: string): number {
  return Math.round((utc(to) - utc(from)) / dayLength)
}

/** The same day so many months later or earlier; the month's last day where it has no such day (31 → 30). */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}
