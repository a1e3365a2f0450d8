import * as encoding from 'lib0/encoding'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { awarenessFrame, helloFrame, step1Frame } from '../../src/core/sync/frames'
import { type Desk, Line, type TestServer, enrolDesk, openProvider, startServer, until } from './desk'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

let server: TestServer
let desk: Desk
let other: Desk

beforeAll(async () => {
  server = await startServer()
  desk = await enrolDesk(server.url, server.data, 'coordinator', ['50'])
  other = await enrolDesk(server.url, server.data, 'coordinator', ['50'])
})

afterAll(() => server.close())

const state = (client: number, clock: number, json: string): Uint8Array =>
  awarenessFrame(
    encoding.encode((e) => {
      for (const number of [1, client, clock]) encoding.writeVarUint(e, number)
      encoding.writeVarString(e, json)
    }),
  )

async function plain(by: Desk, room: string): Promise<Line> {
  const line = await Line.open(by, room, 'y-websocket')
  line.send(step1Frame(Uint8Array.of(0)))
  await line.next('step2')
  return line
}

const watch = async (room: string) => {
  const provider = await openProvider(desk, room)
  await until(() => provider.synced, 'the watcher is synced')
  return provider
}

test('[S18] presence that is no JSON, or no state, is neither passed on nor kept', async () => {
  const watcher = await watch('dep-50')
  const broken = await plain(other, 'dep-50')
  for (const json of ['{pas du json', '', '5', '"x"']) broken.send(state(77, 1, json))
  const honest = await plain(other, 'dep-50')
  honest.send(state(78, 1, '{"who":"honest"}'))
  await until(() => watcher.awareness.getStates().has(78), 'what comes later is seen')
  expect(watcher.awareness.getStates().has(77)).toBe(false)
  const late = await watch('dep-50')
  await until(() => late.awareness.getStates().has(78), 'and by who comes later')
  broken.send(state(77, 2, '{"who":"mended"}'))
  await until(() => late.awareness.getStates().has(77), 'its socket goes on')
  for (const one of [watcher, late]) one.destroy()
  for (const one of [broken, honest]) one.close()
})

test('[S18] nobody shows presence under the id of a colleague who has said hello', async () => {
  const watcher = await watch('dep-50-2026')
  const author = await Line.open(desk, 'dep-50-2026')
  author.send(helloFrame(JSON.stringify({ version: 1, client: 42, session: 'run-1', clock: 0 })))
  await author.next('hello')
  author.send(step1Frame(Uint8Array.of(0)))
  await author.next('at')
  const forger = await plain(other, 'dep-50-2026')
  forger.send(state(42, 1, '{"who":"forger"}'))
  // The server takes the frames of a socket in their order: the answer comes behind the presence.
  forger.send(step1Frame(Uint8Array.of(0)))
  await forger.next('step2')
  author.send(state(42, 1, '{"who":"author"}'))
  await until(() => watcher.awareness.getStates().get(42)?.['who'] !== undefined, 'somebody is seen')
  expect(watcher.awareness.getStates().get(42)).toEqual({ who: 'author' })
  watcher.destroy()
  for (const one of [author, forger]) one.close()
})
