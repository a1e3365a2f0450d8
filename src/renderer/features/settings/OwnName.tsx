import { Button, Group, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useWorkspace } from '../../data/hooks'
import { useShelf } from '../../data/useWorkspaces'
import { announce } from '../../ui/announce'

/** One's own name, as colleagues read it beside what one has written; corrected in place. */
export function OwnName() {
  const { identity } = useWorkspace()
  const { workspaces, current, change } = useShelf()
  const [typed, setTyped] = useState<string>()
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)

  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (current === undefined || typed === undefined) return
    setBusy(true)
    const renamed = await workspaces.rename(current, typed)
    setBusy(false)
    if (!renamed.ok) return setProblem(renamed.error)
    announce('Votre nom est corrigé, sur tout ce que vous avez écrit.')
    await change(current)
  }

  if (typed === undefined)
    return (
      <Group gap="xs">
        {identity.name}
        <Button variant="subtle" size="compact-sm" onClick={() => setTyped(identity.name)}>
          Corriger mon nom
        </Button>
      </Group>
    )
  return (
    <form onSubmit={(event) => void save(event)} noValidate>
      <Group gap="xs" align="start">
        <TextInput
          aria-label="Votre prénom et votre nom"
          value={typed}
          error={problem}
          data-autofocus
          autoFocus
          autoComplete="name"
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" loading={busy}>
          Enregistrer
        </Button>
        <Button variant="subtle" onClick={() => setTyped(undefined)}>
          Annuler
        </Button>
      </Group>
    </form>
  )
}
