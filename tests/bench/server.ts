import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import * as Y from 'yjs'
import { helloFrame, step1Frame, updateFrame } from '../../src/core/sync/frames'
import { edit, enrolDesk, Line, spawnServer, temporaryFolder, until, type Desk } from '../server/desk'
import { ms, quantile, type Figure } from './measure'

const RATE = 200
const SECONDS = 5

/** Durable acknowledgements and fan-out at 200 updates a second, against fdatasync of the same bytes. */
export async function benchServer(): Promise<readonly Figure[]> {
  const data = temporaryFolder()
  const server = await spawnServer(data, ['--limits', 'none'])
  try {
    const room = 'dep-50'
    const [writer, reader] = [
      await settledLine(await enrolDesk(server.url, data, 'coordinator', ['50']), room, 1),
      await settledLine(await enrolDesk(server.url, data, 'coordinator', ['50']), room, 2),
    ]
    const doc = new Y.Doc()
    doc.clientID = 1
    const updates = Array.from({ length: RATE * SECONDS }, (_, at) =>
      edit(doc, `promeneur/${at}/jobTitle`, `Poste ${at}`),
    )
    const sentAt: number[] = []
    const ackMs: number[] = []
    const heardMs: number[] = []
    let saved = 0
    writer.ws.on('message', () => {
      const frame = writer.frames.at(-1)
      if (frame?.is !== 'saved') return
      for (; saved < frame.count; saved++) ackMs.push(performance.now() - (sentAt[saved] ?? NaN))
    })
    let heard = 0
    reader.ws.on('message', () => {
      // Updates may be told together: the position after them says how many.
      const frame = reader.frames.at(-1)
      if (frame?.is !== 'at') return
      for (; heard < frame.position; heard++) heardMs.push(performance.now() - (sentAt[heard] ?? NaN))
    })
    const begin = performance.now()
    for (const [at, update] of updates.entries()) {
      const due = begin + (at * 1000) / RATE
      if (performance.now() < due)
        await new Promise((resolve) => setTimeout(resolve, due - performance.now()))
      sentAt.push(performance.now())
      writer.send(updateFrame(update))
    }
    await until(
      () => ackMs.length === updates.length && heard === updates.length,
      'all is acknowledged and heard',
    )
    writer.close()
    reader.close()
    const disk = rawSyncs(updates)
    const against = (share: number): string => `fdatasync ${ms(quantile(disk, share))}`
    const figure = (name: string, values: readonly number[], share: number): Figure => ({
      name: `server, ${RATE} updates/s: ${name}`,
      value: ms(quantile(values, share)),
      limit: against(share),
      ratio: quantile(values, share) / quantile(disk, share),
    })
    return [
      figure('durable ack, median', ackMs, 0.5),
      figure('durable ack, p99', ackMs, 0.99),
      figure('heard by another, median', heardMs, 0.5),
      figure('heard by another, p99', heardMs, 0.99),
    ]
  } finally {
    await server.stop('SIGTERM')
    rmSync(data, { recursive: true })
  }
}

async function settledLine(desk: Desk, room: string, client: number): Promise<Line> {
  const line = await Line.open(desk, room)
  line.send(helloFrame(JSON.stringify({ version: 1, client, session: `bench-${client}`, clock: 0 })))
  await line.next('hello')
  line.send(step1Frame(Uint8Array.of(0)))
  await line.next('step2')
  await line.next('at')
  return line
}

/** How long the disk takes for the same bytes, one flush each. */
function rawSyncs(updates: readonly Uint8Array[]): readonly number[] {
  const folder = temporaryFolder()
  const file = openSync(join(folder, 'raw'), 'w')
  const times = updates.slice(0, 300).map((update) => {
    const start = performance.now()
    writeSync(file, update)
    fdatasyncSync(file)
    return performance.now() - start
  })
  closeSync(file)
  rmSync(folder, { recursive: true })
  return times
}
