import { expect, test } from 'vitest'
import {
  guessLayout,
  headingsOf,
  layoutFor,
  likelyHeader,
  NO_HEADINGS,
} from '../../../src/core/sheets/importLayout'
import { OTHER, targetsOf, importKinds } from '../../../src/core/sheets/importTargets'
import { columnLetter } from '../../../src/core/sheets/importTable'
import { properName, splitPersonName } from '../../../src/core/sheets/importNames'
import { tablesOf } from './desk'

const headings = (...cells: string[]) => ({ name: 'Feuille 1', rows: [cells, cells.map(() => 'x')] })

test('each sheet of the samples is recognised, its headings found under the titles, every column understood', async () => {
  const [network, people, money] = (await tablesOf('manche-suivi.xlsx')).map(guessLayout)
  expect(network).toMatchObject({ kind: 'structure', header: 3 })
  expect(network?.targets).toEqual([
    'name',
    'type',
    'communeCode',
    'postalCode',
    'manager',
    'email',
    'phone',
    'status',
    'callYear',
    'pdnCount',
  ])
  expect(people).toMatchObject({ kind: 'promeneur', header: 0 })
  expect(people?.targets).toEqual([
    'lastName',
    'firstName',
    'jobTitle',
    'structureId',
    'entryDate',
    'charteSigned',
    'network.facebook',
    'network.instagram',
    'network.snapchat',
    'network.discord',
    'status',
    'phone',
    'email',
  ])
  expect(money).toMatchObject({ kind: 'funding', header: 0 })
  expect(money?.targets).toEqual([
    'year',
    'funderId',
    'fund',
    'purpose',
    'requested',
    'granted',
    'paid',
    'conventionSignedAt',
    'reportDueAt',
    'status',
  ])
  const [roster] = (await tablesOf('manche-promeneurs.csv')).map(guessLayout)
  expect(roster?.targets).toEqual([
    'firstName',
    'lastName',
    'jobTitle',
    'email',
    'phone',
    'structureId',
    'structureId.type',
    'structureId.communeCode',
    'structureId.qpv',
    'status',
  ])
})

test('the exports of coordinators’ own tools are recognised', () => {
  const structures = guessLayout(
    headings(
      'PRENOM_RESP',
      'NOM_RESP',
      'MAIL_RESP',
      'TEL',
      'TYPE_STR',
      'NOM_STR',
      'VILLE',
      'QPV',
      'NB_PDN',
      'STATUT',
    ),
  )
  expect(structures.kind).toBe('structure')
  expect(structures.targets).toEqual([
    'manager.firstName',
    'manager.lastName',
    'manager.email',
    'phone',
    'type',
    'name',
    'communeCode',
    'qpv',
    'pdnCount',
    'status',
  ])
  expect(
    guessLayout(headings('Prénom', 'Nom', 'Organisme', 'Fonction', 'Rôles', 'Courriel', 'Téléphone')).kind,
  ).toBe('contact')
  expect(
    guessLayout(headings('Partenaire', 'Sigle', 'Type', 'Rôles', 'Thématiques', 'Commune', 'Site')).kind,
  ).toBe('partner')
  expect(guessLayout(headings('Indicateur', 'Nombre')).kind).toBeNull()
  expect(guessLayout(headings('Terme', 'Définition')).kind).toBeNull()
})

test('a heading is known in any case, accents and punctuation; a second one of the same meaning is kept as text', () => {
  const layout = layoutFor(headings('NOM ', 'prenom', 'E-MAIL', 'Mail', 'Véhicule', ''), 'promeneur', 0)
  expect(layout.targets).toEqual(['lastName', 'firstName', 'email', OTHER, OTHER, OTHER])
})

test('a first row that holds somebody is no row of headings, and columns without headings have their letters', () => {
  const ines = ['Mauger', 'Inès', 'PIJ de Valognes', 'ines@pij.example']
  const table = { name: 'Feuille 1', rows: [ines, ['Duval', 'Yoann', 'MJC', 'yoann@mjc.example']] }
  expect(guessLayout(table)).toMatchObject({ kind: null, header: NO_HEADINGS })
  expect(headingsOf(table, NO_HEADINGS)).toEqual(['Colonne A', 'Colonne B', 'Colonne C', 'Colonne D'])
  expect(layoutFor(table, 'promeneur', NO_HEADINGS).targets).toEqual([OTHER, OTHER, OTHER, OTHER])
  for (const data of ['02 33 00 00 00', 612345678, '+33 6 12 34 56 78', '2026-11-22', '22/11/26'])
    expect(likelyHeader(headings('Mauger', 'Inès', String(data))), String(data)).toBe(NO_HEADINGS)
  for (const words of ['Portable', 'Situation au 22/11/26', '2026', 'E-mail @'])
    expect(likelyHeader(headings('Qui', 'Où', words)), words).toBe(0)
  const under = { name: 'Feuille 1', rows: [['Réseau'], ['Qui', 'Où', 'Lieu'], ines] }
  expect(likelyHeader(under)).toBe(1)
})

test('every meaning a column can have is there once, with a label', () => {
  for (const kind of importKinds) {
    const targets = targetsOf(kind)
    expect(new Set(targets.map((target) => target.id)).size).toBe(targets.length)
    expect(targets.every((target) => target.label !== '')).toBe(true)
  }
})

test('names in capitals become names; what was written with care is left alone', () => {
  const names = [
    'MAUGER',
    'LECŒUR',
    'O’BRIEN',
    "N'DIAYE",
    'NGUYỄN',
    'LE GOFF',
    'JEAN-BAPTISTE',
    'McKay',
    'de La Tour',
    'Li',
    'Ô',
  ]
  expect(names.map(properName)).toEqual([
    'Mauger',
    'Lecœur',
    'O’Brien',
    "N'Diaye",
    'Nguyễn',
    'Le Goff',
    'Jean-Baptiste',
    'McKay',
    'de La Tour',
    'Li',
    'Ô',
  ])
  const people = [
    'Loïc Le Goff',
    'MAUGER Inès',
    'Inès MAUGER',
    'Jean-Baptiste Desrues',
    'Mme Anne Durand',
    'LE GOFF Loïc',
    'Müller',
    'DURAND ANNE',
  ]
  expect(people.map((text) => Object.values(splitPersonName(text)))).toEqual([
    ['Loïc', 'Le Goff'],
    ['Inès', 'Mauger'],
    ['Inès', 'Mauger'],
    ['Jean-Baptiste', 'Desrues'],
    ['Anne', 'Durand'],
    ['Loïc', 'Le Goff'],
    ['', 'Müller'],
    ['Durand', 'Anne'],
  ])
})

test('columns have the letters that spreadsheets show', () => {
  expect([0, 25, 26, 51, 52, 701, 702].map(columnLetter)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA'])
})
