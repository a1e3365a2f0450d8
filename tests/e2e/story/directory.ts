import type ExcelJS from 'exceljs'
import { workbookColumns } from '../../support/workbookColumns'
import { definitionsPage, directoryTerms } from './definitions'
import { columnOf, expectWorkbook, pageOf, type Cells, type ExpectedPage, type Shown } from './reread'
import type { FilePerson, FileStructure, Told } from './samples'
import { expectIds, inFrench, titleOf } from './words'

const columns = workbookColumns.directory

/** Every cell of « Annuaire du réseau » against the two files that were imported and what was typed since. */
export function expectDirectory(file: ExcelJS.Workbook, told: Told, author: string): void {
  const structureIds = columnOf(pageOf(file, 'Structures'), columns.Structures, 'Identifiant')
  const personIds = columnOf(pageOf(file, 'Promeneurs'), columns.Promeneurs, 'Identifiant')
  expectIds([...structureIds, ...personIds])
  // Namesakes stand in the order of their ids, which nobody can foretell: as the file has them.
  const phones = columnOf(pageOf(file, 'Structures'), columns.Structures, 'Téléphone')
  const mails = columnOf(pageOf(file, 'Promeneurs'), columns.Promeneurs, 'Courriel')
  const structures = [...told.structures].sort(
    (a, b) => inFrench(a.name, b.name) || phones.indexOf(a.phone) - phones.indexOf(b.phone),
  )
  const people = [...told.people].sort(
    (a, b) =>
      inFrench(a.last, b.last) || inFrench(a.first, b.first) || mails.indexOf(a.mail) - mails.indexOf(b.mail),
  )
  const idOf = (structure: FileStructure): Shown => structureIds[structures.indexOf(structure)] ?? null

  expectWorkbook(file, titleOf('Annuaire du réseau', author, 'situation au'), [
    {
      name: 'Promeneurs',
      columns: columns.Promeneurs,
      totals: [34],
      lines: people.map((person, index) => [
        ...personCells(person),
        personIds[index] ?? null,
        idOf(person.structure),
      ]),
    },
    {
      name: 'Structures',
      columns: columns.Structures,
      totals: ['Total', null, null, null, null, 22, null, null, 24],
      lines: structures.map((structure) => [
        ...structureCells(structure, told.people),
        idOf(structure),
        'Non',
      ]),
    },
    partnersPage(told),
    contactsPage(told),
    summaryPage(told),
    definitionsPage(file, directoryTerms),
  ])
}

function personCells({ structure, ...person }: FilePerson): Cells {
  return [
    person.first,
    person.last,
    person.job,
    person.mail,
    person.phone,
    structure.name,
    structure.type,
    structure.commune,
    structure.qpv,
    person.active ? 'Oui' : 'Non',
    null,
    person.active ? 'Actif' : 'Sorti',
    person.entered,
    // « Actif = Non »: left on an unknown day; « x »: signed on an unknown day.
    null,
    person.signed ? 'Oui' : null,
    null,
    null,
    person.accounts.join(' ; ') || null,
    null,
  ]
}

function structureCells(structure: FileStructure, people: readonly FilePerson[]): Cells {
  return [
    structure.managerFirst,
    structure.managerLast,
    structure.mail,
    structure.phone,
    structure.type,
    structure.name,
    structure.commune,
    structure.qpv,
    people.filter((person) => person.active && person.structure === structure).length,
    structure.status,
    structure.postalCode,
    structure.communeCode,
    null,
    structure.call,
    null,
    null,
    null,
  ]
}

/** Funders of the file, with what their names say they are. */
function partnersPage({ grants }: Told): ExpectedPage {
  const kinds: Readonly<Record<string, string>> = {
    'Caf de la Manche': 'Caf',
    'Conseil départemental': 'Conseil départemental',
    'MSA Côtes Normandes': 'MSA',
    Préfecture: 'Préfecture',
  }
  const names = [...new Set(grants.map(({ funder }) => funder))].sort(inFrench)
  return {
    name: 'Partenaires',
    columns: columns.Partenaires,
    totals: [names.length],
    lines: names.map((name) => [name, null, kinds[name] ?? null, 'Financeur']),
  }
}

function contactsPage({ structures }: Told): ExpectedPage {
  const managers = [...structures].sort(
    (a, b) => inFrench(a.managerLast, b.managerLast) || inFrench(a.managerFirst, b.managerFirst),
  )
  return {
    name: 'Contacts',
    columns: columns.Contacts,
    totals: ['Total', managers.length],
    lines: managers.map((one) => [one.managerFirst, one.managerLast, one.name, 'Responsable']),
  }
}

function summaryPage({ structures, people }: Told): ExpectedPage {
  const year = new Date().getFullYear()
  const active = people.filter((person) => person.active)
  const inside = structures.filter(({ status }) => status === 'Dans le réseau')
  return {
    name: 'Synthèse',
    columns: columns.Synthèse,
    totals: [],
    lines: [
      ['Promeneurs actifs', active.length],
      ['dont spécialité jeunesse seule', 0],
      ['dont spécialité parentalité seule', 0],
      ['dont double spécialité', 0],
      ['dont spécialité non renseignée', active.length],
      [`Entrées en ${year}`, people.filter(({ entered }) => entered.startsWith(String(year))).length],
      [`Sorties en ${year}`, 0],
      ['Promeneurs actifs ayant signé la charte', active.filter(({ signed }) => signed).length],
      ['Structures dans le réseau', inside.length],
      ['dont convention en cours', 0],
      ['Communes d’implantation', new Set(inside.map(({ communeCode }) => communeCode)).size],
    ],
  }
}
