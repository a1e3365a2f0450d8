import type { RowStore } from '../projection/rows'
import { publicCard, publicLeave } from '../records/publicCard'
import { isEmpty } from '../schema/validate'
import { textOf } from './source'

/**
 * The promeneurs of a space who have withdrawn their consent to be published, and given none since. A withdrawal puts
 * the card in the trash: that nothing is shown there is no leave to show the person without a card.
 */
export function withdrawnConsents(
  source: Pick<RowStore, 'list' | 'trash'>,
  space: string,
): ReadonlySet<string> {
  const withdrawn = new Set<string>()
  const standing = new Set<string>()
  for (const { space: where, deleted, pending, values } of [
    ...source.list(publicCard.name),
    ...source.trash(publicCard.name),
  ]) {
    const about = textOf(values[publicLeave.about])
    if (where !== space || pending || about === null) continue
    if (!isEmpty(values[publicLeave.withdrawn])) withdrawn.add(about)
    else if (!deleted) standing.add(about)
  }
  for (const about of standing) withdrawn.delete(about)
  return withdrawn
}
