import { expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { step1Frame, updateFrame } from '../../src/core/sync/frames'
import { limits } from '../../src/core/sync/protocol'
import { edit, headOf } from './desk'
import { openMeetings } from './meetings'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const { at, open } = openMeetings()

test('[S14] a frame that is too long ends the socket for good, however long it is', async () => {
  for (const bytes of [limits.frameBytes + 2_000, limits.frameBytes * 2 + 1, limits.frameBytes * 8]) {
    const line = await open(at().desk, 'y-websocket')
    line.send(new Uint8Array(bytes))
    expect(await line.untilClosed(4413)).toContain('trop volumineuse')
  }
})

test('[S8] nothing is stored of what comes behind a frame that ends the socket, and the end is counted', async () => {
  const { desk, room, server } = at()
  for (const [last, code] of [
    ['un texte', 1008],
    [new Uint8Array(limits.frameBytes + 2_000), 4413],
  ] as const) {
    const line = await open(desk, 'y-websocket')
    line.send(step1Frame(Uint8Array.of(0)))
    await line.next('step2')
    line.ws.send(last)
    line.send(updateFrame(edit(new Y.Doc(), 'derrière', 1)))
    line.send(step1Frame(Uint8Array.of(0)))
    await line.untilClosed(code)
  }
  expect((await headOf(desk, room)) ?? 0).toBe(0)
  const metrics = await (await fetch(`${server.url}/metrics`)).text()
  expect(metrics).toContain('maillage_sockets_closed_total{kind="1008"} 1')
  expect(metrics).toMatch(/maillage_sockets_closed_total\{kind="4413"\} \d/)
})
