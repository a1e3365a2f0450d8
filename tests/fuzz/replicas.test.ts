import { describe, expect, test } from 'vitest'
import { createRecord } from '../../src/core/commands/createRecord'
import { editRecord } from '../../src/core/commands/editRecord'
import { mergeDuplicates } from '../../src/core/commands/mergeDuplicates'
import { settleCase } from '../../src/core/commands/settleCase'
import { restoreRecords, trashRecords } from '../../src/core/commands/trashRecords'
import { headsOf, itemParts } from '../../src/core/document/items'
import { casesOf, isOpen } from '../../src/core/document/overruled'
import { canonicalCases, canonicalRooms, canonicalRows, rowsFromScratch } from '../support/canonical'
import { canonicalJson } from '../../src/core/document/cells'
import { Network } from '../support/network'
import { createRandom, type Random } from '../support/random'
import { Replica } from '../support/replica'

/** Seeds that once failed stay. */
const KEPT: readonly number[] = []
const RUNS = process.env['MAILLAGE_LONG'] ? 5000 : 300
const FIRST = 1
const OPERATIONS = 120

/** Kinds that between them have both scopes, both partitions, sets, marks, a `whole` kind and derived ids. */
const KINDS = ['structure', 'promeneur', 'partner', 'meeting', 'funding', 'action'] as const

function someValues(kind: (typeof KINDS)[number], random: Random, ids: (kind: string) => readonly string[]) {
  const text = `${kind} ${random.int(1000)}`
  const someIds = (of: string) => ids(of).filter(() => random.chance(0.4))
  switch (kind) {
    case 'structure':
      return random.pick([
        { name: text },
        { phone: '+33233000001' },
        { address: text },
        { labelledCount: random.int(9) },
      ])
    case 'promeneur':
      return random.pick([
        { firstName: text },
        { lastName: text },
        { status: random.pick(['actif', 'candidat', 'sorti']) },
        { specialty: ['jeunesse', 'parentalite'].filter(() => random.chance(0.5)) },
        { structureId: ids('structure')[0] ?? null },
        { firstName: text, lastName: text, privateNote: random.chance(0.5) ? text : null },
      ])
    case 'partner':
      return random.pick([{ name: text }, { acronym: random.chance(0.5) ? text : null }, { comments: text }])
    case 'meeting':
      return random.pick([
        { title: text },
        { date: `2026-0${1 + random.int(9)}-11` },
        {
          attendance: Object.fromEntries(
            someIds('promeneur').map((id) => [id, random.pick(['present', 'excuse'])]),
          ),
        },
      ])
    case 'funding':
      return random.pick([
        { requested: random.int(100000) },
        { granted: random.int(100000) },
        { comment: text },
      ])
    case 'action':
      return random.pick([{ title: text }, { status: random.pick(['a-faire', 'fait']) }])
  }
}

/** What a new record of each kind needs. */
const NEW: { readonly [kind in (typeof KINDS)[number]]: { readonly [field: string]: string | number } } = {
  structure: { name: 'Centre' },
  promeneur: { firstName: 'Ana' },
  partner: { name: 'Caf' },
  meeting: { kind: 'copil', title: 'Copil', date: '2026-03-01' },
  funding: { year: 2026, fund: 'fpt-axe-3' },
  action: { title: 'Relancer' },
}

function act(replica: Replica, random: Random): void {
  const kind = random.pick(KINDS)
  const rows = replica.rows.list(kind)
  const ids = (of: string) => replica.rows.list(of).map((row) => row.id)
  const some = rows.length > 0 ? random.pick(rows).id : undefined
  const dice = random.int(100)
  if (dice < 18 || some === undefined) {
    // one time in two a derived id: two desks create the same record without knowing
    const yearly = kind === 'meeting' || kind === 'funding'
    const id = `${yearly ? '2026.' : ''}${kind}.${random.int(3)}`
    replica.run(createRecord, { kind, values: NEW[kind], ...(random.chance(0.5) ? { id } : {}) })
  } else if (dice < 70) replica.run(editRecord, { kind, id: some, values: someValues(kind, random, ids) })
  else if (dice < 74) replica.run(trashRecords, { kind, ids: [some] })
  else if (dice < 76) replica.run(mergeDuplicates, { merges: [{ kind, ids: [some, random.pick(rows).id] }] })
  else if (dice < 80) {
    const trashed = replica.rows.trash(kind)
    if (trashed.length > 0) replica.run(restoreRecords, { kind, ids: [random.pick(trashed).id] })
  } else if (dice < 86) replica.undo('undo')
  else if (dice < 88) replica.undo('redo')
  else if (dice < 93) {
    const cases = [...replica.cases.values()].flatMap((byId) => [...byId.values()])
    const open = cases.filter((item) => isOpen(item, replica.rows.get(item.kind, item.record)))
    if (open.length === 0) return
    const item = random.pick(open)
    const keep = item.is === 'trash' ? random.pick(['keep-trash', 'restore']) : random.pick(item.heads).item
    replica.run(settleCase, { item, keep })
  } else if (dice < 97)
    replica.drop(random.pick(['dep-50', 'dep-50-private', 'dep-50-2026', 'dep-50-private-2026']))
  else replica.restart()
}

