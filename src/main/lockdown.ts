import type { Session, WebContents } from 'electron'
import { isAppAddress } from './origin'

/**
 * What our page may do beyond showing itself: copy, notify, keep its data, and reach a sync server that stands on this
 * computer or in the office. Electron allows everything else by default.
 */
const permissions: ReadonlySet<string> = new Set([
  'clipboard-sanitized-write',
  'notifications',
  'persistent-storage',
  'local-network',
  'local-network-access',
  'loopback-network',
])

/** Refuses every permission, device and download but those the page needs. */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, callback) =>
    callback(permissions.has(permission) && isAppAddress(contents.getURL())),
  )
  session.setPermissionCheckHandler(
    // The address comes with a trailing slash or not, as Chromium likes: only its origin is looked at.
    (_contents, permission, origin) => permissions.has(permission) && isAppAddress(origin),
  )
  session.setDevicePermissionHandler(() => false)
  // Files leave by `saveFile` alone, which asks where.
  session.on('will-download', (event) => event.preventDefault())
}

/** Keeps a window on our page: it goes nowhere, opens nothing, embeds nothing. */
export function lockNavigation(contents: WebContents): void {
  const stay = (event: { readonly url: string; preventDefault(): void }): void => {
    if (!isAppAddress(event.url)) event.preventDefault()
  }
  contents.on('will-navigate', stay)
  contents.on('will-redirect', stay)
  contents.on('will-frame-navigate', stay)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}
