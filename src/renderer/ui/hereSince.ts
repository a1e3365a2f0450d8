const day = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'short' })
const hour = new Intl.DateTimeFormat('fr-FR', { timeStyle: 'short' })

/** When a space came to this computer, and the moment of the backup that it was restored from, in milliseconds. */
interface Came {
  readonly createdAt: number
  readonly restoredFrom?: number | undefined
}

/** What tells two spaces of one département apart, in the list and on the sheets of their keys alike. */
export const hereSince = ({ createdAt, restoredFrom }: Came): string =>
  restoredFrom === undefined
    ? `sur cet ordinateur depuis le ${moment(createdAt)}`
    : `restauré le ${moment(createdAt)} de la sauvegarde du ${moment(restoredFrom)}`

/** « 03/03/2026 à 10:12 ». */
export const moment = (at: number): string => `${day.format(at)} à\u00a0${hour.format(at)}`
