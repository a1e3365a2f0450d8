import { app, powerMonitor } from 'electron'
import type { BrowserWindow } from 'electron'
import type { Writes } from './writes'

/**
 * Windows ends a session without closing windows: it asks each of them, then ends the process within seconds. The
 * application quits when it is asked, so that the page writes what it has and the writes under way are waited for; the
 * session waits as long as there are any. One that goes on all the same, because another program objected, finds the
 * application closed and nothing lost.
 */
export function quitWithSession(window: BrowserWindow, writes: Writes): void {
  window.on('query-session-end', (event) => {
    if (!writes.areDone()) event.preventDefault()
    app.quit()
  })
  // Of a session that is ended without a question.
  window.on('session-end', () => app.quit())
}

/** The same where the system itself says that it goes down; only once the application is ready. */
export function quitWithSystem(writes: Writes): void {
  // Not in Electron's types: the event that its own page says to prevent.
  powerMonitor.on('shutdown', (event?: { preventDefault(): void }) => {
    if (!writes.areDone()) event?.preventDefault()
    app.quit()
  })
}
