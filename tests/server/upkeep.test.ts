import path from 'node:path'
import { expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { step1Frame, updateFrame } from '../../src/core/sync/frames'
import { dataFolder } from '../../sync-server/stores/dataFolder'
import { openConnection } from '../../sync-server/stores/sqliteFile'
import { Line, edit, enrolDesk, filesWith, startServer, until } from './desk'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

/** An update that writes into the room's `erased` map. */
function erasure(doc: Y.Doc, id: string): Uint8Array {
  const held = Y.encodeStateVector(doc)
  doc.getMap('erased').set(id, true)
  return Y.encodeStateAsUpdate(doc, held)
}

test('what was erased while a command read everything is off the disk soon after that command has ended', async () => {
  const server = await startServer()
  const desk = await enrolDesk(server.url, server.data, 'coordinator', ['50'])
  const line = await Line.open(desk, 'dep-50', 'y-websocket')
  const holders = () => filesWith('MOTS-QUE-PERSONNE', server.data).map((name) => path.basename(name))
  const doc = new Y.Doc()
  line.send(step1Frame(Uint8Array.of(0)))
  line.send(updateFrame(edit(doc, 'note', 'MOTS-QUE-PERSONNE-NE-DOIT-RETROUVER')))
  await until(() => holders().length > 0, 'it is stored')
  const reader = openConnection(dataFolder(server.data).database)
  reader.exec('BEGIN')
  reader.prepare('SELECT count(*) FROM log').get()
  line.send(updateFrame(edit(doc, 'note', '')))
  line.send(updateFrame(erasure(doc, 'a')))
  const done = async () => (await fetch(`${server.url}/metrics`)).text()
  await until(
    async () => (await done()).includes('maillage_compactions_total{kind="done"} 1'),
    'it is compacted',
  )
  expect(holders()).not.toEqual([])
  reader.exec('COMMIT')
  await until(() => holders().length === 0, 'nothing holds it any more')
  reader.close()
  await server.close()
})
