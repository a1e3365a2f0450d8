import { createRecord } from '../../../../src/core/commands/createRecord'
import { editRecord } from '../../../../src/core/commands/editRecord'
import { makeSample } from '../../../../src/core/records/sample'
import { workAlone } from '../../../../src/renderer/data/alone'
import type { Ground } from '../../../../src/renderer/data/ground'
import { openWorkspaces } from '../../../../src/renderer/data/openWorkspaces'
import { ProfileDatabase } from '../../../../src/renderer/data/profile'
import type { StorageState, Workspace } from '../../../../src/renderer/data/workspace'

/** The real store in a page without screens: what a test can do with it. */
export interface Harness {
  create(): Promise<string>
  open(id: string, takeOver?: boolean): Promise<string>
  close(): Promise<void>
  add(name: string): Promise<string>
  rename(id: string, name: string): void
  names(): string[]
  storage(): StorageState
  /** Rooms whose document is in memory. */
  loaded(): readonly string[]
  damaged(): number
  takenOver(): boolean
  /** Closes the database behind the store's back. */
  pullDatabase(): void
  /** Makes the next transactions fail, as a full or broken disk does. */
  breakWrites(times: number): void
  /** Spoils one sealed row of the log, as a broken disk does; below zero counts from the last. */
  spoil(nth: number): Promise<void>
  /** Edits without end; `shown` is told each value once the row shows it. */
  type(id: string, shown: (value: number) => void): void
  settled(): Promise<void>
  caughtUp(): Promise<void>
  /** Fills a workspace with the largest sample there is; how many records, and its id. */
  discover(years: number): Promise<{ id: string; records: number }>
  /** Opens a workspace and says how long it took, then how long each of some edits took to be on disk and shown. */
  measure(
    id: string,
    edits: number,
  ): Promise<{ openMs: number; loaded: number; rows: number; editMs: number[] }>
}

declare global {
  interface Window {
    harness: Harness
    /** Exposed by the test. */
    shown?: (value: number) => void
  }
}

let open: (Workspace & { readonly ground: Ground }) | undefined
let wasTakenOver = false

const workspaces = openWorkspaces({
  profile: new ProfileDatabase(),
  memory: localStorage,
  keystore: null,
  fetch: (...args) => fetch(...args),
  locks: navigator.locks,
  backups: null,
  sync: () => workAlone(Date.now()),
})

const current = (): Workspace & { readonly ground: Ground } => {
  if (!open) throw new Error('no workspace is open')
  return open
}

const write = async (name: string, id?: string): Promise<string> => {
  const done = id
    ? await current().run(editRecord, { kind: 'structure', id, values: { name } })
    : await current().run(createRecord, { kind: 'structure', values: { name } })
  if (!done.ok) throw new Error(done.error.map((problem) => problem.message).join())
  return id ?? done.value.made ?? ''
}

window.harness = {
  async create() {
    const made = await workspaces.create({ department: '50', name: 'Léa Martin' })
    if (!made.ok) throw new Error(made.error)
    return made.value.id
  },
  async open(id, takeOver = false) {
    const opened = await workspaces.open(id, { takeOver, onTakenOver: () => (wasTakenOver = true) })
    if (!opened.ok) return opened.error.why
    // the store opens a workspace with its ground; screens are not told of it
    open = opened.value as Workspace & { readonly ground: Ground }
    return 'open'
  },
  close: () => current().close(),
  add: (name) => write(name),
  rename: (id, name) => void write(name, id),
  names: () =>
    current()
      .rows.list('structure')
      .map((row) => String(row.values['name'])),
  storage: () => current().storage.get(),
  loaded: () => current().ground.documents.shelf.names(),
  damaged: () => current().ground.documents.damaged.get().length,
  takenOver: () => wasTakenOver,
  pullDatabase: () => current().ground.db.close(),
  breakWrites(times) {
    let left = times
    const put = IDBObjectStore.prototype.put
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args: Parameters<typeof put>) {
      if (this.name === 'updates' && left-- > 0) throw new DOMException('broken', 'UnknownError')
      return put.apply(this, args)
    }
  },
  async spoil(nth) {
    const { db } = current().ground
    const rows = await db.updates.toArray()
    const row = rows.at(nth)
    if (!row) throw new Error('no such row')
    const sealed = row.sealed.slice()
    sealed[sealed.length - 1] = (sealed[sealed.length - 1] ?? 0) ^ 255
    await db.updates.put({ ...row, sealed })
    await db.rows.clear()
    for (const room of current().ground.log.rooms()) await db.meta.delete(`cases/${room}`)
    await db.meta
      .toCollection()
      .filter(({ key }) => key.startsWith('room/'))
      .modify((one) => {
        // the state of a room, as the log writes it; its rows are now to be read again
        ;(one as { value: { reviewed: number } }).value.reviewed = 0
      })
  },
  type(id, shown) {
    let value = 0
    const next = async (): Promise<void> => {
      value++
      await write(`valeur ${value}`, id)
      shown(value)
      void next()
    }
    void next()
  },
  settled: () => current().ground.log.settled(),
  caughtUp: () => current().ground.documents.caughtUp(),
  async discover(years) {
    const options = {
      seed: 'stress',
      department: '50',
      size: 'stress',
      years,
      today: '2026-11-22',
      activity: true,
    } as const
    const records = [...makeSample(options)]
    const made = await workspaces.discover('50', records)
    if (!made.ok) throw new Error(made.error)
    return { id: made.value.id, records: records.length }
  },
  async measure(id, edits) {
    const began = performance.now()
    const opened = await workspaces.open(id)
    if (!opened.ok) throw new Error(opened.error.message)
    // the store opens a workspace with its ground; screens are not told of it
    open = opened.value as Workspace & { readonly ground: Ground }
    const rows = open.rows.list('promeneur')
    const openMs = performance.now() - began
    const loaded = open.ground.documents.shelf.names().length
    const editMs: number[] = []
    for (let at = 0; at < edits; at++) {
      const row = rows[at % rows.length]
      if (!row) break
      const start = performance.now()
      await open.run(editRecord, { kind: 'promeneur', id: row.id, values: { jobTitle: `Poste ${at}` } })
      editMs.push(performance.now() - start)
    }
    return { openMs, loaded, rows: rows.length, editMs }
  },
}
