import type { InvitationLink } from '../../../core/ipc'
import { useWorkspace } from '../../data/hooks'
import { rememberKeys } from '../../data/keysToKeep'
import { usePlatform } from '../../data/usePlatform'
import { useShelf } from '../../data/useWorkspaces'
import { announce } from '../../ui/announce'
import { InvitationForm } from '../../ui/InvitationForm'

/** Ties the open space to a server by an invitation: what is on both sides is merged. */
export function JoinForm({ invitation }: { readonly invitation: InvitationLink | null }) {
  const { identity } = useWorkspace()
  const { isDesktop } = usePlatform()
  const { workspaces, current, change } = useShelf()
  return (
    <InvitationForm
      action="Relier cet espace"
      known={invitation ?? { server: isDesktop ? '' : window.location.origin, code: '' }}
      name={identity.name}
      join={async (typed) => {
        const joined = await workspaces.join(typed)
        if (!joined.ok) return joined.error
        const { spaces, trouble } = joined.value
        if (trouble !== undefined) announce(trouble, 'danger')
        const tied = spaces.some(({ id }) => id === current)
        if (tied) announce('Cet espace est relié au serveur. L’échange commence.')
        else
          announce(
            'Cette invitation ouvre un autre espace\u00a0: le voici. Le vôtre reste sur cet ordinateur.',
            'warn',
          )
        // The first screen shows the keys that were made, and opens the space of the last one.
        if (rememberKeys(spaces).length > 0) await change(undefined)
        else await change(tied ? current : spaces[0].id)
        return null
      }}
    />
  )
}
