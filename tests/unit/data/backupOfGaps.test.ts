import './support' // first: it brings the databases
import * as encoding from 'lib0/encoding'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { compactRoom } from '../../../src/renderer/data/compaction'
import { whatLacks } from '../../../src/renderer/data/exchangeParts'
import { openOutbox } from '../../../src/renderer/data/outbox'
import { ProfileDatabase } from '../../../src/renderer/data/profile'
import { readRecoveryText } from '../../../src/renderer/data/recoveryKey'
import { createSeal, importDataKey } from '../../../src/renderer/data/seal'
import type { Workspace } from '../../../src/renderer/data/workspace'
import { until } from './desks'
import { add, groundOf, names } from './structures'
import { manche, openWorkspaces, reopen, surroundings } from './support'

const ROOM = 'dep-50'

/** Two updates of a colleague; the second builds on the first. */
function twoUpdates(): [Uint8Array, Uint8Array] {
  const theirs = new Y.Doc()
  const updates: Uint8Array[] = []
  theirs.on('update', (update: Uint8Array) => updates.push(update))
  for (const field of ['name', 'city']) theirs.getMap('structure').set(`s1/${field}`, 'Maison de Nour')
  const [first, second] = updates
  if (!first || !second) throw new Error('two updates')
  return [first, second]
}

/** What the server acknowledges of a room once it has everything that a desk can send, and what comes then. */
async function checkRestored(workspace: Workspace, first: Uint8Array): Promise<void> {
  const ground = groundOf(workspace)
  await ground.documents.caughtUp()
  expect(names(workspace)).toEqual(['MJC du Port'])
  const { loaded, release } = await ground.documents.hold(ROOM)
  expect(loaded.inbox.waiting()).toHaveLength(1)
  const outbox = await openOutbox(ground, () => true)
  const parts = await whatLacks(ground, outbox, ROOM, Y.encodeStateVector(new Y.Doc()), Infinity)
  const covered = parts.flatMap(({ covers }) => covers.map(({ seq }) => seq))
  expect(covered).toHaveLength(1)
  await outbox.acknowledge(ROOM, covered, { epoch: 'e', incarnation: 'i', position: 1 })
  await ground.documents.receive({ room: ROOM, updates: [first], acked: true, origin: 'server' })
  await until(() => loaded.inbox.waiting().length === 0, 'what waited is in')
  expect(names(workspace)).toEqual(['MJC du Port', 'Maison de Nour'])
  const left = await outbox.take(ROOM, Infinity)
  expect(left).toHaveLength(1)
  await outbox.acknowledge(
    ROOM,
    left.map(({ seq }) => seq),
    { position: 2 },
  )
  await until(() => ground.log.room(ROOM).reviewed === ground.log.stored(), 'cached')
  expect(await compactRoom(ground, ROOM, { rows: 1, bytes: 1 })).toBe(true)
  outbox.close()
  release()
}

test('a room in which something waits is acknowledged, made shorter and completed once it is restored from a backup', async () => {
  const [first, second] = twoUpdates()
  const here = openWorkspaces(surroundings({ profile: new ProfileDatabase('gap') }))
  const { id, workspace, recoveryKey } = await manche(here)
  await add(workspace, 'MJC du Port')
  const { documents, log } = groundOf(workspace)
  await documents.receive({ room: ROOM, updates: [second], acked: true, origin: 'server' })
  await log.settled()
  const file = await here.backup(id)
  await workspace.close()
  const there = openWorkspaces(surroundings({ profile: new ProfileDatabase('gap elsewhere') }))
  const restored = await there.restore(file, recoveryKey)
  if (!restored.ok) throw new Error(restored.error)
  const again = await reopen(there, restored.value.id)
  await checkRestored(again, first)
  await again.close()
})

test('so is it from a backup of before, which holds one update a room whatever waits in it', async () => {
  const [first, second] = twoUpdates()
  const here = openWorkspaces(surroundings({ profile: new ProfileDatabase('old gap') }))
  const { workspace, recoveryKey } = await manche(here)
  await add(workspace, 'MJC du Port')
  const { loaded, release } = await groundOf(workspace).documents.hold(ROOM)
  const update = Y.mergeUpdates([Y.encodeStateAsUpdate(loaded.room.doc), second])
  release()
  const key = await readRecoveryText(recoveryKey)
  if (!key.ok) throw new Error(key.error)
  const content = encoding.encode((encoder) => {
    encoding.writeVarString(encoder, JSON.stringify({ identity: workspace.identity, savedAt: 0 }))
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarString(encoder, ROOM)
    encoding.writeVarUint8Array(encoder, update)
    encoding.writeVarUint(encoder, 0)
  })
  const sealed = await createSeal([await importDataKey(key.value)]).seal('backup', content)
  const file = Uint8Array.from([...new TextEncoder().encode('MAILLAGE-BACKUP-1\n'), ...sealed])
  await workspace.close()
  const there = openWorkspaces(surroundings({ profile: new ProfileDatabase('old gap elsewhere') }))
  const restored = await there.restore(file, recoveryKey)
  if (!restored.ok) throw new Error(restored.error)
  const again = await reopen(there, restored.value.id)
  await checkRestored(again, first)
  await again.close()
})
