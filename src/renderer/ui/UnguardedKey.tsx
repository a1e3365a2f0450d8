import type { ReactNode } from 'react'
import { Notice } from './Notice'

/** Said where the desktop found no keystore that would hold the key: what it changes, and what to do. */
export function UnguardedKey({ actions }: { readonly actions?: ReactNode }) {
  return (
    <Notice tone="warn" title="La clé de cet espace n’est pas gardée par le système" actions={actions}>
      Le trousseau de cet ordinateur n’a pas pu la prendre&nbsp;: elle est à côté des données, et qui copie le
      disque peut les lire. Demandez que le disque entier soit chiffré (BitLocker, FileVault, LUKS). Vos
      fiches s’enregistrent comme ailleurs.
    </Notice>
  )
}
