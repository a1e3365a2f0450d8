import type { AnyValues, FieldValue } from '../../core/schema/record'
import type { WorkspaceDatabase } from './database'
import { openJson, sealJson, type Seal } from './seal'

/** What was typed in a field and is not its value yet. */
export interface KeptDraft {
  readonly record: string
  readonly field: string
  readonly text: string
  /** What the field held when this was begun. */
  readonly began: FieldValue | null
  /** Why it could not be stored, in words; empty when it was only not stored yet. */
  readonly why: string
}

/** A record that is being filled in and is not made yet. */
export interface KeptForm {
  /** Where it stands: ids and kinds alone. */
  readonly place: string
  readonly kind: string
  /** What its form is called, in the user's words. */
  readonly label: string
  readonly values: AnyValues
  /** What is typed in its fields and cannot be read, or is not read yet. */
  readonly texts?: { readonly [field: string]: string }
  /** What the id of its record will be made of; absent where an earlier version kept it. */
  readonly own?: string
}

/** What is typed and not stored yet, sealed on this computer: a window that dies gives it back when it opens again. */
export interface KeptDrafts {
  /** What the last window left behind, in no order. */
  readonly found: readonly KeptDraft[]
  /** The forms that it left behind, in no order. */
  readonly foundForms: readonly KeptForm[]
  /** Resolves when it is on disk. A disk that refuses keeps nothing, and what is typed still counts as unsaved. */
  keep(draft: KeptDraft): Promise<void>
  /** Forgets what was kept of a field, now that it is stored or given up. */
  forget(record: string, field: string): Promise<void>
  /** Keeps at its place what was kept at another one: both are done, or neither. */
  move(from: { readonly record: string; readonly field: string }, draft: KeptDraft): Promise<void>
  /** Whether it is on disk. */
  keepForm(form: KeptForm): Promise<boolean>
  /** Forgets a form that is done with, or given up. */
  forgetForm(place: string): Promise<void>
  /** Keeps at its place a form that was kept at another one: both are done, or neither. Whether it is on disk. */
  moveForm(from: string, form: KeptForm): Promise<boolean>
  /** Waits for what was asked; nothing is kept any more. */
  close(): Promise<void>
}

const PREFIX = 'typed/'
const FORMS = 'begun/'

/** Reads what was kept. One that does not open is left where it is: its key may come back with a backup. */
export async function openKeptDrafts(db: WorkspaceDatabase, seal: Seal): Promise<KeptDrafts> {
  const stored = await db.meta.where('key').startsWithAnyOf(PREFIX, FORMS).toArray()
  const found: KeptDraft[] = []
  const foundForms: KeptForm[] = []
  for (const { key, value } of stored) {
    const kept = await read(seal, key, value)
    if (kept === undefined) continue
    if (key.startsWith(FORMS))
      foundForms.push(kept as KeptForm) // written by `keepForm` alone
    else found.push(kept as KeptDraft) // written by `keep` alone
  }
  // Most edits are stored before anything of them was kept: nothing is written to forget them.
  const kept = new Set(stored.map(({ key }) => key))
  let turn: Promise<void> = Promise.resolve()
  let closed = false
  /** Whether it was done. */
  const inTurn = (run: () => Promise<unknown>): Promise<boolean> => {
    if (closed) return turn.then(no)
    const done = turn.then(async () => {
      await db.ready()
      await run()
      return true
    })
    const told = done.catch(no)
    turn = told.then(nothing)
    return told
  }
  const put = (key: string, json: KeptDraft | KeptForm): Promise<boolean> => {
    kept.add(key)
    return inTurn(async () => db.meta.put({ key, value: await sealJson(seal, key, json) }))
  }
  const move = (from: string, key: string, json: KeptDraft | KeptForm): Promise<boolean> => {
    kept.add(key)
    kept.delete(from)
    return inTurn(async () => {
      const value = await sealJson(seal, key, json)
      await db.transaction('rw', db.meta, async () => {
        await db.meta.put({ key, value })
        await db.meta.delete(from)
      })
    })
  }
  const remove = (key: string): Promise<void> =>
    kept.delete(key) ? inTurn(() => db.meta.delete(key)).then(nothing) : turn
  return {
    found,
    foundForms,
    keep: (draft) => put(keyOf(draft.record, draft.field), draft).then(nothing),
    forget: (record, field) => remove(keyOf(record, field)),
    move: ({ record, field }, draft) =>
      move(keyOf(record, field), keyOf(draft.record, draft.field), draft).then(nothing),
    keepForm: (form) => put(`${FORMS}${form.place}`, form),
    forgetForm: (place) => remove(`${FORMS}${place}`),
    moveForm: (from, form) => move(`${FORMS}${from}`, `${FORMS}${form.place}`, form),
    close() {
      closed = true
      return turn
    },
  }
}

/** Ids alone: nothing that was typed stands in a key. */
const keyOf = (record: string, field: string): string => `${PREFIX}${record}/${field}`

const nothing = (): void => undefined
const no = (): boolean => false

async function read(seal: Seal, key: string, value: unknown): Promise<unknown> {
  if (!(value instanceof Uint8Array)) return undefined
  try {
    return await openJson(seal, key, value)
  } catch {
    return undefined
  }
}
