import { expect, test } from 'vitest'
import { contact, funding, meeting, payment, promeneur, structure } from '../../../src/core/records/index'
import { cleanLine, cleanLines } from '../../../src/core/schema/clean'
import {
  displayName,
  formSections,
  searchText,
  tableColumns,
  toComplete,
} from '../../../src/core/schema/derive'
import { fold } from '../../../src/core/schema/fold'
import type { AnyRow, AnyValues } from '../../../src/core/schema/record'
import { brokenRules, missingRequired, parseDraft } from '../../../src/core/schema/validate'

const context = { today: '2026-11-22', department: '50' }
const nobody = (): undefined => undefined
const rowOf = (kind: string, values: AnyValues): AnyRow => ({
  kind,
  id: 'A',
  space: '50',
  deleted: false,
  pending: false,
  values,
})

test('folding sets case, accents, ligatures and punctuation aside', () => {
  expect(fold('  LECŒUR-Évrard, « N’Diaye »  ')).toBe('lecoeur evrard n diaye')
  expect(fold('NGUYỄN')).toBe('nguyen')
  expect(fold('MAIL_RESP')).toBe('mail resp')
  expect(fold('Æ ß ﬁ №')).toBe('ae ss fi no')
  expect(fold(fold('Saint-Lô'))).toBe(fold('Saint-Lô'))
})

test('clean texts stay as they are', () => {
  for (const text of [' a \u0000 b ', 'e\u0301\u200B', '\uD800x\uFFFF', 'un\r\n\n\n\ndeux']) {
    expect(cleanLine(cleanLine(text))).toBe(cleanLine(text))
    expect(cleanLines(cleanLines(text))).toBe(cleanLines(text))
  }
})

test('a draft is read field by field, and only those it holds', () => {
  const result = parseDraft(
    promeneur,
    { firstName: ' Inès ', phone: 666612824, entryDate: '24/05/2020', bio: '', specialty: [] },
    context,
  )
  expect(result).toEqual({
    ok: true,
    value: { firstName: 'Inès', phone: '+33666612824', entryDate: '2020-05-24', bio: null, specialty: null },
  })
})

test('all problems of a draft come at once, at their fields, and nothing is read', () => {
  const result = parseDraft(
    promeneur,
    { email: 'ines', entryDate: 'hier', lastName: 'Mauger', surnom: 'x', constructor: 'y' },
    context,
  )
  expect(result.ok).toBe(false)
  if (result.ok) return
  expect(result.error.map(({ field }) => field)).toEqual(['email', 'entryDate', 'surnom', 'constructor'])
})

test('only a name is needed to save; what else is missing is to complete', () => {
  expect(missingRequired(structure, { name: ' ' })).toEqual([
    { field: 'name', message: '«\u00A0Nom\u00A0» est à remplir.' },
  ])
  expect(missingRequired(structure, { name: 'PIJ' })).toEqual([])
  expect(toComplete(structure, { name: 'PIJ', type: 'IJ', status: 'reseau' })).toEqual([
    'siret',
    'communeCode',
    'manager',
    'charteSignedAt',
  ])
})

test('what is expected depends on where the record stands', () => {
  const named = { firstName: 'Inès', lastName: 'Mauger' }
  expect(toComplete(promeneur, { ...named, status: 'actif' })).toContain('charteSigned')
  expect(toComplete(promeneur, { ...named, status: 'candidat' })).not.toContain('charteSigned')
  expect(toComplete(promeneur, { ...named, status: 'sorti' })).toEqual([])
  expect(
    toComplete(structure, { name: 'PIJ', type: 'IJ', communeCode: '50129', status: 'interessee' }),
  ).toEqual([])
})

test('a funding lacks its amount once it is granted, and the day of its report once that is due', () => {
  const asked = {
    year: 2026,
    funderId: 'P',
    fund: 'fpt3',
    purpose: ['poste'],
    beneficiaryId: 'S',
    requested: 1,
  }
  const lacking = (status: string) => toComplete(funding, { ...asked, status })
  for (const status of ['preparation', 'deposee', 'instruction', 'refusee', 'annulee'])
    expect(lacking(status), status).toEqual([])
  for (const status of ['accordee', 'conventionnee', 'en-cours', 'bilan-rendu', 'soldee', 'a-reverser'])
    expect(lacking(status), status).toEqual(['granted'])
  expect(lacking('bilan-a-rendre')).toEqual(['granted', 'reportDueAt'])
  expect(toComplete(funding, { ...asked, status: 'accordee', granted: 0 })).toEqual([])
})

test('a contact belongs to a partner or to a structure, either will do', () => {
  const named = { firstName: 'Léa', lastName: 'M', email: 'l@m.example' }
  expect(toComplete(contact, named)).toEqual(['partnerId', 'structureId'])
  expect(toComplete(contact, { ...named, structureId: 'S' })).toEqual([])
})

test('a person needs a first name or a surname, either will do', () => {
  expect(brokenRules(contact, { email: 'a@b.example' }, 'refuse').map(({ field }) => field)).toEqual([
    'lastName',
  ])
  expect(brokenRules(contact, { firstName: 'Léa' }, 'refuse')).toEqual([])
})

