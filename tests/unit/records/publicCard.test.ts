import { describe, expect, test } from 'vitest'
import type { Command } from '../../../src/core/commands/command'
import { createRecord } from '../../../src/core/commands/createRecord'
import { editRecord } from '../../../src/core/commands/editRecord'
import { importRows } from '../../../src/core/commands/importRows'
import { mergeDuplicates } from '../../../src/core/commands/mergeDuplicates'
import { restoreRecords, trashRecords } from '../../../src/core/commands/trashRecords'
import type { AnyValues } from '../../../src/core/schema/record'
import { createRandom } from '../../support/random'
import { Replica } from '../../support/replica'

const today = Date.parse('2026-11-22T10:00:00Z')

/** A desk with a published promeneur, A1, and one who is not, A2. */
function desk() {
  const replica = new Replica('claire', '50', createRandom(50), () => today)
  const run = <I>(command: Command<I>, input: I) => expect(replica.run(command, input)).toBeDefined()
  const refusal = <I>(command: Command<I>, input: I): string | undefined => {
    const plan = command.plan(replica.view, input)
    return plan.ok ? undefined : plan.error.map(({ message }) => message).join(' ')
  }
  const add = (kind: string, id: string, values: AnyValues) => run(createRecord, { kind, id, values })
  const edit = (kind: string, id: string, values: AnyValues) => run(editRecord, { kind, id, values })
  const card = (id = 'K1') => replica.rows.get('publicCard', id)
  const shown = (id?: string) => {
    const { shownName, shownEmail, shownPhone, shownUrl } = card(id)?.values ?? {}
    return [shownName, shownEmail, shownPhone, shownUrl].filter((value) => value != null)
  }
  add('promeneur', 'A1', { firstName: 'Inès', lastName: 'Mauger', publishOnDirectory: true })
  add('promeneur', 'A2', { firstName: 'Hugo', lastName: 'Desrues' })
  return { replica, run, refusal, add, edit, card, shown }
}

const full: AnyValues = {
  promeneurId: 'A1',
  shownName: 'Inès M.',
  shownEmail: 'ines@csc.example',
  consentAt: '2026-01-10',
  consentFor: ['nom', 'mail'],
}

describe('a public card shows', () => {
  test.each([
    [{ shownName: 'Inès' }, { consentFor: ['mail'] }, 'Le consentement ne porte pas sur le nom.'],
    [{ shownEmail: 'i@x.example' }, { consentFor: ['nom'] }, 'Le consentement ne porte pas sur le courriel.'],
    [{ shownPhone: '+33639980001' }, {}, 'Le consentement ne porte pas sur le téléphone.'],
    [{ shownUrl: 'https://x.example' }, {}, 'Le consentement ne porte pas sur le lien vers un profil.'],
  ])('nothing that the consent does not name: %o', (typed, consent, message) => {
    const { refusal, add } = desk()
    const values = { ...full, shownEmail: null, ...consent }
    expect(refusal(createRecord, { kind: 'publicCard', values: { ...values, ...typed } })).toBe(message)
    if ('shownName' in typed) return
    add('publicCard', 'K1', values)
    expect(refusal(editRecord, { kind: 'publicCard', id: 'K1', values: typed })).toBe(message)
  })

  test('nothing without a date of consent, or after its end', () => {
    const { refusal } = desk()
    const create = (values: AnyValues) =>
      refusal(createRecord, { kind: 'publicCard', values: { ...full, ...values } })
    expect(create({ consentAt: null })).toContain('Rien ne se publie sans le consentement')
    expect(create({ consentUntil: '2026-11-21' })).toContain('Le consentement est échu')
    expect(create({ consentUntil: '2026-11-22' })).toBeUndefined()
  })

  test('nobody who is not « Publié »', () => {
    const { refusal, add } = desk()
    const message = 'Cochez d’abord «\u00a0Publié sur l’annuaire national\u00a0»'
    expect(refusal(createRecord, { kind: 'publicCard', values: { ...full, promeneurId: 'A2' } })).toContain(
      message,
    )
    add('publicCard', 'K1', full)
    const moved = { kind: 'publicCard', id: 'K1', values: { promeneurId: 'A2' } }
    expect(refusal(editRecord, moved)).toContain(message)
  })
})

