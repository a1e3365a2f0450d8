import { Button } from '@mantine/core'
import { useState } from 'react'
import type { BackupInfo, FileContent } from '../../../core/ipc'
import { dayOfClock } from '../../../core/schema/kinds/dates'
import { Icon } from '../../ui/Icon'
import { announce } from '../../ui/announce'
import { KeptBackups } from '../../ui/KeptBackups'
import { Notice } from '../../ui/Notice'
import { RestoreForm } from '../../ui/RestoreForm'
import { useWatched, useWorkspace } from '../../data/hooks'
import { useKeptBackups } from '../../data/useKeptBackups'
import { usePlatform } from '../../data/usePlatform'
import { useShelf } from '../../data/useWorkspaces'
import type { Backups } from '../../platform'
import { BackupNow } from './BackupNow'
import { KeptKey } from './KeptKey'
import type { SettingsPageProps } from './pageProps'
import { useSaveBackup } from './useSaveBackup'

/** Backups, the recovery key that opens them, and the workbook that anybody can read. */
export function BackupPage({ exportEverything }: SettingsPageProps) {
  const platform = usePlatform()
  const { workspaces, current, change } = useShelf()
  const kept = useKeptBackups().filter(({ workspace }) => workspace === current)
  const [chosen, setChosen] = useState<FileContent>()
  const trouble = useWatched(useWorkspace().upkeepTrouble)
  const restore = async (file: Uint8Array, key: string): Promise<string | null> => {
    const restored = await workspaces.restore(file, key)
    if (!restored.ok) return restored.error
    announce('Sauvegarde restaurée\u00a0: l’espace ouvert maintenant est celui de la sauvegarde.')
    await change(restored.value.id)
    return null
  }
  return (
    <>
      {trouble === undefined ? null : <Notice tone="warn">{trouble}</Notice>}
      <p>
        Une sauvegarde contient tout l’espace, chiffré : seule la clé de secours l’ouvre. Gardez-la ailleurs
        que sur cet ordinateur.
      </p>
      <BackupNow />
      {platform.backups === null ? null : (
        <OwnBackups kept={kept} backups={platform.backups} onRestore={setChosen} />
      )}
      <h2>La clé de secours</h2>
      <KeptKey />
      <Notice tone="plain" title="La clé est perdue, mais cet ordinateur fonctionne&nbsp;?">
        Vos données sont là tant que cet espace s’ouvre ici&nbsp;; mais une sauvegarde faite d’ici ne
        s’ouvrira nulle part sans la clé. Faites «&nbsp;Tout exporter&nbsp;»&nbsp;: c’est une copie lisible.
        Si l’espace est relié à un serveur, une nouvelle invitation le ramène sur un autre poste, avec une
        nouvelle clé.
      </Notice>
      <h2>Restaurer une sauvegarde</h2>
      <p>
        La sauvegarde s’ouvre comme un espace à part : celui-ci n’est ni remplacé, ni modifié, et se retrouve
        par «&nbsp;Fermer cet espace et choisir&nbsp;».
      </p>
      <RestoreForm key={chosen?.name} chosen={chosen} open={platform.openFile} restore={restore} />
      {exportEverything === undefined ? null : <ExportEverything run={exportEverything} />}
    </>
  )
}

interface OwnBackupsProps {
  readonly kept: readonly BackupInfo[]
  readonly backups: Backups
  onRestore(file: FileContent): void
}

/** The backups that the application has made of this space by itself. */
function OwnBackups({ kept, backups, onRestore }: OwnBackupsProps) {
  const saveCopy = useSaveBackup()
  return (
    <>
      <h2>Les sauvegardes de l’application</h2>
      <p>
        Elle en fait une par jour sur cet ordinateur, et garde les dernières, un mois au plus. Une panne du
        disque les emporte avec lui&nbsp;: enregistrez-en ailleurs.
      </p>
      {kept.length === 0 ? (
        <p>Aucune n’est encore faite&nbsp;: la première vient dans les minutes qui suivent l’ouverture.</p>
      ) : (
        <KeptBackups
          backups={kept}
          read={(name) => backups.read(name)}
          onRestore={onRestore}
          onSave={({ writtenAt }, bytes) => saveCopy(bytes, dayOfClock(new Date(writtenAt)), null)}
        />
      )}
    </>
  )
}

/** The whole space as a workbook that anybody can open. */
function ExportEverything({ run }: { readonly run: () => Promise<void> }) {
  const [exporting, setExporting] = useState(false)
  return (
    <>
      <h2>Tout exporter</h2>
      <p>
        Un classeur avec une feuille par type de fiche, lisible par tous. Il n’est pas chiffré et contient des
        données personnelles : rangez-le avec soin.
      </p>
      <Button
        variant="default"
        leftSection={<Icon name="download" size={16} />}
        loading={exporting}
        onClick={() => {
          setExporting(true)
          void run().finally(() => setExporting(false))
        }}
      >
        Tout exporter
      </Button>
    </>
  )
}
