import type { ReactNode } from 'react'
import { Notice } from './Notice'

/** Said where the browser did not keep the application: before anybody leaves with it, and what to do. */
export function NotOffline({ actions }: { readonly actions?: ReactNode }) {
  return (
    <Notice tone="warn" title="Maillage ne s’ouvre pas sans réseau dans ce navigateur" actions={actions}>
      {window.isSecureContext
        ? 'Il n’a pas pu garder l’application\u00a0: navigation privée, réglage de l’organisme, ou chargement interrompu. Rechargez la page pour réessayer. '
        : 'Il ne garde l’application que si l’adresse commence par https\u00a0: demandez-la à la personne qui tient le serveur. '}
      Pour vos déplacements, prenez l’application de bureau.
    </Notice>
  )
}
