/** The version of the protocol; it stands in the sub-protocol's name and in every hello. */
export const protocolVersion = 1

/** The sub-protocols of a socket: ours, and the one that a plain y-websocket client may name. */
export const subprotocols = { maillage: 'maillage.v1', plain: 'y-websocket' } as const

/** First varUint of a frame. 0 to 3 are y-websocket's own, 16 to 18 are ours, 19 and up are free. */
export const messageType = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  saved: 16,
  at: 17,
  hello: 18,
} as const

/** Second varUint of a frame of type `sync`, as y-protocols has it. */
export const syncType = { step1: 0, step2: 1, update: 2 } as const

/** An update that holds nothing: no struct, no deleted range. */
export const emptyUpdate: Uint8Array = Uint8Array.of(0, 0)

/**
 * How a socket ends. y-websocket never reconnects after 4400–4499, so those are for what only a person
 * (or another session) can change; everything else is tried again with a longer wait each time.
 */
export const closeCode = {
  leaving: 1001,
  malformed: 1008,
  busy: 1013,
  token: 4401,
  access: 4403,
  replaced: 4408,
  clientTaken: 4409,
  epochGone: 4410,
  tooBig: 4413,
  crowded: 4414,
  appTooOld: 4426,
  resync: 4509,
  tooSlow: 4513,
} as const

/** One of the codes with which this server closes a socket. */
export type CloseCode = (typeof closeCode)[keyof typeof closeCode]

/** What is told with each close code: shown as it stands in the interface (a close reason holds 123 bytes). */
export const closeReason: Readonly<Record<CloseCode, string>> = {
  1001: 'Le serveur redémarre. Vos modifications restent sur cet ordinateur.',
  1008: 'Message illisible\u00a0: la connexion est reprise.',
  1013: 'Le serveur est occupé\u00a0: nouvel essai dans un instant.',
  4401: 'Ce poste n’est plus reconnu par le serveur. Demandez une invitation.',
  4403: 'Votre rôle ne permet pas cet accès. Voyez votre administrateur.',
  4408: 'Cet espace est ouvert dans une fenêtre plus récente de ce poste.',
  4409: 'Un autre poste utilise la même identité technique.',
  4410: 'Cet espace a été réécrit\u00a0: la copie locale doit être relue.',
  4413: 'Modification trop volumineuse pour être envoyée en une fois.',
  4414: 'Trop de nouveaux postes d’un coup dans cet espace. Rien n’est perdu ici.',
  4426: 'Cette version de Maillage est trop ancienne. Mettez-la à jour.',
  4509: 'Les copies ont divergé\u00a0: nouvel échange complet.',
  4513: 'La connexion est trop lente\u00a0: nouvel essai.',
}

/** True when reconnecting cannot help before somebody has done something about the cause. */
export function isFinal(code: number): boolean {
  return code >= 4400 && code < 4500
}

/** Why a replica works alone for now. */
export type OfflineCause = 'no-network' | 'server-down' | 'no-server'

/** Why the server does not want this replica until something is done about it. */
export type RefusalCause =
  'token' | 'access' | 'replaced' | 'epoch' | 'too-big' | 'crowded' | 'unfit' | 'app-too-old'

/**
 * The state of sync as its user would tell it; times are milliseconds of this computer's clock. `clockOff`: that clock
 * is more than a day off the server's, which keeps nothing from being sent.
 */
export type SyncState =
  | { readonly is: 'offline'; readonly unsent: number; readonly since: number; readonly cause: OfflineCause }
  | { readonly is: 'connecting'; readonly unsent: number; readonly attempt: number }
  | { readonly is: 'syncing'; readonly unsent: number; readonly clockOff?: true }
  | { readonly is: 'synced'; readonly at: number; readonly clockOff?: true }
  | { readonly is: 'refused'; readonly unsent: number; readonly cause: RefusalCause }

const KiB = 1024
const MiB = 1024 * KiB

