import * as Y from 'yjs'
import { byStamp, journalOf, readEntry, type JournalEntry } from '../../core/document/journal'
import type { Room } from '../../core/document/room'
import type { UpdateRow } from './database'
import type { Ground } from './ground'
import type { Outbox } from './outbox'
import { badUpdate, FORKED, quarantine } from './quarantine'
import { readRoom, rowsOfRoom } from './readRoom'
import { newClientId } from './newClientId'
import { updatePlace } from './updateLog'
import { writeAgain } from './writeAgain'

/** What the server has of a room beyond a vector, as updates in order; undefined when it does not answer. */
export type FetchMissing = (room: string, vector: Uint8Array) => Promise<readonly Uint8Array[] | undefined>

/**
 * Parts a room from a copy of this profile that wrote under the same client id. Own writes that the server has not
 * acknowledged are taken out of the log (kept aside) and made again under a fresh id, in one transaction of the disk:
 * cells with their journal entries, beside what the other wrote, so that « À vérifier » shows both; texts as a copy below
 * what the server holds. False, and nothing is done, while somebody else holds the room or writes, or nobody answers.
 */
export async function separate(
  ground: Ground,
  outbox: Outbox,
  name: string,
  fetchMissing: FetchMissing,
): Promise<boolean> {
  const { db, seal, log, documents } = ground
  const { loaded, release } = await documents.hold(name)
  try {
    await log.settled()
    const upTo = log.stored()
    const { clientId = loaded.room.doc.clientID, ackedClock } = log.room(name)
    const entries = entriesAbove(loaded.room, clientId, ackedClock)
    const texts = textsAbove(loaded.room.doc, clientId, ackedClock)
    const forked = await rowsAbove(ground, name, clientId, ackedClock)
    const without = new Set(forked.map((row) => row.seq))
    const { room } = await readRoom(db, seal, name, Date.now(), without)
    const fresh = newClientId()
    room.doc.clientID = fresh
    const cells = writtenBy(room.doc, () => {
      for (const entry of entries) writeAgain(room.doc, entry, clientId)
    })
    const theirs = texts.length > 0 ? await fetchMissing(name, Y.encodeStateVector(room.doc)) : []
    for (const update of theirs ?? []) Y.applyUpdate(room.doc, update)
    const copies = writtenBy(room.doc, () => copyTexts(room.doc, texts))
    room.close()
    room.doc.destroy()
    if (!theirs || log.stored() !== upTo || !documents.shelf.reset(name)) return false
    const bad = forked.map((row) => badUpdate(row, FORKED, Date.now()))
    const written = log.write({
      ...quarantine(name, bad, fresh),
      appends: [
        ...(cells ? [{ room: name, update: cells, own: true, acked: false }] : []),
        ...theirs.map((update) => ({ room: name, update, own: false, acked: true })),
        ...(copies ? [{ room: name, update: copies, own: true, acked: false }] : []),
      ],
      stored: (rows) => outbox.offer(rows.filter((row) => row.own)),
    })
    documents.reread(name)
    await written
    return true
  } finally {
    release()
  }
}

/** Own updates that wait for the server and hold writes at or above a clock. */
async function rowsAbove({ db, seal }: Ground, name: string, client: number, clock: number) {
  const above: UpdateRow[] = []
  for (const row of await rowsOfRoom(db, name)) {
    if (row.own === 0 || row.acked === 1) continue
    // One that does not open is put aside by whoever reads the room: it keeps nothing else from being parted.
    const update = await seal.open(updatePlace(name, row.seq), row.sealed).catch(() => undefined)
    if (update && (Y.parseUpdateMeta(update).to.get(client) ?? 0) > clock) above.push(row)
  }
  return above
}

/** The journal entries that own commits wrote at or above a clock, in the order in which they were made. */
function entriesAbove(room: Room, client: number, clock: number): JournalEntry[] {
  const entries: JournalEntry[] = []
  for (let item = journalOf(room.doc)._start; item; item = item.right) {
    if (item.deleted || item.id.client !== client) continue
    for (const [at, stored] of item.content.getContent().entries()) {
      const entry = item.id.clock + at >= clock ? readEntry(stored) : undefined
      if (entry) entries.push(entry)
    }
  }
  return entries.sort(byStamp)
}

/** What a transaction wrote, as one update; undefined when it wrote nothing. */
function writtenBy(doc: Y.Doc, run: () => void): Uint8Array | undefined {
  let update: Uint8Array | undefined
  doc.once('update', (bytes: Uint8Array) => (update = bytes))
  doc.transact(run)
  return update
}

/** A text as it stood here, apart from its document. */
interface TextCopy {
  readonly name: string
  readonly blocks: readonly (Y.XmlElement | Y.XmlText)[]
}

/** The texts in which a client wrote at or above a clock. */
function textsAbove(doc: Y.Doc, client: number, clock: number): TextCopy[] {
  const written = new Set<unknown>()
  for (const struct of doc.store.clients.get(client) ?? []) {
    if (!(struct instanceof Y.Item) || struct.id.clock + struct.length <= clock) continue
    let parent: unknown = struct.parent
    while (parent instanceof Y.AbstractType && parent._item) parent = parent._item.parent
    written.add(parent)
  }
  return [...doc.share.keys()].flatMap((name) => {
    if (!name.includes('/')) return []
    const fragment = doc.getXmlFragment(name)
    return written.has(fragment) ? [{ name, blocks: fragment.toArray().flatMap(cloned) }] : []
  })
}

const cloned = (node: Y.XmlElement | Y.XmlText | Y.XmlHook): (Y.XmlElement | Y.XmlText)[] =>
  node instanceof Y.XmlHook ? [] : [node.clone()]

/** Puts what was typed here below what the server holds, under a line that says so. */
function copyTexts(doc: Y.Doc, texts: readonly TextCopy[]): void {
  for (const { name, blocks } of texts) {
    const title = new Y.XmlElement('paragraph')
    title.insert(0, [new Y.XmlText('Texte tapé sur une autre copie de cet ordinateur\u00a0:')])
    doc.getXmlFragment(name).push([title, ...blocks])
  }
}
