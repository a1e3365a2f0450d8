import { review } from '../../../core/records/review'
import { remark } from '../../../core/records/remark'
import { displayName } from '../../../core/schema/derive'
import { useRows, useWorkspace } from '../../data/hooks'
import { counted } from '../../ui/counted'
import { Notice } from '../../ui/Notice'
import { useServices } from '../../ui/services'

/** What the committee has asked this département to complete, until it has accepted it. */
export function Opinions() {
  const { identity } = useWorkspace()
  const { nameOf, hrefOf } = useServices()
  const reviews = useRows(review).filter(
    (row) => row.space === identity.space && row.values.decision !== 'accepte',
  )
  const remarks = useRows(remark)
  if (identity.role !== 'coordinator' || reviews.length === 0) return null
  return (
    <Notice tone="warn" title="Le comité national vous a écrit">
      {reviews.map(({ id, values }) => {
        const count = remarks.filter((row) => row.values.reviewId === id).length
        return (
          <div key={id}>
            <a href={hrefOf(id)}>{`${review.title}\u00a0: ${displayName(review, values, nameOf)}`}</a>
            {count === 0 ? null : ` · ${counted(count, 'remarque')}`}
          </div>
        )
      })}
    </Notice>
  )
}
