import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { fail, ok, type Result } from '../../core/result'
import { createInbox } from '../../core/document/remote'
import { openRoom } from '../../core/document/room'
import { placeOf } from '../../core/document/rooms'
import { openFile } from './blobs'
import type { Ground } from './ground'
import type { LoadedRoom } from './loadedRooms'
import { readRoom } from './readRoom'
import { createSeal, importDataKey, type Seal } from './seal'
import type { Identity } from './workspace'

/** A whole workspace, as a backup holds it. */
export interface BackupContent {
  readonly identity: Identity
  readonly savedAt: number
  /** What waits for what it builds on stands behind its room's document, under the same name. */
  readonly rooms: readonly RoomContent[]
  readonly blobs: readonly FileContent[]
}

interface RoomContent {
  readonly room: string
  readonly update: Uint8Array
}

interface FileContent {
  readonly hash: string
  readonly room: string
  readonly bytes: Uint8Array
}

/** First bytes of a backup file, in clear: the rest is sealed under the workspace's data key. */
const MAGIC = new TextEncoder().encode('MAILLAGE-BACKUP-1\n')
const PLACE = 'backup'

/**
 * Makes the sealed backup of a workspace. Everything accepted so far is in it, but for what does not open. Where the
 * database has vanished, it holds the documents that are in memory, and no attachment.
 */
export async function writeBackup(ground: Ground, identity: Identity, now: number): Promise<Uint8Array> {
  const rooms = ground.db.vanished ? roomsInMemory(ground) : await roomsOnDisk(ground, now)
  const blobs = ground.db.vanished ? [] : await filesOnDisk(ground)
  const sealed = await ground.seal.seal(PLACE, encodeContent({ identity, savedAt: now, rooms, blobs }))
  const file = new Uint8Array(MAGIC.length + sealed.length)
  file.set(MAGIC)
  file.set(sealed, MAGIC.length)
  return file
}

async function roomsOnDisk(ground: Ground, now: number): Promise<RoomContent[]> {
  await ground.log.settled()
  const rooms: RoomContent[] = []
  for (const name of ground.log.rooms()) {
    if (!placeOf(name)) continue // nothing of it is kept
    const { room, inbox, bad } = await readRoom(ground.db, ground.seal, name, now)
    // Of a room that does not open an empty document would say that it is empty.
    rooms.push(...contentOf({ room, inbox }, bad.length === 0))
    room.close()
    room.doc.destroy()
  }
  return rooms
}

function roomsInMemory({ documents: { shelf } }: Ground): RoomContent[] {
  return shelf.names().flatMap((name) => {
    const loaded = shelf.get(name)
    return loaded && placeOf(name) ? contentOf(loaded, true) : []
  })
}

function contentOf({ room, inbox }: LoadedRoom, isWhole: boolean): RoomContent[] {
  const waiting = inbox.waiting()
  const isEmpty = room.doc.store.clients.size === 0
  const stands = !isEmpty || (isWhole && waiting.length === 0) ? [Y.encodeStateAsUpdate(room.doc)] : []
  return [...stands, ...waiting].map((update) => ({ room: room.name, update }))
}

async function filesOnDisk(ground: Ground): Promise<FileContent[]> {
  const files: FileContent[] = []
  for (const row of await ground.db.blobs.toArray()) {
    const bytes = await openFile(ground, row)
    if (bytes) files.push({ hash: row.hash, room: row.room, bytes })
  }
  return files
}

/** Opens a backup with a key. Says whether the file or the key is wrong. */
export async function readBackup(
  file: Uint8Array,
  key: Uint8Array<ArrayBuffer>,
): Promise<Result<BackupContent, string>> {
  if (!MAGIC.every((byte, at) => file[at] === byte))
    return fail('Ce fichier n’est pas une sauvegarde de Maillage.')
  const seal: Seal = createSeal([await importDataKey(key)])
  try {
    const content = decodeContent(await seal.open(PLACE, file.slice(MAGIC.length)))
    return ok({ ...content, rooms: content.rooms.flatMap(withoutGap) })
  } catch {
    return fail('La clé de secours n’ouvre pas cette sauvegarde, ou le fichier est abîmé.')
  }
}

/**
 * An update as what stands by itself, and the rest, if it has a gap: earlier backups hold one update a room, whatever
 * waits in it, and a row of which a part waits is never acknowledged. Throws on a room's name or an update that is none:
 * nothing of a doubtful backup is restored.
 */
function withoutGap({ room: name, update }: RoomContent): RoomContent[] {
  const room = openRoom(name, new Y.Doc())
  const isWhole = createInbox(room).take(update, 'backup')
  const held = Y.encodeStateAsUpdate(room.doc)
  const isCut = !isWhole && room.doc.store.clients.size > 0
  const rest = isCut ? Y.diffUpdate(update, Y.encodeStateVector(room.doc)) : update
  room.close()
  room.doc.destroy()
  return isCut ? [held, rest].map((part) => ({ room: name, update: part })) : [{ room: name, update }]
}

function encodeContent({ identity, savedAt, rooms, blobs }: BackupContent): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarString(encoder, JSON.stringify({ identity, savedAt }))
    encoding.writeVarUint(encoder, rooms.length)
    for (const { room, update } of rooms) {
      encoding.writeVarString(encoder, room)
      encoding.writeVarUint8Array(encoder, update)
    }
    encoding.writeVarUint(encoder, blobs.length)
    for (const { hash, room, bytes } of blobs) {
      encoding.writeVarString(encoder, hash)
      encoding.writeVarString(encoder, room)
      encoding.writeVarUint8Array(encoder, bytes)
    }
  })
}

function decodeContent(bytes: Uint8Array): BackupContent {
  const decoder = decoding.createDecoder(bytes)
  // sealed by `writeBackup` of this application: the tag of the seal vouches for the shape
  const head = JSON.parse(decoding.readVarString(decoder)) as Pick<BackupContent, 'identity' | 'savedAt'>
  const rooms: BackupContent['rooms'][number][] = []
  for (let left = decoding.readVarUint(decoder); left > 0; left--)
    rooms.push({ room: decoding.readVarString(decoder), update: decoding.readVarUint8Array(decoder).slice() })
  const blobs: BackupContent['blobs'][number][] = []
  for (let left = decoding.readVarUint(decoder); left > 0; left--)
    blobs.push({
      hash: decoding.readVarString(decoder),
      room: decoding.readVarString(decoder),
      bytes: decoding.readVarUint8Array(decoder).slice(),
    })
  return { ...head, rooms, blobs }
}
