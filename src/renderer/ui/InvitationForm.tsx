import { TextInput } from '@mantine/core'
import { useRef, useState } from 'react'
import type { InvitationLink } from '../../core/ipc'
import { hostOf, invitationOf, type InvitationRefusal, misplaced } from './invitation'
import { Notice } from './Notice'
import { StepForm } from './StepForm'
import classes from './StepForm.module.css'

/** What was typed. */
interface Typed extends InvitationLink {
  readonly device: string
  readonly name: string
}

interface InvitationFormProps {
  readonly title?: string
  readonly action: string
  /** What is known beforehand. */
  readonly known: InvitationLink
  /** The name of the person, where it is known: it is not asked for. */
  readonly name?: string
  /** Gives back why not; null when it is done. */
  join(typed: Typed): Promise<InvitationRefusal | null>
  readonly onBack?: () => void
}

const order = ['label', 'input', 'error', 'description'] as const

/** Server and code of an invitation, in two fields or as one link pasted into either; each error stands at its field. */
export function InvitationForm({ title, action, known, name, join, onBack }: InvitationFormProps) {
  const [typed, setTyped] = useState<Typed>({ ...known, device: '', name: name ?? '' })
  const [refusal, setRefusal] = useState<InvitationRefusal>()
  const fields = {
    server: useRef<HTMLInputElement>(null),
    code: useRef<HTMLInputElement>(null),
    name: useRef<HTMLInputElement>(null),
  }
  const write = (part: Partial<Typed>): void => {
    setTyped((now) => ({ ...now, ...part }))
    setRefusal(undefined)
  }
  const refusedAt = (about: InvitationRefusal['about']): string | undefined =>
    refusal?.about === about ? refusal.message : undefined

  const submit = async (): Promise<string | null> => {
    const refused = misplaced(typed) ?? (await join(typed))
    setRefusal(refused ?? undefined)
    if (!refused?.about) return refused?.message ?? null
    fields[refused.about].current?.focus()
    return null
  }

  return (
    <StepForm {...(title === undefined ? {} : { title })} action={action} submit={submit} onBack={onBack}>
      <div className={classes.pair}>
        <TextInput
          ref={fields.server}
          label="Adresse du serveur"
          description="Le lien entier de l’invitation convient aussi."
          placeholder="https://"
          inputWrapperOrder={[...order]}
          error={refusedAt('server')}
          value={typed.server}
          onChange={({ currentTarget: { value } }) => write(invitationOf(value) ?? { server: value })}
        />
        <TextInput
          ref={fields.code}
          label="Code de l’invitation"
          description="Il sert une seule fois, et pendant 72 heures."
          inputWrapperOrder={[...order]}
          autoComplete="off"
          error={refusedAt('code')}
          value={typed.code}
          onChange={({ currentTarget: { value } }) => write(invitationOf(value) ?? { code: value })}
        />
        {name === undefined ? (
          <TextInput
            ref={fields.name}
            label="Votre prénom et votre nom"
            description="Il signe vos modifications."
            inputWrapperOrder={[...order]}
            autoComplete="name"
            error={refusedAt('name')}
            value={typed.name}
            onChange={(event) => write({ name: event.currentTarget.value })}
          />
        ) : null}
        <TextInput
          label="Nom de cet ordinateur"
          description="Pour le reconnaître s’il est perdu."
          placeholder="Portable de la coordination"
          inputWrapperOrder={[...order]}
          autoComplete="off"
          value={typed.device}
          onChange={(event) => write({ device: event.currentTarget.value })}
        />
      </div>
      <Notice title="Qui héberge ce serveur peut lire les espaces qui y passent">
        L’espace privé de la coordination y compris. Rejoignez un serveur dont vous connaissez
        l’hébergeur&nbsp;: <strong>{hostOf(typed.server) || 'adresse à remplir'}</strong>. Le comité national,
        lui, ne reçoit que les champs partagés.
      </Notice>
    </StepForm>
  )
}
