import type { Plan, View } from '../../core/commands/command'
import { settleCase } from '../../core/commands/settleCase'
import { restoreRecords } from '../../core/commands/trashRecords'
import { createStampClock } from '../../core/document/clock'
import { historiesOf } from '../../core/document/history'
import { newId } from '../../core/document/ids'
import { mayWrite, writesIn } from '../../core/document/rights'
import { NATIONAL, placeOf, roomOf, roomsOf } from '../../core/document/rooms'
import { textName } from '../../core/document/text'
import { readBy } from '../../core/projection/readBy'
import { createRowStore, rowOf } from '../../core/projection/rows'
import { recordOf, records } from '../../core/records'
import { fail, ok } from '../../core/result'
import { dayOfClock } from '../../core/schema/kinds/dates'
import type { AnyRecordDef } from '../../core/schema/record'
import { author as authorDef } from '../../core/records/author'
import { bringBack } from './bringBack'
import { broughtBack } from './broughtBack'
import { createBlobs, sha256 } from './blobs'
import { commitLabel } from './commitLabel'
import { createCommitter } from './commits'
import type { WorkspaceDatabase } from './database'
import { openDocuments, type Documents } from './documents'
import { startDuplicateFinder } from './duplicateFinder'
import { openExportLog } from './exportLog'
import { fillRandom } from './fillRandom'
import type { Ground, Syncing } from './ground'
import { holdAll } from './holdAll'
import { nameIn } from './nameIn'
import { whyNotWritten } from './notWritten'
import { openKeptDrafts } from './keptDrafts'
import type { KeyPlace } from './keys'
import { openOwnCommits } from './ownCommits'
import type { Seal } from './seal'
import { createUndoing, type Undone } from './undo'
import { settledNow } from './settledNow'
import { openTextCopies } from './textCopies'
import { openUpdateLog, type UpdateLog } from './updateLog'
import type { Upkeep } from './upkeep'
import { watchDuplicates } from './watchDuplicates'
import type { Identity, LongWork, ServerPlace, UndoOutcome, Workspace } from './workspace'

/** What opening a workspace needs. */
export interface Opening {
  readonly db: WorkspaceDatabase
  readonly seal: Seal
  readonly identity: Identity
  readonly isSample: boolean
  readonly restoredFrom?: number | undefined
  /** Where it is joined; absent while it works alone. */
  readonly server?: ServerPlace | undefined
  readonly keyPlace: KeyPlace
  /** Starts sync once the workspace stands. */
  readonly sync: (ground: Ground) => Syncing
  /** Starts what is done behind. */
  readonly upkeep: (ground: Ground) => Upkeep
  /** Lets go of the lock and the database. */
  readonly release: () => void
}

/** Every kind that this version reads, with the one that no screen lists. */
const defOf = (kind: string): AnyRecordDef | undefined =>
  kind === authorDef.name ? authorDef : recordOf(kind)

