import './support'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { importRows } from '../../../src/core/commands/importRows'
import { fail, ok } from '../../../src/core/result'
import { createPace } from '../../../src/renderer/data/pace'
import { serverCalls, type CallFailure } from '../../../src/renderer/data/server'
import { newDesk, reopened, startServer, until } from './desks'
import { level, names } from './structures'

const link = (url: string) => ({ url, token: 'token', device: 'device' })

test('what is sent is compressed, where that makes it shorter', async () => {
  const sent: { readonly encoding: string | null; readonly body: Uint8Array }[] = []
  const calls = serverCalls(link('https://server.test'), (_input, init) => {
    const encoding = new Headers(init?.headers).get('content-encoding')
    sent.push({ encoding, body: init?.body as Uint8Array }) // `bodyOf` gives bytes
    return Promise.resolve(new Response(new Uint8Array([1])))
  })
  const [long, short, dense] = [
    new TextEncoder().encode('Maison des jeunes '.repeat(1000)),
    new Uint8Array([1, 2, 3]),
    crypto.getRandomValues(new Uint8Array(4000)),
  ]
  for (const body of [long, short, dense]) expect(await calls.exchange(body)).toEqual(ok(new Uint8Array([1])))
  expect(sent.map(({ encoding }) => encoding)).toEqual(['gzip', null, null])
  expect(new Uint8Array(gunzipSync(sent[0]?.body ?? new Uint8Array()))).toEqual(long)
  expect(sent[0]?.body.length).toBeLessThan(long.length / 10)
  expect(sent[1]?.body).toEqual(short)
  expect(sent[2]?.body).toEqual(dense)
})

/** A server that answers in pieces, one each 300 ms, and never ends an answer of which it says so. */
async function piecemeal(pieces: number, ends: boolean) {
  const server = createServer((_request, response) => {
    response.writeHead(200)
    let left = pieces
    const timer = setInterval(() => {
      if (left-- > 0) return void response.write(Buffer.from([left]))
      clearInterval(timer)
      if (ends) response.end()
    }, 300)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // it listens on a port, not on a pipe
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

test('an answer may take as long as it comes, and is given up when nothing more of it does', async () => {
  await using slow = await piecemeal(9, true)
  await using mute = await piecemeal(1, false)
  const patience = 1500
  const [whole, cut] = await Promise.all([
    serverCalls(link(slow.url), fetch, undefined, patience).exchange(new Uint8Array([1])),
    serverCalls(link(mute.url), fetch, undefined, patience).exchange(new Uint8Array([1])),
  ])
  expect(whole).toEqual(ok(new Uint8Array([8, 7, 6, 5, 4, 3, 2, 1, 0])))
  expect(cut).toEqual(fail({ is: 'unreachable' }))
}, 20_000)

test('requests are halved after one that found no way, and grow again once full ones pass quickly', async () => {
  let now = 0
  const pace = createPace(120_000, () => now)
  const failing = (failure: CallFailure) => () => Promise.resolve(fail(failure))
  const passing = (ms: number) => () => {
    now += ms
    return Promise.resolve(ok(null))
  }
  const most = pace.request()
  await pace.carry(most, failing({ is: 'unreachable' }))
  expect(pace.request()).toBe(most / 2)
  // What is refused for another reason, or was no burden, says nothing of the line.
  await pace.carry(most / 2, failing({ is: 'refused', status: 401, message: '' }))
  await pace.carry(0, failing({ is: 'unreachable' }))
  expect(pace.request()).toBe(most / 2)
  // A proxy's own limit is met like a slow line.
  await pace.carry(most / 4, failing({ is: 'refused', status: 413, message: '' }))
  expect(pace.request()).toBe(most / 8)
  await pace.carry(1, passing(10))
  await pace.carry(most / 8, passing(60_000))
  expect(pace.request()).toBe(most / 8)
  await pace.carry(most / 8, passing(1_000))
  expect(pace.request()).toBe(most / 4)
  for (let i = 0; i < 30; i++) await pace.carry(pace.request(), failing({ is: 'unreachable' }))
  expect(pace.request()).toBeGreaterThan(10_000)
  expect(pace.room()).toBe(pace.request())
})

/** An address that no compression makes much shorter. */
const dense = (length: number): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => (byte % 36).toString(36)).join('')

test('a line so slow that not all of it passes before the patience ends still carries everything', async () => {
  await using server = await startServer()
  const BYTES_PER_SECOND = 50_000
  let isSlow = false
  let late = 0
  const way: typeof fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : input.toString()
    const length = init?.body instanceof Uint8Array ? init.body.length : 0
    if (isSlow && url.endsWith('/v1/exchange'))
      await new Promise<void>((resolve, reject) => {
        const arrives = setTimeout(resolve, (length / BYTES_PER_SECOND) * 1000)
        init?.signal?.addEventListener('abort', () => {
          clearTimeout(arrives)
          late++
          reject(new DOMException('late', 'AbortError'))
        })
      })
    return fetch(input, init)
  }
  const desk = newDesk('slow-line', { sockets: false, fetch: way, transferMs: 2000 })
  const made = await desk.workspaces.create({ department: '50', name: 'Léa' })
  if (!made.ok) throw new Error(made.error)
  const alone = await reopened(desk)
  // in one commit: its journal entry is a single value, longer than what this line carries in time
  const records = Array.from({ length: 400 }, (_, at) => ({
    kind: 'structure',
    id: `s${at}`,
    before: undefined,
    values: { name: `Structure ${at}`, website: `https://${at}.example/${dense(900)}` },
  }))
  expect((await alone.run(importRows, { records })).ok).toBe(true)
  await alone.close()
  const code = await server.invite('coordinator', 'Léa', '50')
  const joined = await desk.workspaces.join({ server: server.url, code, device: 'Poste', name: 'Léa' })
  if (!joined.ok) throw new Error(joined.error.message)
  isSlow = true
  const workspace = await reopened(desk)
  await until(() => level(workspace), 'all of it is with the server', 60_000)
  expect(late).toBeGreaterThan(0)
  expect(names(workspace).length).toBe(400)
  await workspace.close()
}, 90_000)
