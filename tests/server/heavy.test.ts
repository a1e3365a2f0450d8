import { expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { step1Frame, updateFrame } from '../../src/core/sync/frames'
import { craft, deleted, root } from './craft'
import { type Desk, Line, edit, enrolDesk, spawnServer, temporaryFolder } from './desk'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

/** A server as a process of its own: what would end it must not end the test. */
async function start() {
  const data = temporaryFolder()
  const server = await spawnServer(data)
  return {
    server,
    enrol: (role: 'coordinator' | 'reader' = 'coordinator') => enrolDesk(server.url, data, role, ['50']),
    healthy: async () => (await fetch(`${server.url}/healthz`)).status === 200,
    [Symbol.asyncDispose]: async () => {
      await server.stop('SIGKILL')
    },
  }
}

async function plain(desk: Desk, room = 'dep-50'): Promise<Line> {
  const line = await Line.open(desk, room, 'y-websocket')
  line.send(step1Frame(Uint8Array.of(0)))
  await line.next('step2')
  return line
}

/** True when what one desk writes now reaches another. */
async function serves(writer: Desk, reader: Desk, room = 'dep-50'): Promise<boolean> {
  const [from, to] = [await plain(writer, room), await plain(reader, room)]
  from.send(updateFrame(edit(new Y.Doc(), 'a', 1)))
  const { update } = await to.next('update')
  from.close()
  to.close()
  return update.length > 2
}

test('one frame of two hundred thousand clients that wait for one struct does not end the server', async () => {
  await using own = await start()
  const [desk, colleague] = [await own.enrol(), await own.enrol()]
  const line = await plain(desk)
  const waiting = Array.from({ length: 200_000 }, (_, i) => ({
    client: i + 200,
    clock: 0,
    structs: [deleted(1, 0)],
  }))
  line.send(updateFrame(craft([...waiting, { client: 1, clock: 0, structs: [root()] }])))
  expect(await serves(colleague, colleague, 'dep-50-2026')).toBe(true)
  expect(await own.healthy()).toBe(true)
  line.close()
})