/** Opens a workspace on its database. Its rows are there when this resolves; its documents load when asked for. */
export async function openWorkspace(opening: Opening): Promise<Workspace & { readonly ground: Ground }> {
  const { db, seal, identity } = opening
  const { space, author } = identity
  const rows = createRowStore()
  const log = await openUpdateLog(db, seal)
  await bringBack(db, seal, log)
  const digest = await sha256(new TextEncoder().encode(readBy([...records, authorDef])))
  const documents = await openDocuments(db, seal, log, rows, defOf, digest)
  const own = await openOwnCommits(db, seal)
  const drafts = await openKeptDrafts(db, seal)
  const copies = openTextCopies(db, seal)
  const exports = await openExportLog(db, seal, log, author, Date.now)
  const committer = createCommitter(documents, own, createStampClock(Date.now), author, defOf)
  const undoing = createUndoing(documents, committer, own, log, space, (of) => viewOf(documents, of), defOf)
  const blobs = createBlobs(db, seal, log)
  const ground: Ground = { db, seal, log, documents }
  const syncing = opening.sync(ground)
  const upkeep = opening.upkeep(ground)
  let turn: Promise<unknown> = Promise.resolve()

  /** One command plans and writes at a time; the next one plans on what the one before it wrote. */
  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const result = turn.then(run)
    turn = result.catch(() => undefined)
    return result
  }

  const commitPlan = async (plan: Plan, about: string, { onProgress }: LongWork) => {
    const { by, changes, force } = plan
    const label = commitLabel(plan, documents.latest(), defOf, nameIn(documents.latest()))
    const { stored } = await committer.carryOut({
      changes,
      by,
      label,
      space: about,
      ...(force ? { force } : {}),
      ...(onProgress ? { onProgress } : {}),
    })
    undoing.refresh()
    return { stored }
  }

  /** The turn ends with the documents: while the disk refuses, the edits after an undo are made all the same. */
  const carriedBack = async (run: () => Promise<Undone>): Promise<UndoOutcome> => {
    const { outcome, stored } = await inTurn(run)
    await stored
    return outcome
  }

  /** Why a plan may not be carried out in a space: the server would refuse what is not this person's to write. */
  const refusalOf = ({ changes }: Plan, about: string): string | undefined => {
    const latest = documents.latest()
    for (const { kind, id } of changes) {
      const def = defOf(kind)
      if (def?.owner === 'committee' && about === NATIONAL) return FOR_ONE
      const isTheirs = (latest.get(kind, id)?.space ?? about) === about
      if (def && !(isTheirs && mayWrite(identity, def, about))) return NOT_OURS
    }
    return undefined
  }

  /** One step that fails keeps no other from being done: what was accepted is stored before anyone else may write. */
  const leave = async (): Promise<void> => {
    // The first meeting with a server may begin a command while sync is closing: its turn is waited for once more.
    const ended = (): Promise<unknown> => turn
    const steps = [ended, upkeep.close, syncing.close, ended, drafts.close, documents.close, log.close]
    const failures: unknown[] = []
    for (const step of steps) await step().catch((error: unknown) => failures.push(error))
    if (failures.length > 0) throw failures[0]
  }

  // What is written here is kept in memory when the database is deleted: a backup can then still be made of it.
  db.beforeDeletion(() => {
    const written = log.rooms().filter((name) => writesIn(identity, name))
    return Promise.allSettled(written.map(documents.hold))
  })

  const workspace: Workspace & { readonly ground: Ground } = {
    identity,
    isSample: opening.isSample,
    restoredFrom: opening.restoredFrom,
    server: opening.server,
    keyPlace: opening.keyPlace,
    rows,
    storage: log.state,
    drafts,
    exports,
    sync: syncing.state,
    damaged: documents.damaged,
    upkeepTrouble: upkeep.trouble,
    overruled: documents.overruled,
    duplicates: watchDuplicates(rows, space, startDuplicateFinder),
    undoable: undoing.undoable,
    ground,

    receivedOn(of) {
      const moments = log.rooms().flatMap((name) => {
        const at = log.room(name).receivedAt
        const place = placeOf(name)
        // remarks about a département come from the committee
        return at === undefined || place?.space !== of || place.committee ? [] : [at]
      })
      return moments.length === 0 ? null : dayOfClock(new Date(Math.max(...moments)))
    },

    async run(command, input, work = {}) {
      if (identity.role === 'reader') return fail([{ field: '', message: READ_ONLY }])
      const about = work.space ?? space
      const planned = await inTurn(async () => {
        await calm(log)
        if (work.signal?.aborted) return fail([{ field: '', message: 'Annulé\u00a0: rien n’a été modifié.' }])
        const plan = command.plan(viewOf(documents, about), input)
        if (!plan.ok) return plan
        const refusal = refusalOf(plan.value, about)
        if (refusal !== undefined) return fail([{ field: '', message: refusal }])
        try {
          return ok({ plan: plan.value, ...(await commitPlan(plan.value, about, work)) })
        } catch (error) {
          const why = whyNotWritten(error)
          if (why === undefined) throw error
          return fail([{ field: '', message: why }])
        }
      })
      if (!planned.ok) return planned
      const { made } = planned.value.plan
      return ok({ ...(await planned.value.stored), ...(made === undefined ? {} : { made }) })
    },
    undo: () => carriedBack(undoing.undo),
    redo: () => carriedBack(undoing.redo),
    async settle(item, keep) {
      const def = keep === 'restore' ? defOf(item.kind) : undefined
      if (!def) return settledNow(workspace, documents, item, keep)
      const about = { id: item.record, space: item.space }
      return broughtBack(workspace, documents, def, about, settleCase, { item, keep })
    },
    async restore(row) {
      const input = { kind: row.kind, ids: [row.id] }
      const def = defOf(row.kind)
      if (!def) return workspace.run(restoreRecords, input, { space: row.space })
      return broughtBack(workspace, documents, def, row, restoreRecords, input)
    },

    async histories(records) {
      const names = records.flatMap(({ kind, id }) => {
        const def = defOf(kind)
        // Those merged into it are told of in rooms of their own, of another year it may be.
        const merged = rows.trash(kind).filter(({ values }) => values.mergedInto === id)
        const ids = [id, ...merged.map((row) => row.id)]
        return def ? ids.flatMap((each) => roomsOf(def, each, rows.get(kind, each)?.space ?? space)) : []
      })
      const { rooms: held, release } = await holdAll(documents, new Set(names))
      try {
        return historiesOf(held, records)
      } finally {
        release()
      }
    },

    async openText(kind, id, field) {
      const def = defOf(kind)
      const scope = def?.fields[field]?.scope
      if (!def || !scope) throw new Error(`no such text: ${kind}/${field}`)
      const name = roomOf(def, scope, id, rows.get(kind, id)?.space ?? space)
      const { loaded, release } = await documents.hold(name)
      const text = textName(kind, id, field)
      const watched = copies.watch(loaded.room.doc, text)
      return {
        fragment: loaded.room.doc.getXmlFragment(text),
        async close() {
          await watched.close()
          await log.settled()
          release()
        },
      }
    },

    textCopies: (kind, id, field) => copies.of(textName(kind, id, field)),

    async needYear(year) {
      const late = documents.behind().filter((room) => placeOf(room)?.year === year)
      if (late.length > 0) await documents.caughtUp()
    },

    authorName: (id) =>
      rowOf(rows, authorDef, id)?.values.name ?? (id === author ? identity.name : 'quelqu’un'),
    putFile: (bytes) => blobs.put(filesRoom(space), bytes),
    getFile: async (hash) => (await blobs.get(hash)) ?? (await syncing.fetchFile(filesRoom(space), hash)),

    async close() {
      const gone = new Promise<void>((resolve) => db.onVanished(resolve))
      try {
        await Promise.race([leave(), gone]) // nothing is ever stored in a database that vanished
      } finally {
        opening.release()
      }
    },
  }
  return workspace
}

const READ_ONLY = 'Votre accès est en lecture seule\u00a0: rien n’a été modifié.'
const NOT_OURS =
  'Cette fiche appartient à un département\u00a0: seule sa coordination la modifie. Rien n’a été changé.'
const FOR_ONE =
  'Un avis ou une remarque s’adresse à un département\u00a0: écrivez-le depuis la page de celui-ci.'
/** How long a command waits for the edits before it to reach the disk; it then plans on them as they will be. */
const PATIENCE_MS = 1500

const calm = (log: UpdateLog): Promise<unknown> =>
  Promise.race([log.settled(), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))])

/** Files are private everywhere: those who read the private room can fetch them. */
const filesRoom = (space: string): string =>
  space === 'national' ? 'national-private' : `dep-${space}-private`

function viewOf(documents: Documents, space: string): View {
  const latest = documents.latest()
  return {
    space,
    get: latest.get,
    list: latest.list,
    trash: latest.trash,
    newId: (year) => newId(fillRandom, Date.now(), year),
    today: () => dayOfClock(new Date()),
  }
}
