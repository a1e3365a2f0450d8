import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { useWorkspace } from '../../data/hooks'
import { keptRecoveryKey } from '../../data/keys'
import { recoveryFile } from '../../data/recoveryKey'
import { usePlatform } from '../../data/usePlatform'
import { useShelf } from '../../data/useWorkspaces'
import { announce } from '../../ui/announce'
import { notSaved } from '../../ui/notSaved'
import { hereSince } from '../../ui/hereSince'
import { Icon } from '../../ui/Icon'
import { PrintButton } from '../../ui/PrintButton'
import { spaceName } from './ComputerPage'
import classes from './Settings.module.css'

/** The recovery key: shown again where the system's keystore holds it, to print or to save elsewhere. */
export function KeptKey() {
  const platform = usePlatform()
  const { current, workspaces } = useShelf()
  const { identity, keyPlace } = useWorkspace()
  const place = spaceName(identity.space)
  const [key, setKey] = useState<string>()
  const [of, setOf] = useState<readonly string[]>([])

  const show = async (): Promise<void> => {
    const kept = current === undefined ? null : await keptRecoveryKey(platform.secrets, current)
    if (kept === null) return announce('Le trousseau de cet ordinateur ne rend pas la clé.', 'danger')
    const entry = (await workspaces.list()).find(({ id }) => id === current)
    setOf([place, identity.name, ...(entry ? [hereSince(entry)] : [])])
    setKey(kept)
  }
  const save = async (text: string): Promise<void> => {
    const saved = await platform.saveFile(recoveryFile(text, { place, of }))
    if (saved.ok)
      announce(`Clé enregistrée\u00a0: ${saved.value}. Rangez-la ailleurs que sur cet ordinateur.`)
    else if (saved.error !== 'cancelled') announce(notSaved(saved.error), 'danger')
  }

  if (keyPlace === 'profile')
    return (
      <p>
        Elle a été montrée à la création de l’espace, et cet ordinateur ne peut pas la montrer de nouveau : il
        la garde sans pouvoir la lire. Rangez-la comme une clé de bureau, jamais à côté d’une sauvegarde.
      </p>
    )
  return (
    <>
      <p>Rangez-la comme une clé de bureau, jamais à côté d’une sauvegarde : ensemble, elles ouvrent tout.</p>
      {key === undefined ? (
        <p>
          <Button variant="default" leftSection={<Icon name="key" size={16} />} onClick={() => void show()}>
            Montrer la clé de secours
          </Button>
        </p>
      ) : (
        <>
          <p>{of.join(' · ')}</p>
          <p>
            <code className={classes.key}>{key}</code>
          </p>
          <Group mb="sm">
            <PrintButton on={platform} variant="default" title={`Maillage - clé de secours - ${place}`} />
            <Button variant="default" onClick={() => void save(key)}>
              Enregistrer dans un fichier
            </Button>
            <Button variant="subtle" onClick={() => setKey(undefined)}>
              Cacher
            </Button>
          </Group>
        </>
      )}
    </>
  )
}
