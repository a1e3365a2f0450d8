import { expect } from '@playwright/test'
import type { Shown } from './reread'

const collator = new Intl.Collator('fr')

/** The order of a French dictionary. */
export const inFrench = (a: string, b: string): number => collator.compare(a, b)

/** Today as a coordinator of the Manche writes it. */
const todayInFrench = (): string => new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris' }).format()

/** The four lines above each sheet of the Manche's workbooks, or of the committee's; `situation au` takes the day. */
export function titleOf(
  title: string,
  author: string,
  period: string,
  place = 'Manche (50)',
): [string, string, string, string] {
  const today = todayInFrench()
  return [
    title,
    `${place} – ${period}${period.endsWith(' au') ? ` ${today}` : ''}`,
    `Données au ${today} – édité le ${today} par ${author}`,
    `Destinataire : Interne ${place.startsWith('Manche') ? 'à la coordination' : 'au comité national'}`,
  ]
}

/** Ids are random: each must be one, and stand for one record only. */
export function expectIds(ids: readonly Shown[]): void {
  for (const id of ids) expect(id).toMatch(/^(\d{4}\.)?[0-9A-HJKMNP-TV-Z]{26}$/)
  expect(new Set(ids).size).toBe(ids.length)
}

/** The sum of what is known; nothing when nothing is. */
export function sumKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0)
}
