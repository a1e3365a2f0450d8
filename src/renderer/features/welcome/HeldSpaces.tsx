import { Button } from '@mantine/core'
import type { WorkspaceEntry } from '../../data/workspaces'
import { Notice } from '../../ui/Notice'
import { placeOf } from './placeOf'

interface HeldSpacesProps {
  readonly entries: readonly WorkspaceEntry[]
  /** Opens a space to tie it to the server. */
  onOpen(id: string): void
}

/** Beside « Rejoindre »: the spaces that this computer already holds, and the way to tie one of them to the server. */
export function HeldSpaces({ entries, onOpen }: HeldSpacesProps) {
  const held = entries.filter(({ state, sample }) => state === 'here' && !sample)
  if (held.length === 0) return null
  const places = held.map(({ space }) => `«\u00a0${placeOf(space)}\u00a0»`).join(', ')
  return (
    <Notice
      tone="warn"
      title={`Cet ordinateur a déjà ${places}`}
      actions={held.map(({ id, space }) => (
        <Button key={id} variant="default" onClick={() => onOpen(id)}>
          {`Relier mon espace ${placeOf(space)}`}
        </Button>
      ))}
    >
      Si l’invitation est pour cet espace, reliez-le&nbsp;: vos fiches et celles du serveur se réunissent,
      sous votre nom, et rien ne remplace rien. Sinon, remplissez ce qui suit pour en rejoindre un autre.
    </Notice>
  )
}
