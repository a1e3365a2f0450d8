import { useEffect, useRef, useState } from 'react'
import type { Field } from '../../../core/schema/field'
import { formatField, parseField } from '../../../core/schema/kinds'
import type { FieldValue } from '../../../core/schema/record'
import { useServices } from '../services'

/** Stores a value; gives back why it was refused, or null once it is on disk. */
export type Commit = (value: FieldValue | null) => Promise<string | null>

/** What is being typed in a field, from the first key to its storage. */
export interface Draft {
  readonly text: string
  readonly problem: string | undefined
  /** Something was typed that is not stored. */
  readonly dirty: boolean
  type(text: string): void
  /** Reads and stores what was typed; says in words why not. */
  save(): void
  /** Forgets what was typed. */
  reset(): void
}

/**
 * Typed text on its way to a value. The draft is shown until the value is on disk; a field that goes away with
 * something readable in it stores it first, because nothing typed may be lost.
 */
export function useDraft(field: Field, value: FieldValue | null | undefined, commit: Commit): Draft {
  const { context, nameOf } = useServices()
  const [typed, setTyped] = useState<string | null>(null)
  const [problem, setProblem] = useState<string>()
  const stored = formatField(field, value, nameOf)

  const save = (): void => {
    if (typed === null) return
    const read = parseField(field, typed, context)
    if (!read.ok) {
      setProblem(read.error)
      return
    }
    if (read.value === (value ?? null)) {
      setTyped(null)
      setProblem(undefined)
      return
    }
    void commit(read.value).then((refusal) => {
      setProblem(refusal ?? undefined)
      if (refusal === null) setTyped((now) => (now === typed ? null : now))
    })
  }

  const last = useRef(save)
  useEffect(() => {
    last.current = save
  })
  useEffect(() => () => last.current(), [])

  return {
    text: typed ?? stored,
    dirty: typed !== null,
    problem,
    type: setTyped,
    save,
    reset: () => {
      setTyped(null)
      setProblem(undefined)
    },
  }
}
