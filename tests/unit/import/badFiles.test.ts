import ExcelJS from 'exceljs'
import { expect, test } from 'vitest'
import { readTables } from '../../../src/renderer/data/readTable'
import { bring, desk, sheetsOf } from './desk'
import { zip } from './zips'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

async function written(fill: (sheet: ExcelJS.Worksheet) => void): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  fill(book.addWorksheet('Promeneurs'))
  return new Uint8Array(await book.xlsx.writeBuffer())
}

/** What an import of a file does to an empty desk. */
async function outcome(name: string, bytes: Uint8Array) {
  const at = desk(1)
  const read = await readTables(name, bytes)
  if (!read.ok) return { refusal: read.error, people: at.view.list('promeneur') }
  const plan = bring(at, sheetsOf(read.value))
  return { plan, people: at.view.list('promeneur') }
}

const namesOf = (people: readonly { readonly values: { readonly [name: string]: unknown } }[]) =>
  people.map(({ values }) => `${String(values['firstName'])} ${String(values['lastName'])}`).sort()

test('encrypted, old and foreign workbooks are refused in words, whatever they are called, and change nothing', async () => {
  const compound = Uint8Array.from([
    0xd0,
    0xcf,
    0x11,
    0xe0,
    0xa1,
    0xb1,
    0x1a,
    0xe1,
    ...Array<number>(504).fill(0),
  ])
  const openDocument = zip([
    { name: 'mimetype', bytes: utf8('application/vnd.oasis.opendocument.spreadsheet'), stored: true },
    { name: 'content.xml', bytes: utf8('<office:document-content/>') },
  ])
  for (const [name, bytes, words] of [
    ['protégé.xlsx', compound, /mot de passe.*\.xlsx/],
    ['ancien.xls', compound, /ancien format \(\.xls\)/],
    ['libre.ods', openDocument, /Enregistrer sous.*Excel \(\.xlsx\)/],
    ['libre.xlsx', openDocument, /Enregistrer sous.*Excel \(\.xlsx\)/],
    [
      'liste.xlsx',
      utf8('%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n'),
      /PDF, quel que soit son nom.*\.xlsx/,
    ],
    ['vide.xlsx', await written(() => undefined), /aucune ligne/],
  ] as const) {
    const { refusal, people } = await outcome(name, bytes)
    expect(refusal?.replaceAll('\u00a0', ' '), name).toMatch(words)
    expect(people, name).toEqual([])
  }
})

test('a roster in Latin-1, cut by « ; », « , » or tabs, comes in with its accents', async () => {
  for (const separator of [';', ',', '\t']) {
    const text = ['Prénom,Nom,Mail', 'Hélène,Lefèvre,helene@ex.example']
      .join('\r\n')
      .replaceAll(',', separator)
    const bytes = Uint8Array.from([...text].map((letter) => letter.charCodeAt(0)))
    expect(namesOf((await outcome('liste.csv', bytes)).people)).toEqual(['Hélène Lefèvre'])
  }
})

test('headings without a line bring nothing, and say so by their counts', async () => {
  const { plan, people } = await outcome('a.csv', utf8('Prénom;Nom;Mail\r\n'))
  expect([plan?.records, people]).toEqual([[], []])
})

test('two rows of headings, the upper one of merged groups, are read from the lower', async () => {
  const bytes = await written((sheet) => {
    sheet.addRow(['Personne', null, 'Joindre'])
    sheet.mergeCells('A1:B1')
    sheet.addRow(['Prénom', 'Nom', 'Mail'])
    sheet.addRow(['Inès', 'Mauger', 'ines@ex.example'])
  })
  expect(namesOf((await outcome('a.xlsx', bytes)).people)).toEqual(['Inès Mauger'])
})

test('a formula in error is an unknown, never a text: the line comes in without it', async () => {
  const bytes = await written((sheet) => {
    sheet.addRow(['Prénom', 'Nom', 'Mail', 'Fonction'])
    sheet.addRow(['Inès', 'Mauger', 'ines@ex.example', { formula: 'NA()', result: { error: '#N/A' } }])
  })
  const { people } = await outcome('a.xlsx', bytes)
  expect(namesOf(people)).toEqual(['Inès Mauger'])
  expect(people[0]?.values['jobTitle'] ?? null).toBeNull()
})

test('a cell merged over several lines fills its first line alone', async () => {
  const bytes = await written((sheet) => {
    sheet.addRow(['Prénom', 'Nom', 'Mail', 'Fonction'])
    sheet.addRow(['Inès', 'Mauger', 'ines@ex.example', 'Animatrice'])
    sheet.addRow(['Hugo', 'Desrues', 'hugo@ex.example', null])
    sheet.mergeCells('D2:D3')
  })
  const { people } = await outcome('a.xlsx', bytes)
  expect(namesOf(people)).toEqual(['Hugo Desrues', 'Inès Mauger'])
  const jobOf = (first: string) =>
    people.find(({ values }) => values['firstName'] === first)?.values['jobTitle']
  expect([jobOf('Inès'), jobOf('Hugo') ?? null]).toEqual(['Animatrice', null])
})
