import './support' // first: it brings the databases
import { expect, test } from 'vitest'
import { openOutbox } from '../../../src/renderer/data/outbox'
import { separate } from '../../../src/renderer/data/separate'
import { add, groundOf, names } from './structures'
import { manche, openWorkspaces, surroundings } from './support'

test('a room whose log the disk has spoilt in one place is separated from a copy of this profile all the same', async () => {
  const { workspace } = await manche(openWorkspaces(surroundings()))
  const ground = groundOf(workspace)
  for (const name of ['Un', 'Deux', 'Trois']) await add(workspace, name)
  const own = await ground.db.updates.where('[room+acked]').equals(['dep-50', 0]).sortBy('seq')
  const spoilt = own.at(-2)
  if (!spoilt) throw new Error('own rows')
  await ground.db.updates.put({ ...spoilt, sealed: spoilt.sealed.map((byte) => byte ^ 1) })
  const outbox = await openOutbox(ground, () => true)
  const before = ground.log.room('dep-50').clientId
  expect(await separate(ground, outbox, 'dep-50', () => Promise.resolve([]))).toBe(true)
  await ground.documents.caughtUp()
  expect(ground.log.room('dep-50').clientId).not.toBe(before)
  expect(names(workspace)).toEqual(['Deux', 'Trois', 'Un'])
  expect(ground.documents.damaged.get().map(({ room, seq }) => [room, seq])).toEqual([['dep-50', spoilt.seq]])
  outbox.close()
  await workspace.close()
})
