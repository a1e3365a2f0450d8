import { readTables } from './readTable'

/** What the page asks of the worker. */
export interface ReadRequest {
  readonly name: string
  readonly bytes: Uint8Array
}

self.addEventListener('message', (event: MessageEvent<ReadRequest>) => {
  void readTables(event.data.name, event.data.bytes).then((answer) => self.postMessage(answer))
})
