import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { formatDay } from '../../../core/schema/kinds/dates'
import { useWorkspace } from '../../data/hooks'
import { keptRecoveryKey } from '../../data/keys'
import { usePlatform } from '../../data/usePlatform'
import { useShelf } from '../../data/useWorkspaces'
import { announce } from '../../ui/announce'
import { Icon } from '../../ui/Icon'
import { useToday } from '../../ui/useToday'
import { spaceName } from './ComputerPage'
import classes from './Settings.module.css'

/** The recovery key: shown again where the system's keystore holds it, to print or to save elsewhere. */
export function KeptKey() {
  const platform = usePlatform()
  const { current } = useShelf()
  const { identity } = useWorkspace()
  const of = [spaceName(identity.space), identity.name, formatDay(useToday())]
  const [key, setKey] = useState<string>()

  const show = async (): Promise<void> => {
    const kept = current === undefined ? null : await keptRecoveryKey(platform.secrets, current)
    if (kept === null) announce('Le trousseau de cet ordinateur ne rend pas la clé.', 'danger')
    else setKey(kept)
  }
  const save = async (text: string): Promise<void> => {
    const bytes = new TextEncoder().encode(
      `Maillage - clé de secours\r\n${of.join('\r\n')}\r\n\r\n${text}\r\n`,
    )
    const saved = await platform.saveFile({ name: 'Maillage - clé de secours.txt', bytes })
    if (saved.ok) announce(`Clé enregistrée : ${saved.value}. Rangez-la ailleurs que sur cet ordinateur.`)
    else if (saved.error !== 'cancelled') announce('Le fichier n’a pas pu être enregistré.', 'danger')
  }

  if (platform.secrets === null)
    return (
      <p>
        Elle a été montrée à la création de l’espace, et un navigateur ne peut pas la montrer de nouveau : il
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
            <Button variant="default" onClick={() => window.print()}>
              Imprimer
            </Button>
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
