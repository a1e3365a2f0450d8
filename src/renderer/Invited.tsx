import { useContext, useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import type { InvitationLink } from '../core/ipc'
import { usePlatform } from './data/usePlatform'
import { Confirm } from './ui/Confirm'
import { hostOf, invitationIn } from './ui/invitation'
import { UnsavedContext } from './ui/unsaved'

/** An invitation link that was followed while a space is open: asks, then shows it in « Réglages », which can join it. */
export function Invited() {
  const platform = usePlatform()
  const unsaved = useContext(UnsavedContext)
  const [location, go] = useLocation()
  const [invitation, setInvitation] = useState<InvitationLink>()
  useEffect(() => {
    const take = (): void => void platform.takeLink().then((link) => link && setInvitation(link))
    take()
    return platform.on('link', take)
  }, [platform])
  useEffect(() => {
    const link = invitationIn({ hash: `#${location}`, origin: window.location.origin })
    if (link) setInvitation(link)
  }, [location])

  const losing = unsaved?.all() ?? []
  return (
    <Confirm
      opened={invitation !== undefined}
      title="Voir cette invitation&nbsp;?"
      action="Voir l’invitation"
      stay="Plus tard"
      onConfirm={() => go('/reglages/serveur', { state: invitation })}
      onClose={() => setInvitation(undefined)}
    >
      <p>
        Elle mène au serveur <strong>{hostOf(invitation?.server ?? '')}</strong>. Rien n’est relié avant votre
        accord, et l’espace ouvert reste sur cet ordinateur.
      </p>
      {losing.length === 0 ? null : <p>{`Ceci n’est pas encore enregistré\u00a0: ${losing.join(', ')}.`}</p>}
    </Confirm>
  )
}
