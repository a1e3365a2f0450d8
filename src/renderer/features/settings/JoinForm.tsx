import { useWorkspace } from '../../data/hooks'
import { usePlatform } from '../../data/usePlatform'
import { useShelf } from '../../data/useWorkspaces'
import { announce } from '../../ui/announce'
import { InvitationForm } from '../../ui/InvitationForm'

/** Ties the open space to a server by an invitation: what is on both sides is merged. */
export function JoinForm() {
  const { identity } = useWorkspace()
  const { isDesktop } = usePlatform()
  const { workspaces, current, change } = useShelf()
  return (
    <InvitationForm
      action="Relier cet espace"
      known={{ server: isDesktop ? '' : window.location.origin, code: '' }}
      name={identity.name}
      join={async (typed) => {
        const joined = await workspaces.join(typed)
        if (!joined.ok) return joined.error
        if (joined.value.id === current) announce('Cet espace est relié au serveur. L’échange commence.')
        else
          announce(
            'Cette invitation ouvre un autre espace\u00a0: le voici. Le vôtre reste sur cet ordinateur.',
            'warn',
          )
        await change(joined.value.id)
        return null
      }}
    />
  )
}
