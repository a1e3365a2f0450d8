import { dialog, shell } from 'electron'
import type { BrowserWindow } from 'electron'
import type { IpcCalls } from '../core/ipc'
import { fail, ok } from '../core/result'
import { safeAddress } from './address'

/** Opens addresses outside; a site is asked about once per session, by the name that the browser will really go to. */
export function openOutside(): (
  window: BrowserWindow,
  input: IpcCalls['openExternal']['input'],
) => Promise<IpcCalls['openExternal']['output']> {
  const agreed = new Set<string>()
  return async (window, { url: text }) => {
    const url = safeAddress(text)
    if (url === undefined) return fail('refused')
    if (url.protocol === 'https:' && !agreed.has(url.host)) {
      const { response } = await dialog.showMessageBox(window, {
        type: 'question',
        title: 'Ouvrir un site',
        message: `Ouvrir ${url.host} dans le navigateur\u00A0?`,
        detail: url.href,
        buttons: ['Ouvrir', 'Annuler'],
        defaultId: 0,
        cancelId: 1,
        noLink: true,
      })
      if (response !== 0) return fail('cancelled')
      agreed.add(url.host)
    }
    // A system on which no program takes such addresses refuses it too.
    return shell.openExternal(url.href).then(
      () => ok(null),
      () => fail('refused'),
    )
  }
}
