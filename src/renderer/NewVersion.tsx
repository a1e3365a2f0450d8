import { Button } from '@mantine/core'
import { type ReactNode, useContext, useEffect, useState } from 'react'
import { OfflineContext } from './data/useOffline'
import { usePlatform } from './data/usePlatform'
import classes from './NewVersion.module.css'
import type { Offline } from './platform'
import { Confirm } from './ui/Confirm'
import { Icon } from './ui/Icon'
import { UnsavedContext } from './ui/unsaved'

/**
 * Keeps the application for days without a network, tells what is below whether it could, and offers the newer version that the server has, in a line above
 * the window that covers nothing of it. What stands on screen alone is never lost to it without a word.
 */
export function NewVersion({ children }: { readonly children: ReactNode }) {
  const platform = usePlatform()
  const unsaved = useContext(UnsavedContext)
  const [offer, setOffer] = useState<{ readonly change: () => void }>()
  const [offline, setOffline] = useState<Offline>()
  const [losing, setLosing] = useState<readonly string[]>([])
  useEffect(() => {
    void platform.keepOffline((change) => setOffer({ change })).then(setOffline)
  }, [platform])
  const change = (): void => {
    void Promise.resolve(unsaved?.save() ?? []).then((open) => {
      if (open.length === 0) offer?.change()
      else setLosing(open)
    })
  }
  return (
    <div className={classes.window}>
      {offer === undefined ? null : (
        <div className={classes.line} role="status" aria-label="Nouvelle version">
          <Icon name="info" size={17} />
          <span>
            <strong>Une nouvelle version est prête.</strong> Vos fiches sont enregistrées et vous attendent.
          </span>
          <Button size="compact-sm" onClick={change}>
            L’ouvrir maintenant
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={() => setOffer(undefined)}>
            Plus tard
          </Button>
        </div>
      )}
      <div className={classes.content}>
        <OfflineContext.Provider value={offline}>{children}</OfflineContext.Provider>
      </div>
      <Confirm
        opened={losing.length > 0}
        title="Ouvrir la nouvelle version maintenant&nbsp;?"
        action="L’ouvrir quand même"
        stay="Finir d’abord"
        danger
        onConfirm={() => offer?.change()}
        onClose={() => setLosing([])}
      >
        {`Ceci n’est pas encore enregistré et serait à recommencer\u00a0: ${losing.join(', ')}.`}
      </Confirm>
    </div>
  )
}
