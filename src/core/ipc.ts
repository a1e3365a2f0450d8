import type { Result } from './result'

/** A file as it passes between the page and the disk: its own name without any folder, and its bytes. */
export interface FileContent {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Why a file was not read or written. `cancelled` is the user's choice and needs no message; `full`: the disk is. */
export type FileRefusal = 'cancelled' | 'denied' | 'full' | 'too-big'

/** Why a secret was not kept or read. `unavailable`: this system has no keystore; `unreadable`: it no longer opens it. */
export type SecretRefusal = 'unavailable' | 'unreadable' | 'denied'

/** A backup that stands on this computer, newest first in lists. */
export interface BackupInfo {
  readonly name: string
  /** Id of the workspace that it is of. */
  readonly workspace: string
  /** ISO date and time at which it was written. */
  readonly writtenAt: string
  readonly size: number
}

/** What a `maillage://join` link carries: where the server stands, and the code to give it. */
export interface InvitationLink {
  readonly server: string
  readonly code: string
}

/** What the page cannot know of the computer it runs on. */
export interface AppInfo {
  readonly version: string
  readonly platform: string
  /** Whether the application's own folder can be written: when not, nothing is claimed to be saved. */
  readonly writable: boolean
  /** Whether secrets are protected by the operating system. */
  readonly keystore: boolean
}

/** Every call that the page may make to the main process. */
export interface IpcCalls {
  /** Asks where, writes, and gives back the name of the file. */
  saveFile: { input: FileContent; output: Result<string, FileRefusal> }
  /** Asks which; `extensions` without dots, none for any file. */
  openFile: {
    input: { readonly title: string; readonly extensions: readonly string[] }
    output: Result<FileContent, FileRefusal>
  }
  readSecret: { input: { readonly name: string }; output: Result<Uint8Array | null, SecretRefusal> }
  writeSecret: {
    input: { readonly name: string; readonly bytes: Uint8Array }
    output: Result<null, SecretRefusal>
  }
  deleteSecret: { input: { readonly name: string }; output: Result<null, SecretRefusal> }
  /** Writes one more backup, on the disk when this returns, and drops those of the same workspace that rotation ends. */
  writeBackup: {
    input: { readonly workspace: string; readonly bytes: Uint8Array }
    output: Result<BackupInfo, 'denied' | 'full'>
  }
  listBackups: { input: null; output: Result<readonly BackupInfo[], 'denied'> }
  readBackup: { input: { readonly name: string }; output: Result<Uint8Array, 'denied' | 'missing'> }
  /** Prints the page as it stands to a PDF, asks where, and gives back the name of the file. */
  printToPdf: {
    input: { readonly name: string; readonly landscape: boolean }
    output: Result<string, FileRefusal>
  }
  /** Opens an `https:` or `mailto:` address outside, after asking for a site not yet agreed to; `refused` by us or by the system. */
  openExternal: { input: { readonly url: string }; output: Result<null, 'cancelled' | 'refused'> }
  appInfo: { input: null; output: AppInfo }
  /** The invitation link that the application was opened with, given once; the page asks before it follows it. */
  takeLink: { input: null; output: InvitationLink | null }
}

/** The name of a call. */
export type CallName = keyof IpcCalls

/** What the main process says to the page without being asked. */
export interface DesktopEvents {
  /** A command chosen in the menu. */
  command: MenuCommand
  /** An invitation link waits for `takeLink`. */
  link: null
}

/** What the menu can ask of the page. */
export type MenuCommand =
  'undo' | 'redo' | 'palette' | 'import' | 'exportAll' | 'backup' | 'print' | 'settings' | 'help'

/** What the page finds in `window.desktop`. */
export type DesktopApi = {
  readonly [C in CallName]: (input: IpcCalls[C]['input']) => Promise<IpcCalls[C]['output']>
} & {
  /** Listens; the returned function stops listening. */
  readonly on: <E extends keyof DesktopEvents>(
    event: E,
    listener: (detail: DesktopEvents[E]) => void,
  ) => () => void
}

/** One check per call: the page is believed about nothing. */
export type Checks = { readonly [C in CallName]: (input: unknown) => input is IpcCalls[C]['input'] }

/** Largest file that passes between the page and the disk. */
export const maxFileBytes = 512 * 1024 * 1024

/** What a start of the application ends with that gave way to a window which was open, and left its link to it. */
export const gaveWay = 3

const maxSecretBytes = 64 * 1024

/** A workspace's id: it becomes part of a file's name. */
export const workspaceId = /^w[0-9a-f]{16}$/

/** A backup's name, and nothing that could be a path. */
export const backupName = /^maillage-w[0-9a-f]{16}-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z\.maillage-backup$/

/** A secret's name: it becomes a file's name. */
export const secretName = /^[a-z][a-z0-9-]{0,39}$/

/** The names of the events, for preload to listen to nothing else. */
export const eventNames: { readonly [E in keyof DesktopEvents]: E } = { command: 'command', link: 'link' }

/** The channel of a call or an event between preload and main. */
export const channelOf = (name: CallName | keyof DesktopEvents): string => `maillage:${name}`

/** The one table from which preload and main are both made. */
export const checks: Checks = {
  saveFile: (input): input is FileContent =>
    isShape(input, ['name', 'bytes']) && isFileName(input['name']) && isBytes(input['bytes'], maxFileBytes),
  openFile: (input): input is IpcCalls['openFile']['input'] =>
    isShape(input, ['title', 'extensions']) &&
    isText(input['title'], 200) &&
    Array.isArray(input['extensions']) &&
    input['extensions'].length <= 20 &&
    input['extensions'].every(
      (extension) => typeof extension === 'string' && /^[a-z0-9-]{1,20}$/.test(extension),
    ),
  readSecret: (input): input is { name: string } => isShape(input, ['name']) && isSecretName(input['name']),
  writeSecret: (input): input is { name: string; bytes: Uint8Array } =>
    isShape(input, ['name', 'bytes']) &&
    isSecretName(input['name']) &&
    isBytes(input['bytes'], maxSecretBytes),
  deleteSecret: (input): input is { name: string } => isShape(input, ['name']) && isSecretName(input['name']),
  writeBackup: (input): input is { workspace: string; bytes: Uint8Array } =>
    isShape(input, ['workspace', 'bytes']) &&
    typeof input['workspace'] === 'string' &&
    workspaceId.test(input['workspace']) &&
    isBytes(input['bytes'], maxFileBytes),
  listBackups: isNull,
  readBackup: (input): input is { name: string } =>
    isShape(input, ['name']) && typeof input['name'] === 'string' && backupName.test(input['name']),
  printToPdf: (input): input is IpcCalls['printToPdf']['input'] =>
    isShape(input, ['name', 'landscape']) &&
    isFileName(input['name']) &&
    typeof input['landscape'] === 'boolean',
  openExternal: (input): input is { url: string } => isShape(input, ['url']) && isText(input['url'], 2048),
  appInfo: isNull,
  takeLink: isNull,
}

/** Every call, in the order of the table. The cast is what `Object.keys` cannot say: the table has these keys alone. */
export const callNames = Object.keys(checks) as readonly CallName[]

function isNull(input: unknown): input is null {
  return input === null
}

/** A plain object with exactly these keys: a stray one means that the two sides do not speak of the same call. */
function isShape(input: unknown, keys: readonly string[]): input is Record<string, unknown> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return false
  const own = Object.keys(input)
  return own.length === keys.length && keys.every((key) => own.includes(key))
}

