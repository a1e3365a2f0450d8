import { complianceGaps } from '../../../core/figures/compliance'
import type { AnyRow } from '../../../core/schema/record'
import { useWorkspace } from '../../data/hooks'
import { useSource } from '../../data/useSource'
import { Notice } from '../../ui/Notice'
import { useServices } from '../../ui/services'

/** What the charte and the conventions still ask of this promeneur or structure, said on its own page. */
export function RecordGaps({ row }: { readonly row: AnyRow }) {
  const { identity } = useWorkspace()
  const { context } = useServices()
  const source = useSource()
  const asked = { space: row.space, sharedOnly: identity.role !== 'coordinator' }
  const gaps = complianceGaps(source, context.today, asked).filter(
    (gap) => gap.about === row.id || (gap.kind === row.kind && gap.id === row.id),
  )
  if (gaps.length === 0) return null
  return (
    <Notice title="Charte et convention : à mettre à jour">
      <ul>
        {gaps.map(({ nature, what }) => (
          <li key={nature}>{`${what.charAt(0).toUpperCase()}${what.slice(1)}`}</li>
        ))}
      </ul>
    </Notice>
  )
}
