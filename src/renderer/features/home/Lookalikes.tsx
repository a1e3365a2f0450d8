import { Link } from 'wouter'
import { useWatched, useWorkspace } from '../../data/hooks'
import { Notice } from '../../ui/Notice'

/** Records that are probably one, for who may say whether they are. */
export function Lookalikes() {
  const { identity } = useWorkspace()
  return identity.role === 'coordinator' ? <Announced /> : null
}

function Announced() {
  const { pairs } = useWatched(useWorkspace().duplicates)
  const alike = new Set(pairs.flatMap(({ older, newer }) => [older.id, newer.id])).size
  if (alike === 0) return null
  return (
    <Notice
      tone="accent"
      title={`${alike === 2 ? 'Deux' : alike} fiches se ressemblent`}
      actions={<Link href="/doublons">Voir les doublons</Link>}
    >
      Dites si c’est la même&nbsp;: rien n’est réuni sans vous.
    </Notice>
  )
}