/**
 * Compares the heads of every cell with an oracle that knows what each author knew; the code under test has only the
 * items. Nothing is missed: a write that no later author had seen is a head. Nothing is invented: a head that the merge
 * did not choose was written apart from some other write of the cell. (A head may be known to a later author: an edit made on top
 * of the winner does not settle what the loser wrote.)
 */
function compareHeads(replicas: readonly Replica[]): number {
  const knew = new Map(replicas.flatMap((replica) => [...replica.knew]))
  const [replica] = replicas
  if (!replica) return 0
  let apart = 0
  for (const name of replica.log.keys()) {
    const { room } = replica.load(name)
    const writes = new Map<string, string[]>()
    for (const entry of room.entries())
      for (const [key] of entry.cells) writes.set(key, [...(writes.get(key) ?? []), entry.id])
    for (const [key, ids] of writes) {
      const [kind = '', ...rest] = key.split('/')
      const entryOf = (item: string) => {
        const { client = 0, clock = 0 } = itemParts(item) ?? {}
        return room.entryOf(client, clock)?.id ?? ''
      }
      const found = headsOf(room.doc, kind, rest.join('/'))
      const heads = (found?.heads ?? []).map(entryOf)
      const saw = (later: string, earlier: string) => knew.get(later)?.has(earlier) ?? false
      for (const id of ids) if (!ids.some((other) => saw(other, id))) expect(heads).toContain(id)
      for (const head of heads)
        if (head !== entryOf(found?.chosen ?? ''))
          expect(
            ids.some((id) => id !== head && !saw(id, head) && !saw(head, id)),
            `${key}: ${head}`,
          ).toBe(true)
      if (heads.length > 1) apart++
    }
  }
  return apart
}

/** Nobody is asked about what they wrote in the very commit that trashed the record, as « même fiche » does. */
function compareTrashes(replica: Replica): void {
  for (const [name, cases] of replica.cases) {
    const { room } = replica.load(name)
    for (const item of cases.values()) {
      if (item.is !== 'trash') continue
      const commits = room
        .entries()
        .flatMap(({ trashed, commit }) => (trashed?.[`${item.kind}/${item.record}`] ? [commit] : []))
      for (const head of item.heads) {
        const { client = 0, clock = 0 } = itemParts(head.item) ?? {}
        expect(commits, `${item.id}: ${head.field}`).not.toContain(room.entryOf(client, clock)?.commit)
      }
    }
  }
}

function story(seed: number): { apart: number; cases: number } {
  const random = createRandom(seed)
  let now = Date.UTC(2026, 0, 5)
  const skew = [0, 3_600_000, -86_400_000, 12_345]
  const replicas = Array.from(
    { length: 2 + random.int(3) },
    (_, i) => new Replica(`author-${i}`, '50', random, () => now + (skew[i] ?? 0)),
  )
  const network = new Network(replicas, random)
  for (let i = 0; i < OPERATIONS; i++) {
    now += random.int(60_000)
    if (random.chance(0.05)) network.setCut(random.pick(replicas), random.chance(0.6))
    const desk = random.pick(replicas)
    if (random.chance(0.5)) desk.look()
    act(desk, random)
    for (let go = random.int(6); go > 0; go--) network.step()
  }
  network.settle()
  const [first, ...others] = replicas
  if (!first) throw new Error('a story needs a replica')
  const expected = [canonicalRooms(first), canonicalRows(first.rows), canonicalCases(first)]
  for (const replica of others)
    expect([canonicalRooms(replica), canonicalRows(replica.rows), canonicalCases(replica)]).toEqual(expected)
  for (const replica of replicas) {
    expect(canonicalRows(replica.rows)).toBe(rowsFromScratch(replica))
    for (const [name, cases] of replica.cases)
      expect(canonicalJson([...cases.values()].sort((a, b) => (a.id < b.id ? -1 : 1)))).toBe(
        canonicalJson(casesOf(replica.load(name).room)),
      )
    for (const name of replica.log.keys()) expect(replica.load(name).inbox.waiting()).toHaveLength(0)
  }
  compareTrashes(first)
  const open = [...first.cases.values()].reduce((sum, cases) => sum + cases.size, 0)
  return { apart: compareHeads(replicas), cases: open }
}

describe('[M1] replicas that exchange everything hold the same cells, rows, journal and « À vérifier »', () => {
  test(`kept seeds: ${KEPT.length}`, () => KEPT.forEach((seed) => story(seed)))
  for (let from = FIRST; from < FIRST + RUNS; from += 10) {
    const seeds = Array.from({ length: Math.min(10, FIRST + RUNS - from) }, (_, i) => from + i)
    test(`seeds ${seeds[0]}–${seeds.at(-1)}`, () => {
      let [apart, cases] = [0, 0]
      for (const seed of seeds)
        try {
          const told = story(seed)
          apart += told.apart
          cases += told.cases
        } catch (error) {
          throw new Error(`seed ${seed}`, { cause: error })
        }
      // the stories must be of people who meet: cells written apart, and questions left to settle
      expect(apart).toBeGreaterThan(0)
      expect(cases).toBeGreaterThan(0)
    })
  }
})
