import { createContext } from 'react'
import type { AnyValues } from '../../core/schema/record'
import { announce, announceWhile } from './announce'
import { placeName } from './placeName'
import type { Aside, Unsaved } from './unsaved'

/** A record that is being filled in and is not made yet. */
export interface Form {
  /** Where it stands: ids and kinds alone. */
  readonly place: string
  readonly kind: string
  /** Names its gesture: « Ajouter la décision ». */
  readonly label: string
  readonly values: AnyValues
  /** What is typed in its fields and cannot be read, or is not read yet. */
  readonly texts?: { readonly [field: string]: string }
  /** What the id of its record will be made of, so that it is made once although its window dies as it is made. */
  readonly own?: string
}

/** What is typed in a field of a form beside the value that the form holds of it. */
export interface UnreadText {
  /** What was typed there when the form was left. */
  readonly found: string | undefined
  /** Keeps what is typed; nothing once it is read, or given up. */
  keep(text: string | undefined): void
}

/** Where what is begun stands until it is made, whatever happens to the window. */
export interface FormShelf {
  /** Whether it is on the disk. */
  keepForm(form: Form): Promise<boolean>
  forgetForm(place: string): Promise<void>
}

/** Records begun and not yet made, each at its place: they outlive the screen and the window they were begun in. */
export interface FormDrafts {
  /** What was begun at a place; undefined where nothing was. */
  get(place: string): AnyValues | undefined
  /** What the id of the record begun at a place will be made of: taken when it is first kept. */
  own(place: string): string | undefined
  /** Keeps what is filled in; a form that holds nothing is forgotten. */
  set(form: Omit<Form, 'own' | 'texts'>): void
  /** What is typed in a field of a form and is not among its values. */
  unread(form: Omit<Form, 'own' | 'texts' | 'values'>, field: string): UnreadText
  /** Forgets what is made now, or given up. */
  forget(place: string): void
  /**
   * Says that a form is on screen; the returned function says that it no longer is, and tells of what waits there.
   * `takeUp` is called whenever somebody comes to go on with it.
   */
  attend(place: string, takeUp?: () => void): () => void
  /** Somebody goes on with what was begun at a place: its form takes her there, once it is on screen. */
  resume(place: string): void
  /** Says anew of all that waits whether it can be taken up. */
  settle(): void
  /** Says that the space is open, and what waits in it; the returned function says that it closes. */
  open(): () => void
}

interface Begun {
  readonly form: Form
  /** Counts it out of what is not stored. */
  readonly counted: (() => void) | undefined
  readonly isOnDisk: boolean
  readonly aside: FormAside | undefined
}

/** Why what was begun cannot be taken up for now, and all of it in words. */
export type FormAside = Omit<Aside, 'giveUp'>

/**
 * What the last window left waits from the first moment. `aboutOf` names the record that a place belongs to, `asideOf`
 * says why a form cannot be taken up there.
 */
export function openFormDrafts(
  unsaved: Unsaved | undefined,
  shelf: FormShelf,
  found: readonly Form[],
  newOwn: () => string,
  aboutOf: (place: string) => string | undefined,
  asideOf: (form: Form) => FormAside | undefined = () => undefined,
): FormDrafts {
  const begun = new Map<string, Begun>()
  const attended = new Map<string, (() => void) | undefined>()
  let resumed: string | undefined
  let isOpen = false
  let takeBack: (() => void) | undefined
  const whatOf = ({ label, place }: Form): string => placeName(label, aboutOf(place))
  const put = (form: Form, isOnDisk: boolean): void => {
    begun.get(form.place)?.counted?.()
    const aside = asideOf(form)
    const count = (): (() => void) | undefined => {
      const what = whatOf(form)
      if (!isOnDisk) return unsaved?.add({ what })
      const at = { what, keptAt: { form: form.place } }
      return unsaved?.add(aside ? { ...at, aside: { ...aside, giveUp: () => forget(form.place) } } : at)
    }
    const counted = isOpen ? count() : undefined
    begun.set(form.place, { form, isOnDisk, aside, counted })
  }
  const forget = (place: string): void => {
    begun.get(place)?.counted?.()
    if (begun.delete(place)) void shelf.forgetForm(place)
    if (begun.size === 0) takeBack?.()
  }
  const tell = (form: Form): void =>
    announce(`${whatOf(form)}\u00a0: votre saisie n’est pas terminée, elle vous y attend.`, 'warn')
  for (const form of found) put(form, true)

  const store = (filled: Omit<Form, 'own'>): void => {
    if (isEmpty(filled.values) && Object.keys(filled.texts ?? {}).length === 0) return forget(filled.place)
    const form = { ...filled, own: begun.get(filled.place)?.form.own ?? newOwn() }
    put(form, false)
    void shelf.keepForm(form).then((isOnDisk) => {
      // What was filled in since is on its way by itself.
      if (isOnDisk && begun.get(form.place)?.form === form) put(form, true)
    })
    // A field that goes away stores what it holds after its form has left.
    if (isOpen && !attended.has(form.place)) tell(form)
  }

  return {
    get: (place) => begun.get(place)?.form.values,
    own: (place) => begun.get(place)?.form.own,
    set: (filled) => store({ ...filled, texts: begun.get(filled.place)?.form.texts ?? {} }),
    unread: (form, field) => ({
      found: begun.get(form.place)?.form.texts?.[field],
      keep(text) {
        const { values = {}, texts = {} } = begun.get(form.place)?.form ?? {}
        if (texts[field] === text) return
        const { [field]: _before, ...others } = texts
        store({ ...form, values, texts: text === undefined ? others : { ...others, [field]: text } })
      },
    }),
    forget,
    attend(place, takeUp) {
      attended.set(place, takeUp)
      if (resumed === place) takeUp?.()
      if (resumed === place) resumed = undefined
      return () => {
        attended.delete(place)
        const left = begun.get(place)
        if (left) tell(left.form)
      }
    },
    resume(place) {
      if (attended.has(place)) attended.get(place)?.()
      else resumed = place
    },
    settle() {
      for (const { form, isOnDisk, aside } of [...begun.values()])
        if (asideOf(form)?.why !== aside?.why) put(form, isOnDisk)
    },
    open() {
      isOpen = true
      for (const { form, isOnDisk } of [...begun.values()]) put(form, isOnDisk)
      if (begun.size > 0)
        takeBack = announceWhile(waitingWords([...begun.values()].map(({ form }) => whatOf(form))), 'warn')
      return () => {
        isOpen = false
        for (const { counted } of begun.values()) counted?.()
      }
    },
  }
}

const isEmpty = (values: AnyValues): boolean =>
  Object.values(values).every((value) => (value ?? null) === null)

function waitingWords(all: readonly string[]): string {
  const names = all.join(', ')
  return all.length > 1
    ? `Des saisies commencées n’étaient pas terminées et vous attendent\u00a0: ${names}.`
    : `Une saisie commencée n’était pas terminée et vous attend\u00a0: ${names}.`
}

/** Given once for each open space. */
export const FormDraftsContext = createContext<FormDrafts | undefined>(undefined)
