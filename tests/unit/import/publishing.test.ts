import { expect, test } from 'vitest'
import { createRecord } from '../../../src/core/commands/createRecord'
import { editRecord } from '../../../src/core/commands/editRecord'
import { annuaire } from '../../../src/core/sheets/annuaire/annuaire'
import { publicCounts } from '../../../src/core/sheets/annuaire/directory'
import type { AnyValues } from '../../../src/core/schema/record'
import { readTables } from '../../../src/renderer/data/readTable'
import type { Replica } from '../../support/replica'
import { editionOf } from '../sheets/edition'
import { reread } from '../sheets/rereadWorkbook'
import { bring, desk, preview, sheet, sheetsOf } from './desk'

const person = (id: string, firstName: string, publishOnDirectory: boolean) => {
  const email = `${firstName.toLowerCase()}@csc.example`
  const values = { firstName, lastName: 'Mauger', email, status: 'actif', publishOnDirectory }
  return { kind: 'promeneur', id, values }
}
const card = (id: string, values: AnyValues) => ({
  kind: 'publicCard',
  id,
  values: { promeneurId: 'A1', shownName: 'Ines M.', consentFor: ['nom'], ...values },
})
const published = (at: Replica) => publicCounts({ source: at.rows, space: '50', today: '2026-11-22' })

test('whoever has withdrawn her consent is not published again by an older file, whatever is answered', async () => {
  const at = desk(120)
  at.run(createRecord, person('A1', 'Ines', true))
  at.run(createRecord, card('K1', { consentAt: '2026-01-10' }))
  const older = new Uint8Array(await (await reread(annuaire(editionOf(at.rows)))).xlsx.writeBuffer())
  at.run(editRecord, { kind: 'publicCard', id: 'K1', values: { consentWithdrawnAt: '2026-11-20' } })
  const read = await readTables('annuaire.xlsx', older)
  if (!read.ok) throw new Error(read.error)
  const plan = bring(at, sheetsOf(read.value), { publish: 'yes' })
  expect(at.rows.get('promeneur', 'A1')?.values.publishOnDirectory).toBe(false)
  expect([plan.doubts, published(at).promeneurs]).toEqual([[], 0])
  expect(plan.problems.filter(({ sheet }) => sheet === 'Promeneurs').map(({ message }) => message)).toEqual([
    expect.stringMatching(/^Non publié.*retiré son consentement/),
  ])
})

test('a consent withdrawn keeps its person out of the public directory from the trash, until she gives a new one', () => {
  const at = desk(121)
  at.run(createRecord, person('A1', 'Ines', true))
  at.run(createRecord, card('K1', { consentAt: '2026-01-10' }))
  at.run(editRecord, { kind: 'publicCard', id: 'K1', values: { consentWithdrawnAt: '2026-11-20' } })
  at.run(editRecord, { kind: 'promeneur', id: 'A1', values: { publishOnDirectory: true } })
  expect(published(at)).toMatchObject({ promeneurs: 0, left: { withdrawn: 1 } })
  at.run(createRecord, card('K2', { consentAt: '2026-11-21' }))
  expect(published(at)).toMatchObject({ promeneurs: 1, left: { withdrawn: 0 } })
})

test('an import publishes nobody without asking, once for the file; each may be answered apart', () => {
  const at = desk(122)
  at.run(createRecord, person('A1', 'Ines', false))
  at.run(createRecord, person('A2', 'Odile', true))
  const line = (first: string, said: string) => [first, 'Mauger', `${first.toLowerCase()}@csc.example`, said]
  const file = () =>
    sheet(
      'Promeneurs',
      ['Prénom', 'Nom', 'Courriel', 'Publié'],
      line('Ines', 'Oui'),
      line('Odile', 'Oui'),
      line('Hugo', 'Oui'),
      line('Yoann', 'Non'),
    )
  const flags = (plan: { readonly records: readonly { readonly values: AnyValues }[] }) =>
    plan.records.map(({ values }) => values.publishOnDirectory)
  const asked = preview(at, file())
  expect(asked.doubts.map(({ id, lines }) => [id, lines.map(({ text }) => text)])).toEqual([
    ['publish', ['Ines Mauger', 'Hugo Mauger']],
  ])
  expect([flags(asked), asked.problems.map((problem) => problem.line)]).toEqual([
    [undefined, false],
    [2, 4],
  ])
  expect(flags(preview(at, file(), { publish: 'no' }))).toEqual([undefined, false])
  expect(preview(at, file(), { publish: 'no' }).problems).toEqual([])
  expect(flags(bring(at, file(), { publish: 'yes', 'publish#Promeneurs:4': 'no' }))).toEqual([
    true,
    undefined,
    false,
  ])
})
