import { useEffect, useRef, useState } from 'react'
import type { Field } from '../../../core/schema/field'
import { formatField, parseField } from '../../../core/schema/kinds'
import type { FieldValue } from '../../../core/schema/record'
import { announce } from '../announce'
import type { Place, Typing } from '../fieldDrafts'
import type { UnreadText } from '../formDrafts'
import { useServices } from '../services'
import { useUnsaved } from '../unsaved'
import { useHandler } from '../useHandler'
import { type Kept, useKept } from './useKept'
import { MOMENT, useKeeping } from './useKeeping'

/**
 * Stores a value in the place of what its author had before their eyes; gives back why it was refused, or null once it
 * is on disk.
 */
export type Commit = (value: FieldValue | null, began?: FieldValue | null) => Promise<string | null>

/** What is being typed in a field, from the first key to its storage. */
export interface Draft {
  readonly text: string
  readonly problem: string | undefined
  /** Something was typed that is not stored. */
  readonly dirty: boolean
  /** What the field has come to hold elsewhere while it was typed in: nothing is stored until one of them is chosen. */
  readonly moved: string | undefined
  type(text: string): void
  /** Reads and stores what was typed; says in words why not. */
  save(): void
  /** Stores what was typed although the field holds something new. */
  keep(): void
  /** Forgets what was typed. */
  reset(): void
}

type Value = FieldValue | null | undefined

interface Typed {
  readonly text: string
  /** What the field held when this was begun, or what was last stored of it. */
  readonly began: Value
  /** The text is stored as it can be read; it stands as typed until the field is left. */
  readonly stored: boolean
}

/** Why a draft is stored: its field is left, its writer has stopped for a while, has chosen, or the field goes away. */
type Occasion = 'left' | 'pause' | 'chosen' | 'gone'

/** How long a writer stops before what can be read is stored, in milliseconds. */
const PAUSE = 5_000

/**
 * Typed text on its way to a value. The draft is shown until the value is on disk. What can be read is stored when the
 * field is left, when its writer stops for a while, and when it goes away, because nothing typed may be lost; and it
 * never overrules in silence what somebody else has written in the field meanwhile. Until it is stored it is kept at
 * its place on the disk: there it waits for a field that went away, or for a window that died.
 */
export function useDraft(
  field: Field,
  value: Value,
  commit: Commit,
  place: Place | undefined,
  inForm: boolean,
  unread: UnreadText | undefined,
): Draft {
  const { context, nameOf } = useServices()
  const kept = useKept(place, unread)
  // Nobody else writes in a form: what it holds is what its writer began from.
  const [typed, setTyped] = useState<Typed | null>(() =>
    kept.found ? { text: kept.found.text, began: inForm ? value : kept.found.began, stored: false } : null,
  )
  const [saving, setSaving] = useState(false)
  const [problem, setProblem] = useState(() => {
    if (kept.found === undefined || kept.found.why !== '') return kept.found?.why
    const read = parseField(field, kept.found.text, context)
    return inForm && !read.ok ? read.error : undefined
  })
  const format = (of: Value): string => formatField(field, of, nameOf)
  const isValue = (text: string): boolean => {
    const read = parseField(field, text, context)
    return read.ok && read.value === (value ?? null)
  }
  // Both have written the same: nothing is to be chosen.
  const moved = typed !== null && !saving && (typed.began ?? null) !== (value ?? null) && !isValue(typed.text)

  const textNow = useHandler(() => typed?.text)
  // A moment that was due before the field is drawn again must not keep what has just been stored.
  const isOver = useRef(false)
  const keep: Kept['keep'] = (typing) => (isOver.current ? Promise.resolve() : kept.keep(typing))
  const forget = (): void => {
    isOver.current = true
    kept.forget()
  }

  /** Says whether nothing is left to store. */
  const save = async (occasion: Occasion): Promise<boolean> => {
    if (typed === null) return true
    if (moved && occasion !== 'chosen' && occasion !== 'gone') {
      await kept.keep(typingOf(typed, ''))
      return false
    }
    const read = parseField(field, typed.text, context)
    if (!read.ok) {
      const unread = typingOf(typed, read.error)
      // In the turn in which the field is left: whoever submits a line looks at once whether it was read.
      if (occasion === 'left' || occasion === 'chosen') setProblem(read.error)
      if (occasion === 'gone') kept.leave(field.label, unread)
      else await kept.keep(unread)
      return false
    }
    setProblem(undefined)
    const after = (): void => {
      // What was typed while this was stored is still to come.
      if (textNow() === typed.text) forget()
      setTyped((now) => {
        const unchanged = now === null || now.text === typed.text
        if (unchanged && occasion !== 'pause') return null
        return { text: now?.text ?? typed.text, began: read.value, stored: unchanged }
      })
    }
    // A refusal stands until something is accepted: what the field holds anyway is told to be.
    if (read.value === (value ?? null) && problem === undefined) {
      after()
      return true
    }
    if (moved) announce(overruled(field.label, format(value)), 'danger')
    setSaving(true)
    if (!inForm) await kept.settle(typingOf(typed, ''))
    const refusal = await commit(read.value, (moved ? value : typed.began) ?? null).finally(() =>
      setSaving(false),
    )
    setProblem(refusal ?? undefined)
    if (refusal !== null && occasion === 'gone') kept.leave(field.label, typingOf(typed, refusal))
    if (refusal === null) after()
    return refusal === null
  }

  const last = useRef(save)
  useEffect(() => {
    last.current = save
  })
  useEffect(() => () => void last.current('gone'), [])

  const text = typed?.text
  useEffect(() => {
    if (text === undefined) return
    // A form keeps what its fields hold, and nobody else reads it before it is sent.
    const pause = setTimeout(() => void last.current('pause'), inForm ? MOMENT : PAUSE)
    return () => clearTimeout(pause)
  }, [text, inForm])

  const dirty = typed !== null && !typed.stored
  useKeeping(dirty ? typingOf(typed, '') : undefined, keep)
  useUnsaved(dirty ? `«\u00a0${field.label}\u00a0»` : undefined, () => save('left'))

  return {
    text: text ?? format(value),
    dirty,
    problem,
    moved: moved ? format(value) : undefined,
    type: (next) => {
      isOver.current = false
      setTyped((now) => ({ text: next, began: now ? now.began : value, stored: false }))
    },
    save: () => void save('left'),
    keep: () => void save('chosen'),
    reset: () => {
      forget()
      setTyped(null)
      setProblem(undefined)
    },
  }
}

const typingOf = ({ text, began }: Typed, why: string): Typing => ({
  text,
  began: began ?? null,
  why,
})

const overruled = (label: string, value: string): string =>
  `Pendant votre saisie, «\u00a0${label}\u00a0» a reçu ailleurs «\u00a0${value}\u00a0»\u00a0: votre saisie l’a remplacé. L’historique de la fiche garde les deux.`