function isText(value: unknown, maxLength: number): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= maxLength
}

/** What a file's name may not hold on some system. */
const strange = /[\\/:*?"<>|\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu

/** What is not seen in a name, and has it read as another: `exe` in the place of an ending that is written backwards. */
const unseen = /\p{Cf}/gu

/** What Windows takes for a device, whatever its ending is. */
const device = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³])\s*(\.|$)/i

/**
 * What a system runs, mounts or installs at a double click: an attachment comes from whoever may write the room, and
 * where endings are hidden, as Windows does, `facture.pdf.exe` reads as a document.
 */
const runnable = new RegExp(
  `\\.(${[
    'exe|com|scr|pif|bat|cmd|ps1|psm1|psc1|msh|js|jse|vbs|vbe|vb|ws|wsf|wsh|wsc|sct|hta|msi|msp|mst|msc|msix|msixbundle',
    'appx|appxbundle|appinstaller|application|appref-ms|gadget|cpl|dll|ocx|drv|sys|jar|jnlp|lnk|url|website|reg|inf|scf',
    'chm|hlp|xll|xbap|diagcab|settingcontent-ms|library-ms|search-ms|iso|img|vhd|vhdx',
    'app|command|dmg|pkg|mpkg|workflow|terminal|action|scpt|applescript|webloc',
    'sh|bash|zsh|csh|run|desktop|appimage|deb|rpm|py|pyw|pyz|pl|rb',
  ].join('|')})$`,
  'i',
)

/** Whether a file of this name is no document: opened, it would run. */
export function isRunnable(name: string): boolean {
  return runnable.test(plainName(name))
}

const maxNameLength = 200

/** A name that every system takes, without what is unseen in it. */
function plainName(text: string): string {
  // Of a name that is a book, the two ends: what follows looks at each letter from each.
  return (text.length > 1000 ? text.slice(0, 500) + text.slice(-500) : text)
    .replace(unseen, '')
    .replace(strange, ' ')
    .replace(/\s{2,}/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '')
}

/**
 * A name under which every system can keep a file, from what anybody may have written, and none runs it. Its ending
 * stays; that of a program gets a letter more.
 */
export function fileNameOf(text: string): string {
  const plain = plainName(text)
  const name = shortened(device.test(plain) ? `_${plain}` : plain || 'Sans nom')
  return runnable.test(name) ? `${name.slice(0, maxNameLength - 1)}_` : name
}

/** A name that is too long, without its middle. */
function shortened(name: string): string {
  if (name.length <= maxNameLength) return name
  const ending = /\.[^.\s]{1,20}$/.exec(name)?.[0] ?? ''
  // The half of a letter that was cut in two goes with it.
  return name.slice(0, maxNameLength - ending.length).replace(/[\p{Cs}\s.]+$/u, '') + ending
}

/** A proposed file name: no folder, and nothing that a system refuses or that deceives. */
function isFileName(value: unknown): value is string {
  return isText(value, maxNameLength) && fileNameOf(value) === value
}

function isSecretName(value: unknown): value is string {
  return typeof value === 'string' && secretName.test(value)
}

function isBytes(value: unknown, maxLength: number): value is Uint8Array {
  return value instanceof Uint8Array && value.byteLength <= maxLength
}