describe('in one commit', () => {
  test('a withdrawal clears the card, trashes it and takes « Publié » back', () => {
    const { replica, add, edit, card, shown } = desk()
    add('publicCard', 'K1', full)
    edit('publicCard', 'K1', { consentWithdrawnAt: '2026-11-20' })
    expect(shown()).toEqual([])
    expect(card()).toMatchObject({ deleted: true, values: { consentWithdrawnAt: '2026-11-20' } })
    expect(replica.rows.get('promeneur', 'A1')?.values.publishOnDirectory).toBe(false)
    replica.undo('undo')
    expect(card()?.deleted).toBe(false)
    expect(shown()).toEqual(['Inès M.', 'ines@csc.example'])
    expect(replica.rows.get('promeneur', 'A1')?.values.publishOnDirectory).toBe(true)
  })

  test('a consent that is narrowed clears what it no longer names, and nothing else', () => {
    const { add, edit, card, shown } = desk()
    add('publicCard', 'K1', full)
    edit('publicCard', 'K1', { consentFor: ['nom'] })
    expect(shown()).toEqual(['Inès M.'])
    expect(card()?.deleted).toBe(false)
  })

  test.each(['by hand', 'by an import'])('« Publié » taken back %s ends the card', (way) => {
    const { run, add, edit, card, shown } = desk()
    add('publicCard', 'K1', full)
    const values = { publishOnDirectory: false }
    if (way === 'by hand') edit('promeneur', 'A1', values)
    else
      run(importRows, {
        records: [{ kind: 'promeneur', id: 'A1', before: { publishOnDirectory: true }, values }],
      })
    expect(shown()).toEqual([])
    expect(card()?.deleted).toBe(true)
  })

  test('the trash of a promeneur, or of the card itself, clears it; restored, it shows nothing', () => {
    for (const about of [
      { kind: 'promeneur', ids: ['A1'] },
      { kind: 'publicCard', ids: ['K1'] },
    ]) {
      const { run, add, edit, card, shown } = desk()
      add('publicCard', 'K1', full)
      run(trashRecords, about)
      expect([card()?.deleted, shown()]).toEqual([true, []])
      run(restoreRecords, about)
      if (about.kind === 'promeneur') run(restoreRecords, { kind: 'publicCard', ids: ['K1'] })
      expect([card()?.deleted, shown()]).toEqual([false, []])
      edit('publicCard', 'K1', { shownName: 'Inès M.' })
      expect(shown()).toEqual(['Inès M.'])
    }
  })

  test('« même fiche » shows no more than the kept promeneur and the joined consent allow', () => {
    const { run, add, edit, card, shown } = desk()
    add('publicCard', 'K1', full)
    edit('promeneur', 'A2', { publishOnDirectory: true })
    add('publicCard', 'K2', { ...full, promeneurId: 'A2' })
    edit('promeneur', 'A1', { publishOnDirectory: false })
    run(mergeDuplicates, { merges: [{ kind: 'promeneur', ids: ['A1', 'A2'] }] })
    expect([card('K2')?.deleted, shown('K2')]).toEqual([true, []])
  })

  test('an edit of something else leaves a card as it is', () => {
    const { replica, add, edit, shown } = desk()
    add('publicCard', 'K1', full)
    const plan = editRecord.plan(replica.view, {
      kind: 'promeneur',
      id: 'A1',
      values: { jobTitle: 'Animatrice' },
    })
    expect(plan).toMatchObject({ ok: true, value: { changes: [{ kind: 'promeneur', field: 'jobTitle' }] } })
    edit('publicCard', 'K1', { consentUntil: '2027-01-01' })
    expect(shown()).toHaveLength(2)
  })
})
