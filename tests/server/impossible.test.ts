import { expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { step1Frame, updateFrame } from '../../src/core/sync/frames'
import { impossible } from './craft'
import { Line, enrolDesk, edit, runCommand, startServer, temporaryFolder, until } from './desk'

// It starts processes, and a busy machine takes its time with them.
vi.setConfig({ testTimeout: 120_000 })

test('a row that no document can take turns the room red, is named, and a repair sets it aside', async () => {
  const data = temporaryFolder()
  let server = await startServer({ data })
  const desk = await enrolDesk(server.url, data, 'coordinator', ['50'])
  const line = await Line.open(desk, 'dep-50', 'y-websocket')
  line.send(step1Frame(Uint8Array.of(0)))
  await line.next('step2')
  const doc = new Y.Doc()
  line.send(updateFrame(edit(doc, 'name', 'Centre social')))
  for (const update of impossible) line.send(updateFrame(update))
  const before = Y.encodeStateVector(doc)
  // An erasure is compacted at once.
  doc.getMap('erased').set('01J9', true)
  line.send(updateFrame(Y.encodeStateAsUpdate(doc, before)))
  await until(
    async () => (await fetch(`${server.url}/healthz`)).status === 503,
    'the compaction that fails turns health red',
  )
  expect(server.journal.join('\n')).toMatch(/compaction-failed.*row 5 cannot be integrated/)
  line.close()
  await server.close()

  const verified = await runCommand('admin', ['--data', data, 'verify'])
  expect([verified.code, verified.err]).toEqual([1, expect.stringMatching(/dep-50 : .*row 5/)])
  const repaired = await runCommand('admin', ['--data', data, 'repair', 'dep-50'])
  expect(JSON.parse(repaired.out)).toEqual({ room: 'dep-50', rebuilt: null, kept: 5, aside: 1 })
  expect((await runCommand('admin', ['--data', data, 'verify'])).code).toBe(0)
  expect((await runCommand('admin', ['--data', data, 'compact', 'dep-50'])).code).toBe(0)

  server = await startServer({ data })
  const late = await Line.open({ ...desk, url: server.url }, 'dep-50', 'y-websocket')
  late.send(step1Frame(Uint8Array.of(0)))
  const read = new Y.Doc()
  Y.applyUpdate(read, (await late.next('step2')).update)
  expect(read.getMap('essai').toJSON()).toEqual({ name: 'Centre social' })
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  late.close()
  await server.close()
})
