import { expect } from 'vitest'
import type { Command } from '../../src/core/commands/command'
import { createRecord } from '../../src/core/commands/createRecord'
import { editRecord } from '../../src/core/commands/editRecord'
import { mergeDuplicates } from '../../src/core/commands/mergeDuplicates'
import { settleCase } from '../../src/core/commands/settleCase'
import { restoreRecords, trashRecords } from '../../src/core/commands/trashRecords'
import { canonicalJson, WHOLE } from '../../src/core/document/cells'
import { isOpen } from '../../src/core/document/overruled'
import { ok } from '../../src/core/result'
import type { FieldValue } from '../../src/core/schema/record'
import type { Random } from '../support/random'
import type { Replica } from '../support/replica'

/** Kinds that between them have both scopes, both partitions, sets, marks, a `whole` kind and derived ids. */
const KINDS = ['structure', 'promeneur', 'partner', 'meeting', 'funding', 'action', 'activityReport'] as const

type Kind = (typeof KINDS)[number]

function someValues(
  kind: Kind,
  random: Random,
  ids: (kind: string) => readonly string[],
): { readonly [field: string]: FieldValue | null } {
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
    case 'activityReport':
      return random.pick([
        { comments: random.chance(0.7) ? text : null },
        { projectsStarted: random.int(4) },
        { status: random.pick(['attendu', 'recu', 'valide']) },
        { themes: ['emploi', 'sante'].filter(() => random.chance(0.5)) },
        { networks: random.chance(0.7) ? [{ network: 'instagram', skill: 'moyen' }] : null },
        { promeneurId: ids('promeneur')[0] ?? 'promeneur.0', trainingWishes: text },
      ])
  }
}

/** What a new record of each kind needs. */
const NEW: { readonly [kind in Kind]: { readonly [field: string]: string | number } } = {
  structure: { name: 'Centre' },
  promeneur: { firstName: 'Ana' },
  partner: { name: 'Caf' },
  meeting: { kind: 'copil', title: 'Copil', date: '2026-03-01' },
  funding: { year: 2026, fund: 'fpt-axe-3' },
  action: { title: 'Relancer' },
  activityReport: { promeneurId: 'promeneur.0', period: '2026-03' },
}

const YEARLY: readonly Kind[] = ['meeting', 'funding', 'activityReport']

interface WholeEdit {
  readonly id: string
  readonly values: { readonly [field: string]: FieldValue | null }
}

/** What a later version does: it writes a field of a whole record that this one has never heard of. */
const editAsNewer: Command<WholeEdit> = {
  name: 'editAsNewer',
  plan: (_view, { id, values }) =>
    ok({ changes: [{ kind: 'activityReport', id, field: WHOLE, value: values, part: true }], by: 'edit' }),
}

/**
 * Edits a whole record and holds the object against what its author knew: what they typed is written over what stood
 * there, and all the rest stands as it did, a field of a later version included.
 */
function editWhole(replica: Replica, random: Random, { id, values }: WholeEdit): void {
  const stored = (): unknown =>
    replica.load('dep-50-private-2026').room.doc.getMap('activityReport').get(`${id}/${WHOLE}`)
  // Looked at first: it opens the room, and what arrived while that was closed shows before anything is typed.
  const before = stored()
  const shown = replica.rows.get('activityReport', id)?.values ?? {}
  const typed = random.chance(0.2)
    ? { later: `plus tard ${random.int(1000)}` }
    : Object.fromEntries(
        Object.entries(values).filter(
          ([name, value]) => canonicalJson(value) !== canonicalJson(shown[name] ?? null),
        ),
      )
  const isNewer = 'later' in typed
  const done = isNewer
    ? replica.run(editAsNewer, { id, values: typed })
    : replica.run(editRecord, { kind: 'activityReport', id, values })
  if (done === undefined || Object.keys(typed).length === 0) return expect(stored()).toEqual(before)
  const wanted = { ...(typeof before === 'object' ? before : {}), ...typed }
  expect(stored()).toEqual(Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== null)))
}

/** One thing that somebody at a desk may do, as chance has it. */
export function act(replica: Replica, random: Random): void {
  const kind = random.pick(KINDS)
  const rows = replica.rows.list(kind)
  const ids = (of: string) => replica.rows.list(of).map((row) => row.id)
  const some = rows.length > 0 ? random.pick(rows).id : undefined
  const dice = random.int(100)
  if (dice < 18 || some === undefined) {
    // one time in two a derived id: two desks create the same record without knowing
    const id = `${YEARLY.includes(kind) ? '2026.' : ''}${kind}.${random.int(3)}`
    replica.run(createRecord, { kind, values: NEW[kind], ...(random.chance(0.5) ? { id } : {}) })
  } else if (kind === 'meeting' && dice < 30) {
    replica.type(some, `mot-${random.int(1_000_000)}`)
  } else if (dice < 70) {
    const values = someValues(kind, random, ids)
    if (kind === 'activityReport') {
      editWhole(replica, random, { id: some, values })
      if (random.chance(0.15)) replica.undo('undo') // a second thought
    } else replica.run(editRecord, { kind, id: some, values })
  } else if (dice < 74) replica.run(trashRecords, { kind, ids: [some] })
  else if (dice < 76) replica.run(mergeDuplicates, { merges: [{ kind, ids: [some, random.pick(rows).id] }] })
  else if (dice < 80) {
    const trashed = replica.rows.trash(kind)
    if (trashed.length === 0) return
    const { id } = random.pick(trashed)
    replica.run(restoreRecords, { kind, ids: [id], taken: replica.taken(kind, id) })
  } else if (dice < 86) replica.undo('undo')
  else if (dice < 88) replica.undo('redo')
  else if (dice < 93) {
    const cases = [...replica.cases.values()].flatMap((byId) => [...byId.values()])
    const open = cases.filter((item) => isOpen(item, replica.rows.get(item.kind, item.record)))
    if (open.length === 0) return
    const item = random.pick(open)
    const keep = item.is === 'trash' ? random.pick(['keep-trash', 'restore']) : random.pick(item.heads).item
    const taken = keep === 'restore' ? replica.taken(item.kind, item.record) : []
    replica.run(settleCase, { item, keep, taken })
  } else if (dice < 97)
    replica.drop(random.pick(['dep-50', 'dep-50-private', 'dep-50-2026', 'dep-50-private-2026']))
  else replica.restart()
}
