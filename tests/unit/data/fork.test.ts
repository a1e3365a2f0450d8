import './support'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { createRecord } from '../../../src/core/commands/createRecord'
import { editRecord } from '../../../src/core/commands/editRecord'
import { canonicalJson } from '../../../src/core/document/cells'
import type { OpenText, Workspace } from '../../../src/renderer/data/workspace'
import { canonicalRows } from '../../support/canonical'
import type { OpenRaw } from '../../../src/renderer/data/liveSocket'
import { copyOf, joined, newDesk, openNodeSocket, reopened, startServer, until } from './desks'
import { add, level, names } from './structures'

const casesOf = (workspace: Workspace): string => canonicalJson([...workspace.overruled.get()])
const agree = (...all: readonly Workspace[]): boolean =>
  new Set(all.map((one) => canonicalRows(one.rows))).size === 1 && new Set(all.map(casesOf)).size === 1

function type({ fragment }: OpenText, text: string): void {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(text)])
  fragment.push([paragraph])
}

for (const sockets of [true, false]) {
  const way = sockets ? 'by socket' : 'by exchange'

  test(`[T44] a copied profile that both computers write in loses nothing, ${way}`, async () => {
    await using server = await startServer()
    const tag = `fork-${sockets}`
    const desk = newDesk(tag, { sockets })
    const c = await joined(newDesk(`${tag}-c`, { sockets }), server, 'coordinator', 'Nour')
    const first = await joined(desk, server)
    await add(first, 'Un')
    await until(() => level(first) && names(c).length === 1, 'level')
    const id = first.rows.list('structure')[0]?.id ?? ''
    await first.close()

    const twin = await copyOf(tag, `${tag}-twin`, { sockets })
    for (const one of [desk, twin]) one.plug(false)
    const [a, b] = [await reopened(desk), await reopened(twin)]
    for (const [workspace, who] of [
      [a, 'A'],
      [b, 'B'],
    ] as const) {
      await add(workspace, `De ${who}`)
      await workspace.run(editRecord, {
        kind: 'structure',
        id,
        values: { website: `https://${who}.example` },
      })
      await add(workspace, `De ${who} encore`)
    }
    await b.run(editRecord, { kind: 'structure', id, values: { phone: '+33233000000' } })
    desk.plug(true)
    await until(() => level(a) && names(c).length === 3, 'the first is level', 20_000)
    twin.plug(true)
    const all = ['De A', 'De A encore', 'De B', 'De B encore', 'Un']
    await until(() => level(b) && names(b).length === 5 && names(c).length === 5, 'the second too', 30_000)
    // a newer session of the same device closes the older one's lines: the first is opened anew, as its person would
    await a.close()
    const again = await reopened(desk)
    await until(() => level(again) && agree(again, b, c), 'all three agree', 30_000)
    expect(names(again)).toEqual(all)
    expect(again.rows.get('structure', id)?.values).toMatchObject({ phone: '+33233000000' })
    expect(again.overruled.get().map((item) => item.heads.map((head) => head.value).sort())).toEqual([
      ['https://A.example', 'https://B.example'],
    ])
    // each goes on under an id of its own
    await add(again, 'Ensuite')
    await until(() => names(c).includes('Ensuite'), 'one goes on', 20_000)
    await Promise.all([again.close(), b.close(), c.close()])
    // what was written anew is kept aside, and is no damage of the disk
    for (const one of [desk, twin]) {
      const late = await reopened(one)
      expect(late.damaged.get()).toEqual([])
      await late.close()
    }
  }, 120_000)

  test(`[T44] a copied profile parts once its open editor is closed, and the text is kept beside the other's, ${way}`, async () => {
    await using server = await startServer()
    const tag = `text-${sockets}`
    let asked = 0
    const seen = { sockets, fetch: (...args: Parameters<typeof fetch>) => (asked++, fetch(...args)) }
    const desk = newDesk(tag, { sockets })
    const c = await joined(newDesk(`${tag}-c`, { sockets }), server, 'coordinator', 'Nour')
    const first = await joined(desk, server)
    const made = await first.run(createRecord, {
      kind: 'meeting',
      values: { title: 'Copil', date: `${new Date().getFullYear()}-03-05` },
    })
    const id = (made.ok && made.value.made) || ''
    expect(made).toMatchObject({ ok: true })
    await until(() => level(first) && c.rows.get('meeting', id) !== undefined, 'level', 20_000)
    await first.close()

    const twin = await copyOf(tag, `${tag}-twin`, seen)
    for (const one of [desk, twin]) one.plug(false)
    const [a, b] = [await reopened(desk), await reopened(twin)]
    const [textA, textB] = [
      await a.openText('meeting', id, 'notes'),
      await b.openText('meeting', id, 'notes'),
    ]
    type(textA, 'Écrit par A')
    type(textB, 'Écrit par B')
    await textA.close()
    desk.plug(true)
    await until(() => level(a), 'the first is level', 20_000)
    await a.close()
    const before = asked
    twin.plug(true)
    await until(() => asked >= before + 6 && !level(b), 'some rounds with the editor open', 30_000)
    type(textB, 'et encore par B')
    await textB.close()
    await until(() => level(b), 'level', 30_000)
    const held = await c.openText('meeting', id, 'notes')
    await until(() => held.fragment.toString().includes('et encore par B'), 'the colleague reads it', 20_000)
    expect(held.fragment.toString().match(/Écrit par [AB]|et encore par B|Texte tapé/g)).toEqual([
      'Écrit par A',
      'Texte tapé',
      'Écrit par B',
      'et encore par B',
    ])
    await held.close()
    await Promise.all([b.close(), c.close()])
  }, 120_000)
}

test('[T44] what the copy sends while an edit of one’s own is on its way is not taken for that edit', async () => {
  await using server = await startServer()
  const held: (() => void)[] = []
  let holding = false
  const slow: OpenRaw = (url, protocols, events) => {
    const raw = openNodeSocket(url, protocols, events)
    return { ...raw, send: (data) => (holding ? void held.push(() => raw.send(data)) : raw.send(data)) }
  }
  let opened = 0
  const counted: OpenRaw = (...line) => (opened++, slow(...line))
  const desk = newDesk('same-time', { openRaw: counted })
  const c = await joined(newDesk('same-time-c'), server, 'coordinator', 'Nour')
  const first = await joined(desk, server)
  await add(first, 'Un')
  await until(() => level(first) && names(c).length === 1, 'level')
  await first.close()
  const twin = await copyOf('same-time', 'same-time-twin', { sockets: false })
  twin.plug(false)
  opened = 0
  const [a, b] = [await reopened(desk), await reopened(twin)]
  await until(() => level(a) && opened >= 4, 'the first is on its sockets')
  await add(c, 'De C')
  await until(() => names(a).includes('De C'), 'and hears')
  holding = true
  await add(a, 'De A')
  await until(() => held.length > 0, 'its edit is on its way')
  await add(b, 'De B')
  twin.plug(true)
  await until(() => names(c).includes('De B'), 'the copy was faster', 20_000)
  holding = false
  for (const send of held) send()
  const all = ['De A', 'De B', 'De C', 'Un']
  await until(() => names(c).length === 4, 'both edits are there', 30_000)
  expect(names(c)).toEqual(all)
  await until(() => level(a) && level(b) && agree(a, b, c), 'all three agree', 30_000)
  await Promise.all([a.close(), b.close(), c.close()])
}, 120_000)
