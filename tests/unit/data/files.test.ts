import { manche, openWorkspaces, surroundings } from './support' // first: it brings the databases
import Dexie from 'dexie'
import { expect, test } from 'vitest'
import { limits } from '../../../src/core/sync/protocol'
import { filePlace, sha256 } from '../../../src/renderer/data/blobs'
import { fetchFile } from '../../../src/renderer/data/fileSync'
import { serverCalls } from '../../../src/renderer/data/server'
import { joined, newDesk, startServer, until } from './desks'
import { add, groundOf, level, names } from './structures'

test('a colleague’s file is seen on a full disk, and no edit waits behind it', async () => {
  const { workspace } = await manche(openWorkspaces(surroundings()))
  const ground = groundOf(workspace)
  const bytes = new Uint8Array(1000).fill(7)
  let refused = 0
  Object.assign(ground.db.blobs, {
    put() {
      refused++
      return Promise.reject(new Dexie.QuotaExceededError('full'))
    },
  })
  const link = { url: 'https://server.test', token: 'token', device: 'device' }
  const calls = serverCalls(link, () => Promise.resolve(new Response(bytes)))
  expect(await fetchFile(ground, calls, 'dep-50-private', await sha256(bytes))).toEqual(bytes)
  expect((await add(workspace, 'Petite modification')).ok).toBe(true)
  expect(names(workspace)).toEqual(['Petite modification'])
  expect(refused).toBeGreaterThan(0)
  expect(workspace.storage.get()).toEqual({ is: 'saved' })
  await workspace.close()
})

/** A way to the server that counts what is sent and answered, and refuses attachments when it is told to. */
function countedWay() {
  const counts = { files: 0, exchanges: 0, refuses: false }
  const way: typeof fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : input.toString()
    if (init?.method === 'PUT') {
      counts.files++
      if (counts.refuses) return new Response('{}', { status: 403 })
    }
    const answer = await fetch(input, init)
    if (url.endsWith('/v1/exchange')) counts.exchanges++
    return answer
  }
  return { counts, way }
}

test('a file that the server refuses is counted as not sent, and not sent again with every poll', async () => {
  await using server = await startServer()
  const { counts, way } = countedWay()
  const workspace = await joined(newDesk('refused-file', { sockets: false, fetch: way }), server)
  await until(() => level(workspace), 'level')
  counts.refuses = true
  await workspace.putFile(new TextEncoder().encode('une charte signée'))
  await until(() => counts.files > 0, 'sent once')
  const later = counts.exchanges + 4
  await until(() => counts.exchanges >= later, 'some polls')
  expect(counts.files).toBe(1)
  expect(workspace.sync.get()).toMatchObject({ is: 'syncing', unsent: 1 })
  await workspace.close()
}, 60_000)

test('what is sent is said to be sent once the files are too', async () => {
  await using server = await startServer()
  const { counts, way } = countedWay()
  const workspace = await joined(newDesk('sent-file', { sockets: false, fetch: way }), server)
  await until(() => level(workspace), 'level')
  const { db } = groundOf(workspace)
  const hash = await workspace.putFile(new TextEncoder().encode('une charte signée'))
  await add(workspace, 'Avec sa charte')
  await until(() => level(workspace) && counts.files > 0, 'level again')
  expect((await db.blobs.get(hash))?.sent).toBe(1)
  await workspace.close()
}, 60_000)

test('a file over what a server takes is never kept; one of an earlier version is said to be unsent', async () => {
  await using server = await startServer()
  const { counts, way } = countedWay()
  const workspace = await joined(newDesk('big-file', { sockets: false, fetch: way }), server)
  await until(() => level(workspace), 'level')
  const big = new Uint8Array(limits.blobBytes + 1)
  await expect(workspace.putFile(big)).rejects.toThrow('too big')
  const { db, seal } = groundOf(workspace)
  const hash = await sha256(big)
  await db.blobs.put({
    hash,
    room: 'dep-50-private',
    sent: 0,
    sealed: await seal.seal(filePlace(hash), big),
  })
  await until(() => workspace.sync.get().is === 'syncing', 'not all is sent')
  expect(workspace.sync.get()).toMatchObject({ unsent: 1 })
  expect(counts.files).toBe(0)
  await workspace.close()
}, 60_000)
