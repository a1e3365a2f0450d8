import { dialog, shell } from 'electron'
import type { BrowserWindow } from 'electron'
import type { IpcCalls } from '../core/ipc'
import { fail, ok } from '../core/result'

/** What a `mailto:` may ask of the mail program: no `attach`, which some obey. */
const mailParts: ReadonlySet<string> = new Set(['subject', 'body', 'cc', 'bcc', 'to'])

/**
 * The address to open outside, or none. Nothing but a web site over TLS or a mail: every other scheme starts a
 * program, and a name or password in an address only serves to deceive.
 */
export function safeAddress(text: string): URL | undefined {
  if (/[\s\\\p{Cc}\p{Cf}]/u.test(text) || !URL.canParse(text)) return undefined
  const url = new URL(text)
  if (url.protocol === 'mailto:') {
    const known = [...url.searchParams.keys()].every((key) => mailParts.has(key.toLowerCase()))
    return known && url.hash === '' ? url : undefined
  }
  const isSite = text.toLowerCase().startsWith('https://') && url.hostname.includes('.')
  return isSite && url.username === '' && url.password === '' ? url : undefined
}

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
    await shell.openExternal(url.href)
    return ok(null)
  }
}
