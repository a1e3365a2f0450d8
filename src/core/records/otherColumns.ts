import type { FieldOf } from '../schema/field'

/** What an imported file said in columns that match no field: kept as it was written, and never shared. */
export const otherColumns = {
  kind: 'longText',
  label: 'Autres colonnes du fichier',
  scope: 'private',
  section: 'Notes',
} as const satisfies FieldOf<'longText'>
