import { Button, Checkbox, Group } from '@mantine/core'
import { useState } from 'react'
import type { KeyToKeep } from '../../data/keysToKeep'
import type { KeyPlace } from '../../data/keys'
import { usePlatform } from '../../data/usePlatform'
import { RECOVERY_ADVICE, recoveryFile } from '../../data/recoveryKey'
import type { WorkspaceEntry } from '../../data/workspaces'
import { announce } from '../../ui/announce'
import { notSaved } from '../../ui/notSaved'
import { hereSince } from '../../ui/hereSince'
import { Icon } from '../../ui/Icon'
import { Notice } from '../../ui/Notice'
import { PrintButton } from '../../ui/PrintButton'
import { placeOf } from './placeOf'
import classes from './Welcome.module.css'

interface RecoveryKeyProps {
  readonly toKeep: KeyToKeep
  /** The space it opens; absent while it cannot be told. */
  readonly of: WorkspaceEntry | undefined
  /** What comes once it is put away. */
  readonly action: string
  onKept(): void
}

/** The recovery key of a new space: printed or saved elsewhere, it opens a backup on any computer. */
export function RecoveryKey({ toKeep: { space, recoveryKey }, of: entry, action, onKept }: RecoveryKeyProps) {
  const platform = usePlatform()
  const [kept, setKept] = useState(false)
  const groups = recoveryKey.split('-')
  const place = placeOf(space)
  const of = [place, ...(entry ? [entry.name, hereSince(entry)] : [])]

  const save = async (): Promise<void> => {
    const saved = await platform.saveFile(recoveryFile(recoveryKey, { place, of }))
    if (saved.ok)
      announce(`Clé enregistrée\u00a0: ${saved.value}. Rangez-la ailleurs que sur cet ordinateur.`)
    else if (saved.error !== 'cancelled') announce(notSaved(saved.error), 'danger')
  }

  return (
    <section className={classes.form} aria-label="Clé de secours">
      <h2>Votre clé de secours</h2>
      <p>
        C’est celle de l’espace <strong>{place}</strong>. {RECOVERY_ADVICE}
      </p>
      <p>{of.join(' · ')}</p>
      <ol className={classes.key} aria-label="Clé de secours, par groupes de quatre caractères">
        {groups.map((group, index) => (
          <li key={index}>{group}</li>
        ))}
      </ol>
      <Group className={classes.noPrint ?? ''}>
        <PrintButton on={platform} variant="default" title={`Maillage - clé de secours - ${place}`} />
        <Button
          variant="default"
          leftSection={<Icon name="download" size={16} />}
          onClick={() => void save()}
        >
          Enregistrer dans un fichier
        </Button>
      </Group>
      <div className={classes.noPrint}>
        <Notice tone="warn">{shownWords(entry?.keyPlace)}</Notice>
      </div>
      <Checkbox
        className={classes.noPrint ?? ''}
        label="Ma clé est imprimée, ou rangée ailleurs que sur cet ordinateur"
        checked={kept}
        onChange={(event) => setKept(event.currentTarget.checked)}
      />
      <Group justify="flex-end" className={classes.noPrint ?? ''}>
        <Button disabled={!kept} onClick={onKept}>
          {action}
        </Button>
      </Group>
    </section>
  )
}

/** Whether it can be seen again here; said with care while the space is not known. */
function shownWords(place: KeyPlace | undefined): string {
  if (place === 'keystore')
    return 'Sur cet ordinateur, «\u00a0Réglages\u00a0» la montrera de nouveau. S’il est perdu, il ne reste que ce que vous aurez rangé ailleurs.'
  return 'Elle n’est montrée qu’une fois. Sans elle, une sauvegarde ne s’ouvre pas ailleurs.'
}
