import * as Y from 'yjs'
import { splitKey, type CellChange } from '../../core/document/cells'
import { byStamp, journalOf, readEntry, type JournalEntry } from '../../core/document/journal'
import type { Room } from '../../core/document/room'
import type { Ground } from './openWorkspace'
import { badUpdate, quarantine } from './quarantine'
import { rowsOfRoom } from './readRoom'
import { newClientId } from './rollback'
import { updatePlace } from './updateLog'

/**
 * Parts a room from a copy of this profile that wrote under the same client id. Own writes that the server has not
 * acknowledged are taken out of the log (kept aside), then made again under a fresh id: cells from the journal, texts as
 * a copy below what the server holds. Nobody else may hold the room meanwhile: false, and nothing is done, if one does.
 */
export async function separate(ground: Ground, name: string): Promise<boolean> {
  const { db, seal, log, documents } = ground
  const { loaded, release } = await documents.hold(name)
  const { clientId = loaded.room.doc.clientID, ackedClock } = log.room(name)
  const changes = changesAbove(loaded.room, clientId, ackedClock)
  const texts = textsAbove(loaded.room.doc, clientId, ackedClock)
  await log.settled()
  const forked = []
  for (const row of await rowsOfRoom(db, name)) {
    if (row.own === 0 || row.acked === 1) continue
    const update = await seal.open(updatePlace(name, row.seq), row.sealed)
    if ((Y.parseUpdateMeta(update).to.get(clientId) ?? 0) > ackedClock)
      forked.push(badUpdate(row, 'forked', Date.now()))
  }
  if (!documents.shelf.reset(name)) {
    release()
    return false
  }
  await log.write(quarantine(name, forked, newClientId()))
  documents.reread(name)
  await ground.recommit(changes, loaded.room.place.space)
  await copyTexts(ground, name, texts)
  release()
  return true
}

/** The cells that own commits wrote at or above a clock, in the order in which they were made. */
function changesAbove(room: Room, client: number, clock: number): CellChange[] {
  const entries: JournalEntry[] = []
  for (let item = journalOf(room.doc)._start; item; item = item.right) {
    if (item.deleted || item.id.client !== client) continue
    for (const [at, stored] of item.content.getContent().entries()) {
      const entry = item.id.clock + at >= clock ? readEntry(stored) : undefined
      if (entry) entries.push(entry)
    }
  }
  return entries.sort(byStamp).flatMap((entry) =>
    entry.cells.flatMap(([key, , value]) => {
      const [kind = '', ...rest] = key.split('/')
      const cell = splitKey(rest.join('/'))
      return cell ? [{ kind, ...cell, value }] : []
    }),
  )
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
async function copyTexts(
  { documents, log }: Ground,
  name: string,
  texts: readonly TextCopy[],
): Promise<void> {
  if (texts.length === 0) return
  const { loaded, release } = await documents.hold(name)
  loaded.room.doc.transact(() => {
    for (const { name: text, blocks } of texts) {
      const title = new Y.XmlElement('paragraph')
      title.push([new Y.XmlText('Texte tapé sur une autre copie de cet ordinateur\u00a0:')])
      loaded.room.doc.getXmlFragment(text).push([title, ...blocks])
    }
  })
  await log.settled()
  release()
}
