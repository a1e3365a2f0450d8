import { Button, Group } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Notice } from '../../ui/Notice'
import classes from './Welcome.module.css'

interface WelcomeFormProps {
  readonly title: string
  readonly action: string
  readonly children: ReactNode
  /** Gives back why not, in words; null when it is done. */
  submit(): Promise<string | null>
  onBack(): void
}

/** A step of the first screen: what is asked, what went wrong, forward and back. */
export function WelcomeForm({ title, action, children, submit, onBack }: WelcomeFormProps) {
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const onSubmit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    setProblem(await submit())
    setBusy(false)
  }
  return (
    <form className={classes.form} onSubmit={(event) => void onSubmit(event)} noValidate>
      <h2>{title}</h2>
      {children}
      {problem === null ? null : <Notice tone="danger">{problem}</Notice>}
      <Group justify="space-between">
        <Button variant="subtle" onClick={onBack}>
          Retour
        </Button>
        <Button type="submit" loading={busy}>
          {action}
        </Button>
      </Group>
    </form>
  )
}
