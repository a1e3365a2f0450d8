/** The filing year of a yearly record, which stands in its id; undefined for a record of the base rooms. */
export function filingYear(id: string): number | undefined {
  const match = /^(\d{4})\./.exec(id)
  return match ? Number(match[1]) : undefined
}
