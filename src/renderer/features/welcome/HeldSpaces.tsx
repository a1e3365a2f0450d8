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
  const held = heldSpaces(entries)
  if (held.length === 0) return null
  return (
    <Notice
      tone="warn"
      title={`Cet ordinateur a déjà ${placesOf(held)}`}
      actions={held.map(({ id, space }) => (
        <Button key={id} variant="default" onClick={() => onOpen(id)}>
          {`Relier mon espace ${placeOf(space)}`}
        </Button>
      ))}
    >
      Si l’invitation est pour un espace que cet ordinateur a déjà, vos fiches et celles du serveur se
      réunissent, sous votre nom, et rien ne remplace rien. Si elle est pour un autre, ou si vous prenez la
      suite de la personne nommée ici, remplissez ce qui suit.
    </Notice>
  )
}

/** The spaces that an invitation may turn out to be for. */
export const heldSpaces = (entries: readonly WorkspaceEntry[]): readonly WorkspaceEntry[] =>
  entries.filter(({ state, sample }) => state === 'here' && !sample)

/** « Manche » (Léa Martin), « Cher » (Léa Martin). */
export const placesOf = (held: readonly WorkspaceEntry[]): string =>
  held.map(({ space, name }) => `«\u00a0${placeOf(space)}\u00a0» (${name})`).join(', ')
