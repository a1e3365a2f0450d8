/** « Courriel » (MJC du Port). */
export const placeName = (label: string, record: string | undefined): string =>
  record === undefined ? `«\u00a0${label}\u00a0»` : `«\u00a0${label}\u00a0» (${record})`
