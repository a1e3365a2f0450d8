import type {
  AppInfo,
  BackupInfo,
  DesktopApi,
  DesktopEvents,
  FileContent,
  FileRefusal,
  InvitationLink,
  IpcCalls,
  SecretRefusal,
} from '../core/ipc'
import { fileNameOf, maxFileBytes } from '../core/ipc'
import type { Result } from '../core/result'
import { fail, ok } from '../core/result'

declare global {
  interface Window {
    /** There on the desktop, absent in a browser. */
    readonly desktop?: DesktopApi
  }
}

/** Secrets under the operating system's keystore. */
export interface Secrets {
  read(name: string): Promise<Result<Uint8Array | null, SecretRefusal>>
  write(name: string, bytes: Uint8Array): Promise<Result<null, SecretRefusal>>
  remove(name: string): Promise<Result<null, SecretRefusal>>
}

/** Rotating backups of each workspace, in the application's folder. */
export interface Backups {
  write(workspace: string, bytes: Uint8Array): Promise<Result<BackupInfo, 'denied' | 'full'>>
  list(): Promise<Result<readonly BackupInfo[], 'denied'>>
  read(name: string): Promise<Result<Uint8Array, 'denied' | 'missing'>>
}

/** Whether the workstation opens without a network here. */
export type Offline = 'always' | 'once-loaded' | 'never'

/** What differs between the desktop and a browser, and nothing else does. */
export interface Platform {
  readonly isDesktop: boolean
  /** Gives back the name under which the file was saved; a browser saves into its downloads. */
  saveFile(file: FileContent): Promise<Result<string, FileRefusal>>
  /** To be called from a click: browsers show no file dialog otherwise. */
  openFile(wanted: IpcCalls['openFile']['input']): Promise<Result<FileContent, FileRefusal>>
  /** Saves the page as a PDF; a browser opens its own print dialog, and says nothing of what came of it. */
  print(wanted: IpcCalls['printToPdf']['input']): Promise<Result<string | null, FileRefusal>>
  openExternal(url: string): Promise<Result<null, 'cancelled' | 'refused'>>
  /** Absent in a browser, which has no keystore. */
  readonly secrets: Secrets | null
  /** Absent in a browser, which has no folder. */
  readonly backups: Backups | null
  /** Absent in a browser. */
  info(): Promise<AppInfo | null>
  takeLink(): Promise<InvitationLink | null>
  /** Listens to the menu and to links; the returned function stops. */
  on<E extends keyof DesktopEvents>(event: E, listener: (detail: DesktopEvents[E]) => void): () => void
  /** Asks the browser to keep the application and its data; `onUpdate` is told how to change to a newer version. */
  keepOffline(onUpdate: (change: () => void) => void): Promise<Offline>
}

/** Opens the platform that the page runs on. */
export function openPlatform(desktop: DesktopApi | undefined = window.desktop): Platform {
  return desktop === undefined ? browserPlatform() : desktopPlatform(desktop)
}

function desktopPlatform(desktop: DesktopApi): Platform {
  return {
    isDesktop: true,
    saveFile: ({ name, bytes }) => desktop.saveFile({ name: fileNameOf(name), bytes }),
    openFile: desktop.openFile,
    print: ({ name, landscape }) => desktop.printToPdf({ name: fileNameOf(name), landscape }),
    openExternal: (url) => desktop.openExternal({ url }),
    secrets: {
      read: (name) => desktop.readSecret({ name }),
      write: (name, bytes) => desktop.writeSecret({ name, bytes }),
      remove: (name) => desktop.deleteSecret({ name }),
    },
    backups: {
      write: (workspace, bytes) => desktop.writeBackup({ workspace, bytes }),
      list: () => desktop.listBackups(null),
      read: (name) => desktop.readBackup({ name }),
    },
    info: () => desktop.appInfo(null),
    takeLink: () => desktop.takeLink(null),
    on: desktop.on,
    keepOffline: async () => {
      await navigator.storage.persist()
      return 'always'
    },
  }
}

