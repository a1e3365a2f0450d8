import { Affix, Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { usePlatform } from './data/usePlatform'
import { Notice } from './ui/Notice'

/** Keeps the application for days without a network; offers the newer version that the server has, when it has one. */
export function NewVersion() {
  const platform = usePlatform()
  const [offer, setOffer] = useState<{ readonly change: () => void }>()
  useEffect(() => {
    void platform.keepOffline((change) => setOffer({ change }))
  }, [platform])
  if (offer === undefined) return null
  return (
    <Affix position={{ bottom: 16, left: 16 }}>
      <Notice
        title="Une nouvelle version est prête"
        actions={
          <>
            <Button size="compact-sm" onClick={offer.change}>
              L’ouvrir maintenant
            </Button>
            <Button size="compact-sm" variant="subtle" onClick={() => setOffer(undefined)}>
              Plus tard
            </Button>
          </>
        }
      >
        Ce que vous avez saisi est enregistré et vous attend.
      </Notice>
    </Affix>
  )
}
