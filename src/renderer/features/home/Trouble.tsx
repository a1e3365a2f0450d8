import { Link } from 'wouter'
import { useWatched, useWorkspace } from '../../data/hooks'
import { Notice } from '../../ui/Notice'
import { useSeenDamage } from '../../data/useSeenDamage'

/** What this computer could not do or no longer reads, in a line each, with the page where it is seen to. */
export function Trouble() {
  const workspace = useWorkspace()
  const upkeep = useWatched(workspace.upkeepTrouble)
  const { unseen } = useSeenDamage()
  return (
    <>
      {upkeep === undefined ? null : (
        <Notice
          tone="warn"
          actions={<Link href="/reglages/sauvegarde">Ouvrir «&nbsp;Sauvegarde et clé&nbsp;»</Link>}
        >
          {upkeep}
        </Notice>
      )}
      {unseen.length === 0 ? null : (
        <Notice tone="warn" actions={<Link href="/reglages/poste">Voir ce qu’il faut faire</Link>}>
          {unseen.length === 1
            ? 'Un enregistrement de cet ordinateur ne se lit plus\u00a0: il a été mis de côté.'
            : `${unseen.length} enregistrements de cet ordinateur ne se lisent plus\u00a0: ils ont été mis de côté.`}
        </Notice>
      )}
    </>
  )
}
