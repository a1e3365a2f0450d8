import { Button } from '@mantine/core'
import { useState } from 'react'
import { Icon } from '../../ui/Icon'
import { announce } from '../../ui/announce'
import { Notice } from '../../ui/Notice'
import { RestoreForm } from '../../ui/RestoreForm'
import { useWatched, useWorkspace } from '../../data/hooks'
import { usePlatform } from '../../data/usePlatform'
import { useShelf } from '../../data/useWorkspaces'
import { BackupNow } from './BackupNow'
import { KeptKey } from './KeptKey'
import type { SettingsPageProps } from './pageProps'

/** Backups, the recovery key that opens them, and the workbook that anybody can read. */
export function BackupPage({ exportEverything }: SettingsPageProps) {
  const platform = usePlatform()
  const { workspaces, change } = useShelf()
  const trouble = useWatched(useWorkspace().upkeepTrouble)
  const restore = async (file: Uint8Array, key: string): Promise<string | null> => {
    const restored = await workspaces.restore(file, key)
    if (!restored.ok) return restored.error
    announce('Sauvegarde restaurée.')
    await change(restored.value.id)
    return null
  }
  return (
    <>
      {trouble === undefined ? null : <Notice tone="warn">{trouble}</Notice>}
      <p>
        Une sauvegarde contient tout l’espace, chiffré : seule la clé de secours l’ouvre. Gardez-la ailleurs
        que sur cet ordinateur.
        {platform.isDesktop ? ' L’application en fait aussi d’elle-même, et garde les dernières.' : ''}
      </p>
      <BackupNow />
      <h2>La clé de secours</h2>
      <KeptKey />
      <Notice tone="plain" title="La clé est perdue, mais cet ordinateur fonctionne ?">
        Rien n’est perdu tant qu’il s’ouvre. « Tout exporter » garde une copie lisible ; et si l’espace est
        relié à un serveur, une nouvelle invitation le ramène sur un autre poste, avec une nouvelle clé.
      </Notice>
      <h2>Restaurer une sauvegarde</h2>
      <p>La sauvegarde s’ouvre comme un espace à part : celui-ci n’est ni remplacé, ni modifié.</p>
      <RestoreForm open={platform.openFile} restore={restore} />
      {exportEverything === undefined ? null : <ExportEverything run={exportEverything} />}
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
