import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type * as Y from 'yjs'
import { addSampleNetwork } from '../../src/start/sampleNetwork'
import { startServer, type RunningServer } from '../../src/start/server'
import { keptRooms } from '../e2e/story/serverRooms'
import { openCuttingProxy } from '../support/cuttingProxy'
import { temporaryFolder } from './desk'

const root = path.resolve(import.meta.dirname, '../..')

test('a start that is cut off while it sends the sample goes on where it stood, and makes nothing twice', async () => {
  const whole = await networkIn(temporaryFolder(), (server, data) => addSample(server, data))

  const half = await networkIn(temporaryFolder(), async (server, data) => {
    const line = await openCuttingProxy(server.url)
    // The rooms of the first département are many requests; the line breaks in the middle of them, twice.
    for (const bytes of [600_000, 1_400_000]) {
      line.cut([bytes], 'up')
      await expect(addSample({ ...server, url: line.url }, data)).rejects.toThrow()
      expect(marker(data)).toMatchObject({ complete: false, begun: { code: '50' } })
    }
    await line.close()
    expect(await addSample(server, data)).toEqual({ ok: true, value: 5 })
    expect(await addSample(server, data)).toEqual({ ok: true, value: 0 })
  })

  expect([...half.keys()]).toEqual([...whole.keys()])
  for (const [room, told] of half) expect({ room, ...told }).toEqual({ room, ...whole.get(room) })
}, 120_000)

test('a start that asks for less than an interrupted one had made finds nothing left to make', async () => {
  await networkIn(temporaryFolder(), async (server, data) => {
    const pilots = ['07', '18', '34', '50', '56']
    // As `npm start -- --network all` leaves it when it is cut off after the pilots.
    const begun = { code: '01', today: '2026-11-27', writer: 'w' }
    keepMarker(data, JSON.stringify({ seed: 2017, departments: pilots, complete: false, begun }))
    expect(await addSample(server, data)).toEqual({ ok: true, value: 0 })
    expect(marker(data)).toEqual({ seed: 2017, departments: pilots, complete: true })
  })
}, 60_000)

test.each(['', '{"seed":2017,', 'null', '{"seed":2017}', '[]'])(
  'a marker that says « %s » is named, with what to do about it',
  async (text) => {
    const data = temporaryFolder()
    keepMarker(data, text)
    // Read before the server is asked for anything: there is none.
    const none = undefined as unknown as RunningServer
    const added = await addSample(none, data)
    expect(added).toMatchObject({ ok: false, error: expect.stringContaining('sample-network.json') })
    expect(added).toMatchObject({ error: expect.stringContaining('Delete that file') })
    expect(readFileSync(path.join(data, 'sample-network.json'), 'utf8')).toBe(text)
  },
)

const addSample = (server: RunningServer, data: string): ReturnType<typeof addSampleNetwork> =>
  addSampleNetwork(server, { data, network: 'pilot', seed: 2017 }, root)

const marker = (data: string): unknown =>
  JSON.parse(readFileSync(path.join(data, 'sample-network.json'), 'utf8'))

const keepMarker = (data: string, text: string): void =>
  writeFileSync(path.join(data, 'sample-network.json'), text)

/** What each room holds, after a use of a server on a folder. */
async function networkIn(
  data: string,
  use: (server: RunningServer, data: string) => Promise<unknown>,
): Promise<Map<string, object>> {
  const started = await startServer(root, data, 0)
  if (!started.ok) throw new Error(started.error)
  await use(started.value, data)
  await started.value.stop()
  const rooms = keptRooms(data).filter(({ bytes, doc }) => bytes.length > 0 && doc.share.size > 0)
  return new Map(
    rooms.map(({ name, doc }) => [name, heldBy(doc)] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
  )
}

/** Cells and texts, and how much the journal tells; the author's id is chance, and stands in one record. */
function heldBy(doc: Y.Doc): object {
  const texts: string[] = []
  const cells: string[] = []
  for (const name of doc.share.keys()) {
    if (name === 'journal') continue
    if (name.includes('/')) texts.push(`${name} ${doc.getXmlFragment(name).toString()}`)
    else
      for (const [key, value] of doc.getMap(name))
        cells.push(name === 'author' ? name : `${name}/${key} ${JSON.stringify(value)}`)
  }
  const entries = doc.getArray<{ author: string }>('journal').toArray()
  return {
    texts: texts.sort(),
    cells: cells.sort(),
    entries: entries.length,
    authors: new Set(entries.map(({ author }) => author)).size,
  }
}
