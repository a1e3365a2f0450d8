const since = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'short', timeStyle: 'short' })

/** What tells two spaces of one département apart, in the list and on the sheets of their keys alike. */
export const hereSince = (createdAt: number): string =>
  `sur cet ordinateur depuis le ${since.format(createdAt)}`
