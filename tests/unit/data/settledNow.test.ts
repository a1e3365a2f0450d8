import { expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { createRecord } from '../../../src/core/commands/createRecord'
import { editRecord } from '../../../src/core/commands/editRecord'
import { receive } from './colleague'
import { manche, openWorkspaces, surroundings } from './support'
import { groundOf } from './structures'

const ROOM = 'dep-50'

test('a choice made on a card that is a moment old overrules no value that arrived since; made again, it stands', async () => {
  const { workspace } = await manche(openWorkspaces(surroundings()))
  const made = await workspace.run(createRecord, { kind: 'structure', values: { name: 'MJC', address: '0' } })
  const id = (made.ok && made.value.made) || ''
  const { documents } = groundOf(workspace)
  const { loaded, release } = await documents.hold(ROOM)
  /** Somebody who has all of this desk as it is now, and writes an address there without seeing what comes next. */
  const apart = (address: string): (() => Promise<boolean>) => {
    const theirs = new Y.Doc()
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(loaded.room.doc))
    const updates: Uint8Array[] = []
    theirs.on('update', (update: Uint8Array) => updates.push(update))
    theirs.getMap('structure').set(`${id}/address`, address)
    return () => documents.receive({ room: ROOM, updates, acked: true, origin: 'colleague' })
  }
  const [nour, lou] = [apart('de Nour'), apart('de Lou')]
  await workspace.run(editRecord, { kind: 'structure', id, values: { address: 'de Claire' } })
  await nour()
  const [shown] = await vi.waitUntil(() => workspace.overruled.get().length > 0 && workspace.overruled.get())
  const keep = shown?.heads.find(({ value }) => value === 'de Claire')?.item
  if (!shown || keep === undefined) throw new Error('no case')

  await lou()
  const refused = await workspace.settle(shown, keep)
  expect(refused.ok ? 'done' : refused.error[0]?.message).toBe(
    'Une autre valeur vient d’arriver\u00a0: choisissez à nouveau.',
  )
  const [again] = await vi.waitUntil(() => {
    const cases = workspace.overruled.get()
    return cases[0]?.heads.length === 3 && cases
  })
  expect(again && (await workspace.settle(again, keep))).toMatchObject({ ok: true })
  await vi.waitUntil(() => workspace.overruled.get().length === 0)
  expect(workspace.rows.get('structure', id)?.values.address).toBe('de Claire')

  // A colleague's choice has closed it, or their edit stands on both: nothing is left to choose.
  await receive(workspace, ROOM, (doc) => doc.getMap('structure').set(`${id}/address`, 'nouvelle'))
  const late = await workspace.settle(again ?? shown, keep)
  expect(late.ok ? 'done' : late.error[0]?.message).toContain('rien n’a été changé')
  expect(workspace.rows.get('structure', id)?.values.address).toBe('nouvelle')
  release()
  await workspace.close()
})
