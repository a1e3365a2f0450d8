import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { officialPlaces } from './places'

/** A structure as the file says it, in the words of the national list and of the official one of communes. */
export interface FileStructure {
  readonly name: string
  readonly type: string
  readonly commune: string
  readonly communeCode: string
  readonly postalCode: string
  readonly managerFirst: string
  readonly managerLast: string
  readonly mail: string
  readonly phone: string
  readonly status: string
  readonly call: string
  /** What the roster says of its quarter. */
  readonly qpv: string | null
}

/** A promeneur as the file says it, with what the story typed since. */
export interface FilePerson {
  readonly first: string
  readonly last: string
  readonly job: string
  readonly mail: string
  readonly phone: string
  readonly structure: FileStructure
  readonly active: boolean
  readonly entered: string
  readonly signed: boolean
  readonly accounts: readonly string[]
}

/** A grant as the file says it, or as it was typed during the cut. Euros. */
export interface FileGrant {
  readonly year: number
  readonly funder: string
  readonly fund: string
  readonly purpose: string | null
  readonly requested: number
  readonly granted: number | null
  readonly paid: number
  readonly signedAt: string | null
  readonly reportAt: string | null
  readonly state: string
}

/** All that the story put in: the two files, and what was typed. */
export interface Told {
  readonly structures: readonly FileStructure[]
  readonly people: readonly FilePerson[]
  readonly grants: readonly FileGrant[]
}

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

/** What the file calls a state of a grant, and what the product calls it. */
const states: Readonly<Record<string, string>> = {
  soldé: 'Soldée',
  'bilan rendu': 'Bilan rendu',
  déposée: 'Déposée',
  conventionnée: 'Conventionnée',
  refusée: 'Refusée',
}

/** What was typed in the story after the import, by promeneur. */
const edits: Readonly<Record<string, { readonly job?: string; readonly mail?: string }>> = {
  'Inès Mauger': { job: 'Conseillère numérique', mail: 'ines.mauger@reseau.example' },
  'Hugo Desrues': { job: 'Animateur de nuit' },
  'Gaël Marie': { job: 'Informateur itinérant' },
}

/** The grant that Paul types without a network. */
export const typedGrant: FileGrant = {
  year: 2026,
  funder: 'Préfecture',
  fund: 'Appel à projets local',
  purpose: null,
  requested: 3200,
  granted: 1200.5,
  paid: 0,
  signedAt: null,
  reportAt: '2027-06-30',
  state: 'Accordée',
}

/** Reads the two files with nothing of the application's own. */
export async function readSamples(folder: string): Promise<Told> {
  const file = new ExcelJS.Workbook()
  await file.xlsx.readFile(join(folder, 'manche-suivi.xlsx'))
  const rows = (name: string, first: number): readonly (readonly string[])[] => {
    const page = file.getWorksheet(name)
    if (!page) throw new Error(`no sheet « ${name} »`)
    return Array.from({ length: page.rowCount - first + 1 }, (_, at) =>
      Array.from({ length: page.columnCount }, (_, column) =>
        String(page.getCell(first + at, column + 1).value ?? ''),
      ),
    )
  }
  const quarters = quartersOf(join(folder, 'manche-promeneurs.csv'))
  const structures = rows('Réseau 2026', 5).map((row) => structureOf(row, quarters))
  return {
    structures,
    people: rows('Promeneurs', 2).map((row) => personOf(row, structures)),
    grants: [...rows('Financements', 2).map(grantOf), typedGrant],
  }
}

const communes = officialPlaces('communes').filter(
  ({ type, departement }) => type === 'commune-actuelle' && departement === '50',
)

/** Who names the two structures that share their name was said to be in this one's. */
const chosenManager = 'Müller'
const twins = 'Espace jeunes à Villedieu-les-Poêles-Rouffigny'

function structureOf(row: readonly string[], quarters: ReadonlyMap<string, string>): FileStructure {
  const [name = '', type = '', city = '', postalCode = '', manager = '', mail = '', phone = ''] = row
  const [, , , , , , , status = '', call = ''] = row
  const [managerFirst = '', ...last] = manager.split(' ')
  const commune = communes.find((one) => one.nom.toLocaleUpperCase('fr') === city)
  if (!commune) throw new Error(`no such commune in the Manche: ${city}`)
  const isNamed = name !== twins || last.join(' ') === chosenManager
  return {
    name,
    type: types[type] ?? type,
    commune: commune.nom,
    communeCode: commune.code,
    postalCode,
    managerFirst,
    managerLast: last.join(' '),
    mail,
    phone: phoneOf(phone),
    status,
    call,
    qpv: isNamed ? (quarters.get(name) ?? null) : null,
  }
}

function personOf(row: readonly string[], structures: readonly FileStructure[]): FilePerson {
  const [last = '', first = '', job = '', employer = '', entered = '', signed] = row
  const [, , , , , , facebook, instagram, snapchat, discord, active, phone = '', mail = ''] = row
  const structure = structures.find(
    ({ name, managerLast }) => name === employer && (name !== twins || managerLast === chosenManager),
  )
  if (!structure) throw new Error(`no such structure: ${employer}`)
  const accounts = { Discord: discord, Facebook: facebook, Instagram: instagram, Snapchat: snapchat }
  const name = `${first} ${last.slice(0, 1)}${last.slice(1).toLocaleLowerCase('fr')}`
  return {
    first,
    last: name.slice(first.length + 1),
    job: edits[name]?.job ?? job,
    mail: edits[name]?.mail ?? mail,
    phone: phoneOf(phone),
    structure,
    active: active === 'oui',
    entered: dayOf(entered) ?? '',
    signed: signed === 'x',
    accounts: Object.entries(accounts).flatMap(([network, handle]) =>
      handle ? [`${network} : ${handle}`] : [],
    ),
  }
}

function grantOf(row: readonly string[]): FileGrant {
  const [year, funder = '', fund = '', purpose = '', requested, granted, paid, signedAt, reportAt, state] =
    row
  return {
    year: Number(year),
    funder,
    fund,
    purpose,
    requested: amountOf(requested) ?? 0,
    granted: amountOf(granted),
    paid: amountOf(paid) ?? 0,
    signedAt: dayOf(signedAt),
    reportAt: dayOf(reportAt),
    state: states[state ?? ''] ?? '',
  }
}

/** « 666612824 », « +33 6 23 50 03 37 » → « 06 66 61 28 24 ». */
const phoneOf = (text: string): string =>
  `0${text.replace(/\D/g, '').slice(-9)}`.replace(/(\d\d)(?=\d)/g, '$1 ')

/** « 30/06/2027 » → « 2027-06-30 ». */
const dayOf = (text = ''): string | null => (text === '' ? null : text.split('/').reverse().join('-'))

/** « 3 200,50 € » → 3200.5; blank is not 0. */
const amountOf = (text = ''): number | null =>
  text === '' ? null : Number(text.replace(/[^\d,.]/g, '').replace(',', '.'))

/** Structures of the roster that stand in a priority area or outside, in the words of the file. */
function quartersOf(file: string): ReadonlyMap<string, string> {
  const lines = new TextDecoder('windows-1252').decode(readFileSync(file)).trim().split(/\r?\n/).slice(1)
  return new Map(lines.map((line) => [line.split(';')[5] ?? '', line.split(';')[8] ?? '']))
}
