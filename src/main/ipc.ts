import { BrowserWindow, ipcMain } from 'electron'
import type { IpcMainInvokeEvent } from 'electron'
import type { CallName, DesktopEvents, IpcCalls } from '../core/ipc'
import { callNames, channelOf, checks } from '../core/ipc'
import { isAppAddress } from './origin'

/** What answers each call: the window that asks, and an input that has been checked. */
export type Handlers = {
  readonly [C in CallName]: (
    window: BrowserWindow,
    input: IpcCalls[C]['input'],
  ) => IpcCalls[C]['output'] | Promise<IpcCalls[C]['output']>
}

/** Answers every call of the table, to our own page alone. A call that our page cannot make is thrown back. */
export function answerCalls(handlers: Handlers): void {
  for (const name of callNames) answer(name, handlers)
}

function answer<C extends CallName>(name: C, handlers: Handlers): void {
  const check: (input: unknown) => input is IpcCalls[C]['input'] = checks[name]
  ipcMain.handle(channelOf(name), (event, input: unknown) => {
    const window = askingWindow(event)
    if (window === null) throw new Error(`${name}: refused, not asked by the application's page`)
    if (!check(input)) throw new Error(`${name}: refused, not what this call takes`)
    return handlers[name](window, input)
  })
}

/** The window whose own page, not a frame within it, asks from our origin. */
function askingWindow({ sender, senderFrame }: IpcMainInvokeEvent): BrowserWindow | null {
  if (senderFrame === null || senderFrame !== sender.mainFrame || !isAppAddress(senderFrame.url)) return null
  return BrowserWindow.fromWebContents(sender)
}

/** Tells the page something that it did not ask for. */
export function tell<E extends keyof DesktopEvents>(
  window: BrowserWindow,
  event: E,
  detail: DesktopEvents[E],
): void {
  window.webContents.send(channelOf(event), detail)
}
