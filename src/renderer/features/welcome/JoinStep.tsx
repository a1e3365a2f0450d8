import type { InvitationLink } from '../../../core/ipc'
import { usePlatform } from '../../data/usePlatform'
import { useShelf } from '../../data/useWorkspaces'
import type { Created } from '../../data/workspaces'
import { announce } from '../../ui/announce'
import { InvitationForm } from '../../ui/InvitationForm'

interface JoinStepProps {
  readonly invitation: InvitationLink | undefined
  onMade(...spaces: readonly [Created, ...Created[]]): void
  onBack(): void
}

/** « Rejoindre avec une invitation »: what this computer holds of that space is merged, nothing is replaced. */
export function JoinStep({ invitation, onMade, onBack }: JoinStepProps) {
  const { workspaces } = useShelf()
  const { isDesktop } = usePlatform()
  return (
    <InvitationForm
      title="Rejoindre avec une invitation"
      action="Rejoindre"
      known={invitation ?? { server: isDesktop ? '' : window.location.origin, code: '' }}
      onBack={onBack}
      join={async (typed) => {
        const joined = await workspaces.join(typed)
        if (!joined.ok) return joined.error
        if (joined.value.trouble !== undefined) announce(joined.value.trouble, 'danger')
        onMade(...joined.value.spaces)
        return null
      }}
    />
  )
}
