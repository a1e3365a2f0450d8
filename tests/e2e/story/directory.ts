import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import ExcelJS from 'exceljs'
import { pageOf, shown, type Shown } from './reread'

/** What the file calls a type of structure, and what the national list calls it. */
const types: Readonly<Record<string, string>> = {
  'Centre Socioculturel / EVS': 'Centre socioculturel',
  'Service Jeunesse': 'Service jeunesse municipal',
  'Prévention Spécialisée': 'Prévention spécialisée',
  'Espace Santé': 'Espace santé',
  'Service Municipal': 'Collectivité (autre)',
  Association: 'Association (autre)',
  'Information Jeunesse': 'Information Jeunesse (BIJ, PIJ, CRIJ)',
  "Lieu d'accueil et d'écoute": 'Maison des adolescents, lieu d’écoute',
}

/** What was typed in the story after the import, by promeneur. */
const edits: Readonly<Record<string, { readonly job?: string; readonly mail?: string }>> = {
  'Inès Mauger': { job: 'Conseillère numérique', mail: 'ines.mauger@reseau.example' },
  'Hugo Desrues': { job: 'Animateur de nuit' },
  'Gaël Marie': { job: 'Informateur itinérant' },
}

/** Every cell of « Annuaire du réseau » against the two files that were imported and what was typed since. */
export async function expectDirectory(file: ExcelJS.Workbook, samples: string): Promise<void> {
  const source = new ExcelJS.Workbook()
  await source.xlsx.readFile(join(samples, 'manche-suivi.xlsx'))
  const structures = shown(pageOf(source, 'Réseau 2026'), 5, 10).filter(([name]) => name !== null)
  const people = shown(pageOf(source, 'Promeneurs'), 2, 13).filter(([name]) => name !== null)
  const priority = priorityAreas(join(samples, 'manche-promeneurs.csv'))
  const structureOf = (name: Shown | undefined): readonly Shown[] | undefined =>
    structures.find((row) => row[0] === name)

  const expected = people.map((row) => {
    const [
      last,
      first,
      job,
      structure,
      entered,
      charter,
      facebook,
      instagram,
      snapchat,
      discord,
      active,
      ,
      mail,
    ] = row
    const name = `${text(first)} ${proper(text(last))}`
    const at = structureOf(structure)
    const accounts = [
      ['Discord', discord],
      ['Facebook', facebook],
      ['Instagram', instagram],
      ['Snapchat', snapchat],
    ].flatMap(([network, handle]) => (handle == null ? [] : [`${network} : ${handle}`]))
    return [
      first,
      proper(text(last)),
      edits[name]?.job ?? job,
      edits[name]?.mail ?? mail,
      phone(row[11]),
      structure,
      types[text(at?.[1])] ?? null,
      commune(text(at?.[2])),
      priority.get(text(structure)) ?? null,
      active === 'oui' ? 'Oui' : 'Non',
      null,
      active === 'oui' ? 'Actif' : 'Sorti',
      text(entered).split('/').reverse().join('-'),
      null,
      charter === 'x' ? 'Oui' : null,
      null,
      null,
      accounts.length === 0 ? null : accounts.join(' ; '),
      null,
    ]
  })
  const written = shown(pageOf(file, 'Promeneurs'), 7, 19).map((row) =>
    row.map((value, column) => (column === 7 ? commune(text(value)) : value)),
  )
  expect(written.length).toBe(34)
  expect(byKey(written, 3)).toEqual(byKey(expected, 3))

  const twice = 'Espace jeunes à Villedieu-les-Poêles-Rouffigny'
  const expectedStructures = structures.map((row) => {
    const [name, type, city, postalCode, manager, mail, number, status, call] = row
    const [first = '', ...last] = text(manager).split(' ')
    // Who names the two that share their name was said to be in the first.
    const isOther = name === twice && manager !== 'Théo Müller'
    const count = people.filter((one) => one[3] === name && one[10] === 'oui').length
    return [
      first,
      last.join(' '),
      mail,
      phone(number ?? null),
      types[text(type)],
      name,
      commune(text(city)),
      isOther ? null : (priority.get(text(name)) ?? null),
      isOther ? 0 : count,
      status,
      String(postalCode),
      null,
      call,
    ]
  })
  const writtenStructures = shown(pageOf(file, 'Structures'), 7, 14).map((row) => {
    const [first, last, mail, number, type, name, city, qpv, count, status, postalCode, insee, siret, call] =
      row
    expect(text(insee)).toMatch(/^50\d{3}$/)
    return [
      first,
      last,
      mail,
      number,
      type,
      name,
      commune(text(city)),
      qpv,
      count,
      status,
      postalCode,
      siret,
      call,
    ]
  })
  const key = (rows: readonly Cells[]): readonly Cells[] =>
    [...rows].sort((a, b) => `${a[5]}${a[1]}`.localeCompare(`${b[5]}${b[1]}`))
  expect(key(writtenStructures)).toEqual(
    key(expectedStructures.map((row) => row.map((value) => value ?? null))),
  )
  expect(pageOf(file, 'Structures').getCell('I7').formula).toMatch(/^COUNTIFS\(/)

  const active = people.filter((row) => row[10] === 'oui')
  const inside = structures.filter((row) => row[7] === 'Dans le réseau')
  const year = new Date().getFullYear()
  const entered = people.filter((row) => text(row[4]).endsWith(`/${year}`))
  expect(shown(pageOf(file, 'Synthèse'), 7, 2)).toEqual([
    ['Promeneurs actifs', 24],
    ['dont spécialité jeunesse seule', 0],
    ['dont spécialité parentalité seule', 0],
    ['dont double spécialité', 0],
    ['dont spécialité non renseignée', 24],
    [`Entrées en ${year}`, entered.length],
    [`Sorties en ${year}`, 0],
    ['Promeneurs actifs ayant signé la charte', active.filter((row) => row[5] === 'x').length],
    ['Structures dans le réseau', inside.length],
    ['dont convention en cours', 0],
    ['Communes d’implantation', new Set(inside.map((row) => row[2])).size],
  ])

  const partners = shown(pageOf(file, 'Partenaires'), 7, 4).map((row) => [row[0], row[3]])
  expect(partners).toEqual(
    ['Caf de la Manche', 'Conseil départemental', 'MSA Côtes Normandes', 'Préfecture'].map((name) => [
      name,
      'Financeur',
    ]),
  )
  const contacts = shown(pageOf(file, 'Contacts'), 7, 7).map((row) => `${row[0]} ${row[1]}`)
  expect([...contacts].sort()).toEqual(structures.map((row) => text(row[4])).sort())
}

/** A line of a sheet; a cell beyond its last one is undefined. */
type Cells = readonly (Shown | undefined)[]

const text = (value: unknown): string => (value == null ? '' : String(value))

/** « LECŒUR » → « Lecœur ». */
const proper = (name: string): string => name.slice(0, 1) + name.slice(1).toLocaleLowerCase('fr')

/** The file writes communes in capitals: compared so. */
const commune = (name: string): string | null => (name === '' ? null : name.toLocaleUpperCase('fr'))

/** « 666612824 », « +33 6 23 50 03 37 » → « 06 66 61 28 24 ». */
function phone(value: Shown | undefined): string | null {
  if (value == null) return null
  const nine = text(value).replace(/\D/g, '').slice(-9)
  return `0${nine}`.replace(/(\d\d)(?=\d)/g, '$1 ')
}

/** Structures of the roster that stand in a priority area or outside, in the words of the file. */
function priorityAreas(file: string): Map<string, string> {
  const lines = new TextDecoder('windows-1252').decode(readFileSync(file)).trim().split(/\r?\n/).slice(1)
  return new Map(lines.map((line) => [line.split(';')[5] ?? '', line.split(';')[8] ?? '']))
}

/** Rows in the order of one of their columns. */
const byKey = (rows: readonly Cells[], column: number): readonly Cells[] =>
  [...rows].sort((a, b) => (text(a[column]) < text(b[column]) ? -1 : 1))