test('a promeneur does not leave before coming; an unknown date is never wrong', () => {
  const left = { lastName: 'M', entryDate: '2024-05-01', exitDate: '2023-05-01' }
  expect(brokenRules(promeneur, left, 'refuse').map(({ field }) => field)).toEqual(['exitDate'])
  expect(brokenRules(promeneur, { ...left, exitDate: 'unknown' }, 'refuse')).toEqual([])
  expect(brokenRules(promeneur, { ...left, exitDate: null }, 'refuse')).toEqual([])
})

test('a fund’s rules warn and never refuse', () => {
  const request: AnyValues = { year: 2026, fund: 'fpt3', requested: 100_000, totalCost: 110_000, renewals: 3 }
  expect(brokenRules(funding, request, 'refuse')).toEqual([])
  expect(brokenRules(funding, request, 'warn').map(({ field }) => field)).toEqual(['requested', 'renewals'])
  expect(
    brokenRules(funding, { ...request, requested: 150_000, totalCost: 180_000, renewals: 2 }, 'warn'),
  ).toEqual([{ field: 'requested', message: 'La Caf ne finance pas plus de 80\u00A0% du coût total.' }])
  expect(brokenRules(funding, { ...request, year: 2020, renewals: 9 }, 'warn')).toEqual([])
  expect(brokenRules(funding, { ...request, fund: 'Politique jeunesse' }, 'warn')).toEqual([])
})

test('only what is given back to a funder is an amount below nothing', () => {
  for (const amount of ['expectedAmount', 'receivedAmount'])
    for (const kind of [null, 'acompte', 'reprise', 'reversement'])
      expect(
        brokenRules(payment, { kind, [amount]: -500_00 }, 'refuse').map(({ field }) => field),
        `${amount} of ${kind}`,
      ).toEqual(kind === 'reversement' ? [] : [amount])
  expect(brokenRules(payment, { kind: 'acompte', receivedAmount: 500_00 }, 'refuse')).toEqual([])
  for (const amount of ['requested', 'granted', 'totalCost'])
    expect(parseDraft(funding, { [amount]: '-1 500' }, context).ok, amount).toBe(false)
})

test('an analyse de pratiques that would be spread is pointed out', () => {
  const values: AnyValues = { title: 'Analyse', kind: 'analyse', confidentiality: 'departement' }
  expect(brokenRules(meeting, values, 'warn').map(({ field }) => field)).toEqual(['confidentiality'])
})

test('a record is called by its naming fields, and told apart when it has none', () => {
  expect(displayName(promeneur, { firstName: 'Inès', lastName: 'Mauger' }, nobody)).toBe('Inès Mauger')
  expect(displayName(promeneur, { firstName: 'Inès' }, nobody)).toBe('Inès')
  expect(displayName(promeneur, {}, nobody)).toBe('(un promeneur sans nom)')
  expect(displayName(meeting, { date: '2026-11-03', kind: 'copil', title: 'Bilan' }, nobody)).toBe(
    '03/11/2026 · Copil · Bilan',
  )
  const names = (id: string): string | undefined => (id === 'P1' ? 'MSA (Manche)' : undefined)
  expect(displayName(funding, { year: 2026, fund: 'MSA', funderId: 'P1' }, names)).toBe('2026 · MSA (Manche)')
  expect(displayName(funding, { year: 2026, funderId: 'P1' }, names)).toBe('2026 · MSA (Manche)')
})

test('a record is found by any of its words, by numbers as typed, and by the names it refers to', () => {
  const row = rowOf('promeneur', {
    firstName: 'Hélène',
    lastName: 'LECŒUR',
    phone: '+33639980012',
    structureId: 'S',
    status: 'actif',
    exitDate: 'unknown',
  })
  const text = searchText(promeneur, row, (id) => (id === 'S' ? 'Point santé jeunes' : undefined))
  for (const word of [
    'helene',
    'lecoeur',
    '06 39 98 00 12',
    '0639980012',
    '33639980012',
    'point sante',
    'actif',
  ])
    expect(text).toContain(word)
  expect(searchText(funding, rowOf('funding', { requested: 1_850_000, year: 2026 }), nobody)).toContain(
    '18 500',
  )
})

test('tables show what the record says, and sort options in their order', () => {
  const columns = tableColumns(funding)
  const status = columns.find(({ name }) => name === 'status')
  const [first, last] = [rowOf('funding', { status: 'preparation' }), rowOf('funding', { status: 'annulee' })]
  expect(status?.text(first, nobody)).toBe('En préparation')
  expect(status?.compare(first, last, nobody)).toBeLessThan(0)
  expect(columns.filter(({ shown }) => shown).map(({ label }) => label)).toEqual([
    'Exercice',
    'Financeur',
    'Dispositif',
    'Objet',
    'État',
    'Demandé',
    'Accordé',
    'Bilan attendu le',
  ])
})

test('a form keeps the order of its sections and knows its widgets', () => {
  const sections = formSections(structure)
  expect(sections.map(({ title }) => title)).toEqual([...structure.sections])
  expect(sections[1]?.fields.map(({ name, widget }) => `${name} ${widget}`)).toContain('communeCode commune')
})
