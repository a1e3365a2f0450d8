import { contextBridge, ipcRenderer } from 'electron'
import { callNames, channelOf, eventNames } from '../core/ipc'

const calls = callNames.map((name) => [name, (input: unknown) => ipcRenderer.invoke(channelOf(name), input)])

/** The page never touches `ipcRenderer`: it names one of our events and is told its detail alone. */
function on(event: unknown, listener: (detail: unknown) => void): () => void {
  const known = Object.values(eventNames).find((name) => name === event)
  if (known === undefined) throw new Error('unknown event')
  const relay = (_event: unknown, detail: unknown): void => listener(detail)
  ipcRenderer.on(channelOf(known), relay)
  return () => void ipcRenderer.removeListener(channelOf(known), relay)
}

contextBridge.exposeInMainWorld('desktop', { ...Object.fromEntries(calls), on })
