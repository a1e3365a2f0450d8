import { livingRows } from '../../figures/source'
import { contact } from '../../records/contact'
import { promeneur } from '../../records/promeneur'
import type { Edition } from '../edition'
import { publicCounts } from './directory'

/** How many people the directory names: those that its reader sees, each once; who answers for a structure is a contact. */
export function peopleListed(edition: Edition): number {
  if (edition.audience === 'public') return publicCounts(edition).promeneurs
  const { source, space } = edition
  return livingRows(source, promeneur, space).length + livingRows(source, contact, space).length
}