/** What the server takes at most (D12, D13). A client stays below and need never meet them. */
export const limits = {
  /** One frame on a socket, and so one update in it. */
  frameBytes: 2 * MiB,
  /** One update inside an exchange: room for what a long-lost replica holds alone. */
  exchangeUpdateBytes: 16 * MiB,
  /** One exchange request, and about what one answer holds before it says « more ». */
  exchangeBytes: 32 * MiB,
  exchangeRooms: 1_000,
  /** Updates in one exchange request, all rooms together: each costs its own look and its own row. */
  exchangeUpdates: 20_000,
  answerBytes: 8 * MiB,
  /** One attachment. */
  blobBytes: 20 * MiB,
  vectorBytes: 1 * MiB,
  awarenessBytes: 4 * KiB,
  /** A clock, and so the number of things one replica may ever have written in one room. */
  clock: 2 ** 31,
  /** Things in one update: items, collected ranges, holes. A byte of them takes a hundred in memory. */
  updateStructs: 200_000,
  /** Values in one update, those inside of others counted. */
  updateValues: 2_000_000,
  /** Client ids in one update that the room has not seen: each stays in every vector for ever. */
  newClients: 1_000,
  /**
   * Client ids in one room before its newcomers are counted. A device keeps one per room, and takes another when its
   * disk was set back: ten desks for ten years come to some hundreds. At 20,000 every desk pays Yjs some ten
   * milliseconds an edit; at seven times as many no vector of the room would fit in `vectorBytes`.
   */
  roomClients: 20_000,
  /**
   * What one device may still bring there in a day: its own id and what it carries of others by file. A bound on the
   * room alone would shut out whoever comes next; so it takes one device years to bring it near what ends it.
   */
  crowdedClients: 100,
  /** Lists and objects in each other in one value: what nobody could write again must not be read. */
  nesting: 64,
  messagesPerSecond: 50,
  messagesBurst: 200,
  bytesPerSecond: 1 * MiB,
  bytesBurst: 8 * MiB,
  socketsPerDevice: 8,
  /** Exchanges and attachments of one device that are under way: each holds its bytes until they are taken. */
  requestsPerDevice: 8,
  /** The bytes of their bodies that are held at once; as many again while one of them is unpacked. */
  bodyBytesPerDevice: 64 * MiB,
  fragments: 64,
  /** A reader this far behind is no longer sent to until it has caught up; one that takes nothing is let go. */
  bufferedPause: 4 * MiB,
  /** Answers being made at once; the others wait, and beyond this many waiting are told to come back. */
  answersAtOnce: 8,
  answersWaiting: 64,
  /** Refused messages on one socket before it is closed. */
  strikes: 20,
  /** A socket that says nothing within this time of its opening is closed. */
  firstFrameMs: 15_000,
  /** The longest silence of the server: y-websocket drops a socket that is silent for 30 s. */
  heartbeatMs: 15_000,
  /** The longest that the head of a request may take, from the opening of its line; looked at every two seconds. */
  headersMs: 10_000,
  /** The longest that a body of a few words may take, and the rest of one that is answered already. */
  smallBodyMs: 10_000,
  /** A body of which fewer bytes come in so long has stopped. */
  bodyPauseMs: 60_000,
  bodyPauseBytes: 16 * KiB,
  /**
   * The longest that a body may take which never stops: an attachment of 20 MB at 2 kB/s. It is no less, since whoever
   * has such a line would never send it; and only a device that was let in can use it up, eight times at once, for a
   * body that moves by 16 KiB a minute and is counted in `bodyBytesPerDevice`.
   */
  requestMs: 3 * 3_600_000,
  /** The longest pause of one who takes an answer. */
  stalledMs: 60_000,
  ticketMs: 30_000,
  invitationMs: 72 * 3_600_000,
} as const

/** What a device may do in a room. */
export type Access = 'read' | 'write'

/** A person's role on a server. */
export type Role = 'coordinator' | 'reader' | 'national'

/** What a room's name says: whose it is, whether it leaves the coordination, and which year it holds. */
export type RoomName =
  | { readonly of: 'national'; readonly private: boolean }
  | { readonly of: 'remarks'; readonly department: string }
  | {
      readonly of: 'department'
      readonly department: string
      readonly private: boolean
      readonly year?: number
    }

const department = /^(?:0[1-9]|1\d|2[1-9AB]|[3-8]\d|9[0-5]|97[1-8]|98[4-8])$/
const year = /^(?:19|20)\d\d$/

/** True for a département's code as INSEE writes it: two digits, 2A, 2B, or three digits overseas. */
export function isDepartment(code: string): boolean {
  return department.test(code)
}

/** Reads a room's name; undefined when no room can have that name. */
export function parseRoom(name: string): RoomName | undefined {
  if (name === 'national') return { of: 'national', private: false }
  if (name === 'national-private') return { of: 'national', private: true }
  const [head, code = '', ...rest] = name.split('-')
  if (!isDepartment(code)) return undefined
  if (head === 'national') return rest.length === 0 ? { of: 'remarks', department: code } : undefined
  if (head !== 'dep') return undefined
  const isPrivate = rest[0] === 'private'
  const [filed, ...beyond] = isPrivate ? rest.slice(1) : rest
  if (beyond.length > 0) return undefined
  const base = { of: 'department', department: code, private: isPrivate } as const
  if (filed === undefined) return base
  return year.test(filed) ? { ...base, year: Number(filed) } : undefined
}

/** What a role of some départements may do in a room; undefined when it may not even read it. */
export function accessTo(role: Role, departments: readonly string[], name: string): Access | undefined {
  const room = parseRoom(name)
  if (room === undefined) return undefined
  if (room.of === 'national') {
    if (role === 'national') return 'write'
    return room.private ? undefined : 'read'
  }
  if (role === 'national') {
    if (room.of === 'remarks') return 'write'
    return room.private ? undefined : 'read'
  }
  if (!departments.includes(room.department)) return undefined
  if (role === 'coordinator') return room.of === 'remarks' ? 'read' : 'write'
  return room.of === 'department' && !room.private ? 'read' : undefined
}
