import { Button, Checkbox, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useWorkspace } from '../../data/hooks'
import { useShelf } from '../../data/useWorkspaces'
import { announce } from '../../ui/announce'
import { Notice } from '../../ui/Notice'
import classes from './Settings.module.css'

/** Ties the open space to a server by an invitation: what is on both sides is merged. */
export function JoinForm() {
  const { identity } = useWorkspace()
  const { workspaces, current, change } = useShelf()
  const [server, setServer] = useState('')
  const [code, setCode] = useState('')
  const [device, setDevice] = useState('')
  const [informed, setInformed] = useState(false)
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string>()

  const join = async (): Promise<void> => {
    setBusy(true)
    setRefusal(undefined)
    const joined = await workspaces.join({ server, code, device, name: identity.name })
    setBusy(false)
    if (!joined.ok) return setRefusal(joined.error)
    if (joined.value.id === current) announce('Cet espace est relié au serveur. L’échange commence.')
    else
      announce(
        'Cette invitation ouvre un autre espace : le voici. Le vôtre reste sur cet ordinateur.',
        'warn',
      )
    await change(joined.value.id)
  }

  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void join()
      }}
    >
      <TextInput
        label="Adresse du serveur"
        placeholder="https://"
        value={server}
        onChange={(event) => setServer(event.currentTarget.value)}
      />
      <TextInput
        label="Code d’invitation"
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <TextInput
        label="Nom de ce poste"
        description="Il aide à reconnaître ce poste s’il faut lui retirer l’accès."
        placeholder="Portable de la coordination"
        value={device}
        onChange={(event) => setDevice(event.currentTarget.value)}
      />
      <Checkbox
        label="Je sais qui héberge ce serveur, et que son hébergeur peut lire l’espace privé de la coordination."
        checked={informed}
        onChange={(event) => setInformed(event.currentTarget.checked)}
      />
      {refusal === undefined ? null : <Notice tone="danger">{refusal}</Notice>}
      <div>
        <Button
          type="submit"
          loading={busy}
          disabled={!informed || server.trim() === '' || code.trim() === ''}
        >
          Relier cet espace
        </Button>
      </div>
    </form>
  )
}
