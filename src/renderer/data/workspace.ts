import type { XmlFragment } from 'yjs'
import type { Result } from '../../core/result'
import type { Command } from '../../core/commands/command'
import type { OverruledCase } from '../../core/document/overruled'
import type { RecordRef } from '../../core/document/history'
import type { HistoryEntry } from '../../core/document/journal'
import type { DuplicatePair } from '../../core/figures/duplicates'
import type { RowStore } from '../../core/projection/rows'
import type { AnyRow, Problem } from '../../core/schema/record'
import type { SyncState } from '../../core/sync/protocol'
import type { KeptDrafts } from './keptDrafts'
import type { TextCopy } from './textCopies'
import type { KeyPlace } from './keys'

/** Who works here: fixed when the workspace is opened. */
export interface Identity {
  /** The département's code, or `national`. */
  readonly space: string
  readonly role: 'coordinator' | 'reader' | 'national'
  /** Opaque id that signs journal entries; its name is resolved through the private room. */
  readonly author: string
  /** How this person is called on this computer. */
  readonly name: string
}

/** Where a workspace is joined, and how this computer is known there. */
export interface ServerPlace {
  readonly url: string
  /** The id that the server's administrator sees. */
  readonly device: string
  /** The name that was given when joining, where it is still known. */
  readonly deviceName: string | undefined
}

/** Something that changes and can be watched; `get` returns the same object until it changes. */
export interface Watched<T> {
  get(): T
  subscribe(listener: () => void): () => void
}

/** Whether what was typed is on this computer's disk. */
export type StorageState =
  | { readonly is: 'saved' }
  | { readonly is: 'saving' }
  | { readonly is: 'failing'; readonly since: number; readonly waiting: number; readonly reason: string }
  /** Nothing is saved any more: what this window holds in memory is all there is. */
  | { readonly is: 'vanished'; readonly reason: string }

/** A committed command: its id (for undo) and how many records it touched. */
export interface Committed {
  readonly commit: string
  readonly records: number
  /** The record that a creation made. */
  readonly made?: string
}

/**
 * What undo and redo would take back or bring back, in words; and the commits that they would do it to, each by the id that
 * it was given when it was first done.
 */
export interface Undoable {
  readonly undo?: string
  readonly redo?: string
  readonly commits: { readonly undo?: string; readonly redo?: string }
}

/** What undo or redo did: cells someone else has changed since are left alone and named. */
export interface UndoOutcome {
  readonly done: boolean
  /** Sentence for the notice: « Annulé : … », or why nothing was done. */
  readonly message: string
}

/** What looks like the same record twice. */
export interface Duplicates {
  readonly pairs: readonly DuplicatePair[]
  /** Records have changed since: there may be others. */
  readonly looking: boolean
}

/** A rich text open for editing. `close` waits until what was typed is on disk. */
export interface OpenText {
  readonly fragment: XmlFragment
  close(): Promise<void>
}

/** Something with people's data in it that left the application: no one's name, only that it was, when and for whom. */
export interface ExportEntry {
  /** ISO date and time. */
  readonly at: string
  /** Opaque id of who did it; null where an earlier version did not note it. */
  readonly author: string | null
  /** What it was, in words that name nobody: « Annuaire du réseau ». */
  readonly what: string
  /** For whom, as it was said then. */
  readonly recipient: string
  /** How many people it names; null where nobody counted. */
  readonly persons: number | null
}

/** The log of exports of this computer, sealed in the workspace's own database. */
export interface ExportLog {
  /** The newest first. */
  readonly entries: Watched<readonly ExportEntry[]>
  /** Notes that something has left, by this person, now; resolves when it is on disk. */
  add(entry: Omit<ExportEntry, 'at' | 'author'>): Promise<void>
  /** Takes in what an earlier version kept elsewhere; what is here already is not taken twice. */
  take(entries: readonly ExportEntry[]): Promise<void>
}

/** Progress of long work, 0 to 1, and the way to stop it. */
export interface LongWork {
  readonly onProgress?: (done: number) => void
  readonly signal?: AbortSignal
  /** For the committee: the département that its remark or review is about. One's own space otherwise. */
  readonly space?: string
}

/**
 * One département's (or the committee's) data on this computer: everything screens read and do.
 * Screens know this and nothing below it: no Yjs document, no Dexie table.
 */
export interface Workspace {
  readonly identity: Identity
  /** A network of fictional records, to try the workstation with. */
  readonly isSample: boolean
  /** When the backup was made that it was restored from; undefined where it began here or came from a server. */
  readonly restoredFrom: number | undefined
  /** Undefined while the workspace works alone. */
  readonly server: ServerPlace | undefined
  /** Where this computer keeps the key of what it holds. */
  readonly keyPlace: KeyPlace
  readonly rows: RowStore
  readonly storage: Watched<StorageState>
  /** What is typed in fields and is not their value yet. */
  readonly drafts: KeptDrafts
  /** What left this computer with people's data in it. */
  readonly exports: ExportLog
  readonly sync: Watched<SyncState>
  /** Records of this computer's log that did not open: kept aside and asked for again from the server. */
  readonly damaged: Watched<readonly { readonly room: string; readonly foundAt: number }[]>
  /** What this computer could not do for itself (the daily backup), in a sentence with what to do. */
  readonly upkeepTrouble: Watched<string | undefined>
  /** The day when something of a space last came from elsewhere; null when nothing ever did. */
  receivedOn(this: void, space: string): string | null
  /** « À vérifier »: every overruled edit and every edit of a trashed record, until someone has chosen. */
  readonly overruled: Watched<readonly OverruledCase[]>
  /** Records that are probably one, looked for beside the window while someone watches. */
  readonly duplicates: Watched<Duplicates>
  /** Whether undo and redo have something to do, and what: in words, which several commits may share, and which commit. */
  readonly undoable: Watched<Undoable>

  /** Plans and commits; resolves when the edit is on disk and the tables show it. */
  run<I>(command: Command<I>, input: I, work?: LongWork): Promise<Result<Committed, readonly Problem[]>>
  undo(): Promise<UndoOutcome>
  redo(): Promise<UndoOutcome>
  /** Settles a case by keeping one of its heads (`item`), or for a trashed record `keep-trash` or `restore`. */
  settle(item: OverruledCase, keep: string): Promise<Result<Committed, readonly Problem[]>>
  /** Takes a record out of the trash, with what an undo took from it. */
  restore(row: Pick<AnyRow, 'kind' | 'id' | 'space'>): Promise<Result<Committed, readonly Problem[]>>
  /**
   * The histories of records, in their order, each newest first, from the journals of their rooms. Ask for all that is
   * wanted at once: a journal may be long, and each is read once a call.
   */
  histories(records: readonly RecordRef[]): Promise<readonly (readonly HistoryEntry[])[]>
  /** A rich text, opened on its document until closed. */
  openText(kind: string, id: string, field: string): Promise<OpenText>
  /** The words of a rich text as they were left on this computer, newest first: no journal tells of them. */
  textCopies(kind: string, id: string, field: string): Promise<readonly TextCopy[]>
  /** Makes sure the rows of a year are there (closed years are loaded when someone looks at them). */
  needYear(year: number): Promise<void>
  /** Name of an author id, or « quelqu’un » when this computer does not know. */
  authorName(author: string): string
  /** Attachments by SHA-256: stored sealed, sent when the network is there. Throws on more than a server takes. */
  putFile(bytes: Uint8Array): Promise<string>
  getFile(hash: string): Promise<Uint8Array | undefined>
  /** Waits until what was accepted is stored, then lets go of the lock. */
  close(): Promise<void>
}
