import { Button, Group } from '@mantine/core'
import type { Draft } from './useDraft'

/** What is wrong with a draft; where its field has changed elsewhere, both values and the choice between them. */
export function problemOf(draft: Draft) {
  return draft.moved === undefined ? draft.problem : <Moved draft={draft} value={draft.moved} />
}

function Moved({ draft, value }: { readonly draft: Draft; readonly value: string }) {
  return (
    <>
      Pendant votre saisie, ce champ {value === '' ? 'a été vidé' : `a reçu «\u00a0${value}\u00a0»`} ailleurs.
      <Group component="span" gap="xs" mt={4}>
        <Button size="compact-xs" variant="default" onClick={draft.keep}>
          Garder ma saisie
        </Button>
        <Button size="compact-xs" variant="default" onClick={draft.reset}>
          Prendre l’autre
        </Button>
      </Group>
    </>
  )
}
