import { useWatched, useWorkspace } from '../../data/hooks'
import { Chip } from '../../ui/Chip'

/** How many pairs wait, beside « Doublons » in the menu; nothing when there is none. */
export function DuplicatesCount() {
  const { pairs } = useWatched(useWorkspace().duplicates)
  return pairs.length === 0 ? null : <Chip tone="warn">{pairs.length}</Chip>
}
