import { publicCounts } from '../../../core/sheets/annuaire/directory'
import type { Audience } from '../../../core/sheets/sheet'
import { useWorkspace } from '../../data/hooks'
import { useSource } from '../../data/useSource'
import { counted } from '../../ui/counted'
import { Notice } from '../../ui/Notice'
import { useServices } from '../../ui/services'

/** Says who the public directory will show, and what keeps the others out of it. */
export function DirectoryForetold({ audience }: { readonly audience: Audience }) {
  return audience === 'public' ? <PublicForetold /> : null
}

function PublicForetold() {
  const { space } = useWorkspace().identity
  const source = useSource()
  const { today } = useServices().context
  const { promeneurs, structures, left } = publicCounts({ source, space, today })
  const reasons = [
    [left.unmarked, 'sans «\u00a0Publié sur l’annuaire national\u00a0» sur leur fiche'],
    [left.withdrawn, 'dont le consentement est retiré sur la fiche publique'],
    [left.expired, 'dont le consentement est échu sur la fiche publique'],
    [left.inactive, 'dont le statut n’est pas «\u00a0Actif\u00a0»'],
  ].flatMap(([count, why]) => (count === 0 ? [] : [`${count} ${why}`]))
  return (
    <Notice
      tone={promeneurs === 0 ? 'warn' : 'plain'}
      title={
        promeneurs === 0
          ? 'Personne n’y figurera\u00a0: le classeur sera vide'
          : `Y figureront ${counted(promeneurs, 'promeneur')} et ${counted(structures, 'structure')}`
      }
    >
      {reasons.length === 0 ? null : <p>{`N’y figurent pas\u00a0: ${reasons.join('\u00a0; ')}.`}</p>}
      {left.unmarked === 0 ? null : (
        <p>
          Pour y faire figurer une personne, ouvrez sa fiche et cochez «&nbsp;Publié sur l’annuaire
          national&nbsp;», avec son accord. Une structure y figure si elle est dans le réseau et qu’une
          personne publiée y travaille.
        </p>
      )}
    </Notice>
  )
}