function browserPlatform(): Platform {
  return {
    isDesktop: false,
    saveFile: async ({ name, bytes }) => {
      const file = { name: fileNameOf(name), bytes }
      download(file)
      return ok(file.name)
    },
    openFile: pickFile,
    print: async () => {
      window.print()
      return ok(null)
    },
    openExternal: async (url) => {
      if (!/^(https:\/\/|mailto:)\S+$/i.test(url)) return fail('refused')
      follow({ href: url, target: '_blank', rel: 'noopener noreferrer' })
      return ok(null)
    },
    secrets: null,
    backups: null,
    info: async () => null,
    takeLink: async () => null,
    on: () => () => undefined,
    keepOffline,
  }
}

function download({ name, bytes }: FileContent): void {
  const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: 'application/octet-stream' }))
  follow({ href: url, download: name })
  // Long enough for the slowest browser to have taken its own hold of the bytes.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

function follow(link: Partial<Pick<HTMLAnchorElement, 'href' | 'download' | 'target' | 'rel'>>): void {
  Object.assign(document.createElement('a'), link).click()
}

function pickFile({ extensions }: IpcCalls['openFile']['input']): Promise<Result<FileContent, FileRefusal>> {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = extensions.map((extension) => `.${extension}`).join(',')
  // Attached while it is open: some browsers drop an element that nothing holds, and its answer with it.
  input.hidden = true
  document.body.append(input)
  return new Promise<Result<FileContent, FileRefusal>>((resolve) => {
    input.addEventListener('cancel', () => resolve(fail('cancelled')))
    input.addEventListener('change', () => void readPicked(input.files?.[0]).then(resolve))
    input.click()
  }).finally(() => input.remove())
}

async function readPicked(file: File | undefined): Promise<Result<FileContent, FileRefusal>> {
  if (file === undefined) return fail('cancelled')
  if (file.size > maxFileBytes) return fail('too-big')
  try {
    return ok({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })
  } catch {
    return fail('denied')
  }
}

/** A service worker and lasting storage exist over HTTPS and on localhost alone. */
async function keepOffline(onUpdate: (change: () => void) => void): Promise<Offline> {
  if (!window.isSecureContext || !('serviceWorker' in navigator)) return 'never'
  // Some browsers ask the user first: the application does not wait for that answer.
  void navigator.storage.persist().catch(() => false)
  try {
    const registration = await navigator.serviceWorker.register('./sw.js')
    watchUpdates(registration, onUpdate)
    return (await isKept(registration)) ? 'once-loaded' : 'never'
  } catch {
    // The server may only be out of reach: what was kept another day still opens.
    const kept = await navigator.serviceWorker.getRegistration().catch(() => undefined)
    return kept?.active ? 'once-loaded' : 'never'
  }
}

/** An older worker has the application already; a first one has it once every file came, and is dropped if one did not. */
async function isKept({ active, waiting, installing }: ServiceWorkerRegistration): Promise<boolean> {
  if (active !== null || waiting !== null) return true
  if (installing === null) return false
  return new Promise((resolve) => {
    const look = (): void => {
      if (installing.state !== 'installing') resolve(installing.state !== 'redundant')
    }
    installing.addEventListener('statechange', look)
    look()
  })
}

function watchUpdates(registration: ServiceWorkerRegistration, onUpdate: (change: () => void) => void): void {
  const offer = (waiting: ServiceWorker): void =>
    onUpdate(() => {
      navigator.serviceWorker.addEventListener('controllerchange', () => window.location.reload(), {
        once: true,
      })
      waiting.postMessage('activate')
    })
  if (registration.waiting !== null) offer(registration.waiting)
  registration.addEventListener('updatefound', () => {
    const coming = registration.installing
    coming?.addEventListener('statechange', () => {
      // Without a controller this is the first installation: there is nothing older to change from.
      if (coming.state === 'installed' && navigator.serviceWorker.controller !== null) offer(coming)
    })
  })
}
