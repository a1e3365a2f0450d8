import { Chip } from '../../ui/Chip'
import { useCases } from '../../data/useCases'

/** How many cases wait, beside « À vérifier » in the menu; nothing when there is none. */
export function ReviewCount() {
  const { length } = useCases()
  return length === 0 ? null : <Chip tone="warn">{length}</Chip>
}
