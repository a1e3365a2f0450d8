import type { Platform } from '../platform'
import { workAlone } from './alone'
import { openBrowserSocket } from './browserSocket'
import { ProfileDatabase } from './profile'
import { startSync, type Network } from './syncClient'
import { openWorkspaces } from './openWorkspaces'
import type { Workspaces } from './workspaces'

/** The workspaces of this computer, on its own storage, keystore and network. */
export function startData(platform: Platform): Workspaces {
  const network = pageNetwork()
  return openWorkspaces({
    profile: new ProfileDatabase(),
    memory: localStorage,
    keystore: platform.secrets,
    fetch: network.fetch,
    locks: navigator.locks,
    backups: platform.backups,
    sync: (ground, identity, link) =>
      link ? startSync(ground, identity, link, network) : workAlone(Date.now()),
  })
}

/** The page's own network. */
function pageNetwork(): Network {
  return {
    fetch: globalThis.fetch.bind(globalThis),
    openRaw: openBrowserSocket,
    isOnline: () => navigator.onLine,
    onOnline(listener) {
      window.addEventListener('online', listener)
      window.addEventListener('offline', listener)
      return () => {
        window.removeEventListener('online', listener)
        window.removeEventListener('offline', listener)
      }
    },
  }
}
