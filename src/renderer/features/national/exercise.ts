/** How many years the committee can look at: this one and those before. */
const yearsShown = 4

/** The years that can be chosen, this one first. */
export const exercises = (thisYear: number): readonly number[] =>
  Array.from({ length: yearsShown }, (_, back) => thisYear - back)

/** The year that an address asks for; this one where it asks for none that can be shown. */
export function exerciseAsked(text: string | undefined, thisYear: number): number {
  return exercises(thisYear).find((year) => String(year) === text) ?? thisYear
}

/** What stands in an address instead of a département's code: every one of them, of a year. */
export const ALL_DEPARTMENTS = 'exercice'

/** The page of all départements, or of one. The running year is not said: tomorrow's is meant then. */
export function nationalPath(code: string | undefined, year: number, thisYear: number): string {
  if (year !== thisYear) return `/national/${code ?? ALL_DEPARTMENTS}/${year}`
  return code === undefined ? '/national' : `/national/${code}`
}
