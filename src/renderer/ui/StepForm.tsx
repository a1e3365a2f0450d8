import { Button, Group } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { Notice } from './Notice'
import classes from './StepForm.module.css'

interface StepFormProps {
  /** Absent where the page has said what this is. */
  readonly title?: string
  /** The verb of the button. */
  readonly action: string
  readonly children: ReactNode
  /** Gives back why not, in words; null when it is done, or when a field says why not. */
  submit(): Promise<string | null>
  /** Given where the form is a screen of its own. */
  readonly onBack?: (() => void) | undefined
}

/** A few fields and one act: what is asked, what went wrong, forward and back. */
export function StepForm({ title, action, children, submit, onBack }: StepFormProps) {
  const form = useRef<HTMLFormElement>(null)
  const isScreen = onBack !== undefined
  // What led here is gone with its screen, and the focus with it.
  useEffect(() => {
    if (!isScreen) return
    const inputs = [...(form.current?.querySelectorAll('input') ?? [])].filter(
      ({ type }) => type !== 'hidden',
    )
    const first =
      inputs.find(({ value }) => value === '') ?? inputs[0] ?? form.current?.querySelector('button')
    first?.focus()
  }, [isScreen])
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const onSubmit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    setProblem(await submit())
    setBusy(false)
  }
  return (
    <form
      ref={form}
      className={classes.form}
      data-framed={isScreen}
      onSubmit={(event) => void onSubmit(event)}
      // What was wrong is being mended, by typing or from a list: it is looked at again with the next try.
      onChange={() => setProblem(null)}
      onClick={({ target }) => {
        if (target instanceof Element && target.closest('[role="option"]')) setProblem(null)
      }}
      noValidate
    >
      {title === undefined ? null : <h2>{title}</h2>}
      {children}
      {problem === null ? null : <Notice tone="danger">{problem}</Notice>}
      <Group justify="space-between">
        {onBack === undefined ? null : (
          <Button variant="subtle" onClick={onBack}>
            Retour
          </Button>
        )}
        <Button type="submit" loading={busy}>
          {action}
        </Button>
      </Group>
    </form>
  )
}
