import ExcelJS from 'exceljs'
import { expect, test } from 'vitest'
import { readTables } from '../../../src/renderer/data/readTable'
import { workbook, zip } from './zips'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

async function rows(name: string, bytes: Uint8Array): Promise<unknown> {
  const read = await readTables(name, bytes)
  return read.ok ? read.value.map((table) => table.rows) : read.error
}

const refusal = async (bytes: Uint8Array, name = 'fichier.xlsx'): Promise<string> => {
  const read = await readTables(name, bytes)
  if (read.ok) throw new Error('the file was read')
  return read.error
}

const sheetOf = (cells: string): string => `<worksheet><sheetData>${cells}</sheetData></worksheet>`

test('a workbook written by exceljs comes back: texts, numbers, true dates, computed formulas; hidden and empty sheets do not', async () => {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('Réseau')
  sheet.addRow(['Nom', 'Né le', 'Montant', 'Oui', 'Formule', 'Riche', 'Lien'])
  sheet.addRow([
    'L’été « & » <ici>',
    new Date(Date.UTC(2026, 10, 3)),
    1234.5,
    true,
    { formula: 'C2*2', result: 2469 },
    { richText: [{ text: 'a' }, { text: ' b', font: { bold: true } }] },
    { text: 'Site', hyperlink: 'https://exemple.fr' },
  ])
  sheet.getCell('B2').numFmt = 'dd/mm/yyyy'
  sheet.getCell('C2').numFmt = '#,##0.00 "€"'
  book.addWorksheet('Cachée', { state: 'hidden' }).addRow(['x'])
  book.addWorksheet('Très cachée', { state: 'veryHidden' }).addRow(['x'])
  book.addWorksheet('Vide')
  const bytes = new Uint8Array(await book.xlsx.writeBuffer())
  expect(await rows('a.xlsx', bytes)).toEqual([
    [
      ['Nom', 'Né le', 'Montant', 'Oui', 'Formule', 'Riche', 'Lien'],
      ['L’été « & » <ici>', '2026-11-03', 1234.5, true, 2469, 'a b', 'Site'],
    ],
  ])
})

test('what other writers do is read too: prefixes, inline texts, missing references, 1904 dates, errors, escapes', async () => {
  const bytes = workbook({
    workbook:
      '<x:workbook xmlns:x="u"><x:workbookPr date1904="1"/><x:sheets><x:sheet name="A &amp; B" r:id="rId1"/></x:sheets></x:workbook>',
    styles:
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd\\ mmmm\\ yyyy"/><numFmt numFmtId="165" formatCode="&quot;dossier&quot; 0"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>',
    sheet: sheetOf(
      "<row><c t='inlineStr'><is><t>un</t><rPh><t>phonétique</t></rPh></is></c><c><v>2</v></c></row>" +
        '<row r="4"><c r="C4" s="1"><v>44867</v></c><c r="D4" s="2"><v>7</v></c><c r="E4" t="e"><v>#REF!</v></c><c r="F4" t="str"><f>A1</f><v>a_x000D_b&#233;</v></c><c r="G4" t="d"><v>2026-11-03T00:00:00</v></c></row>',
    ),
  })
  expect(await rows('a.xlsx', bytes)).toEqual([
    [['un', 2], [], [], [null, null, '2026-11-03', 7, null, 'a\rbé', '2026-11-03']],
  ])
})

test('CSV files of French offices: Windows-1252, UTF-8 with and without a mark, UTF-16, « ; », « , », tabs, quotes', async () => {
  const expected = [
    [
      ['Nom', 'Ville'],
      ['Lecœur', 'Saint-Lô, « là »'],
    ],
  ]
  const windows = Uint8Array.from(
    [...'Nom;Ville\r\nLec\u009cur;Saint-L\u00f4, \u00ab l\u00e0 \u00bb\r\n'].map((letter) =>
      letter.charCodeAt(0),
    ),
  )
  expect(await rows('a.csv', windows)).toEqual(expected)
  expect(await rows('a.csv', utf8('\uFEFFNom;Ville\r\nLecœur;Saint-Lô, « là »\r\n\r\n'))).toEqual(expected)
  expect(await rows('a.csv', utf8('Nom,Ville\nLecœur,"Saint-Lô, « là »"'))).toEqual(expected)
  expect(await rows('a.txt', utf8('Nom\tVille\nLecœur\tSaint-Lô, « là »'))).toEqual(expected)
  expect(await rows('a.csv', Buffer.from('\uFEFFNom;Ville\nLecœur;Saint-Lô, « là »', 'utf16le'))).toEqual(
    expected,
  )
  expect(await rows('a.csv', utf8('sep=,\nNom,Ville\nLecœur,"Saint-Lô, « là »"'))).toEqual([
    [[], ...(expected[0] ?? [])],
  ])
})

test('a quotation mark that only begins a name hides no line below it', async () => {
  const lines = [
    'Réseau de la Manche',
    'Structure;Commune;Type',
    'MJC du Port;Cherbourg;MJC',
    '"Le Phare" espace jeunes;Saint-Lô;ASSO',
    '"Centre ""social""";"Coutances";CSC',
    '',
    'Foyer "du Parc";Avranches;"ASSO',
  ]
  expect(await rows('a.csv', utf8(lines.join('\r\n')))).toEqual([
    [
      ['Réseau de la Manche'],
      ['Structure', 'Commune', 'Type'],
      ['MJC du Port', 'Cherbourg', 'MJC'],
      ['"Le Phare" espace jeunes', 'Saint-Lô', 'ASSO'],
      ['Centre "social"', 'Coutances', 'CSC'],
      [null],
      ['Foyer "du Parc"', 'Avranches', '"ASSO'],
    ],
  ])
})

test('a quotation mark that cannot be told from a quoted text is refused, and its line named', async () => {
  const lines = [
    'Structure;Commune',
    '"MJC; du Port";Cherbourg',
    '"Le Phare" espace;Saint-Lô',
    'Foyer;Avranches',
  ]
  expect(await refusal(utf8(lines.join('\n')), 'a.csv')).toMatch(/^Ligne 3\u00a0: un guillemet/)
  expect(await refusal(utf8(['sep=;', ...lines].join('\r\n')), 'a.csv')).toMatch(/^Ligne 4\u00a0/)
})

test('a file that is no spreadsheet says what to do', async () => {
  expect(await refusal(new Uint8Array())).toContain('vide')
  expect(await refusal(utf8('\n\n \n'.trim() || '\n'), 'a.csv')).toContain('aucune ligne')
  expect(await refusal(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]))).toContain('.xls')
  expect(await refusal(zip([{ name: 'content.xml', bytes: utf8('<x/>') }]))).toContain('Excel (.xlsx)')
  expect(await refusal(zip([{ name: 'word/document.xml', bytes: utf8('<x/>') }]))).toContain(
    'n’est pas un classeur',
  )
  expect(await refusal(Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]))).toContain('abîmé')
  expect(await refusal(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]), 'image.csv')).toContain(
    'n’est ni un classeur Excel ni un fichier .csv',
  )
})

test('a truncated workbook is refused wherever it was cut', async () => {
  const whole = workbook({ sheet: sheetOf('<row><c><v>1</v></c></row>') })
  for (let length = 4; length < whole.length; length += 37)
    expect(typeof (await rows('a.xlsx', whole.slice(0, length)))).toBe('string')
})

test('[D15] bombs are refused or cost nothing: sizes, lies, entries, ratio, entities, names, merges, columns', async () => {
  const zeros = new Uint8Array(70 * 1024 * 1024)
  const sheet = sheetOf('<row><c><v>1</v></c></row>')
  const started = performance.now()
  expect(
    await refusal(workbook({ sheet, more: [{ name: 'xl/sharedStrings.xml', bytes: zeros }] })),
  ).toContain('trop volumineux')
  expect(
    await refusal(workbook({ sheet, more: [{ name: 'xl/sharedStrings.xml', bytes: zeros, claims: 1000 }] })),
  ).toContain('trop volumineux')
  expect(
    await refusal(
      zip(
        Array.from({ length: 3000 }, (_, n) => ({ name: `e${n}`, bytes: utf8('x'), stored: true as const })),
      ),
    ),
  ).toContain('trop volumineux')
  const laughs = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>${sheet.replace('<v>1</v>', '<v>&b;</v>')}`
  expect(await rows('a.xlsx', workbook({ sheet: laughs }))).toEqual([[['&b;']]])
  const greedy =
    '<worksheet><cols><col min="1" max="16384" width="9"/></cols><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells><dataValidations><dataValidation sqref="A1:XFD1048576"/></dataValidations></worksheet>'
  const names =
    '<workbook><sheets><sheet name="F" r:id="rId1"/></sheets><definedNames><definedName name="n">Feuille!$A$1:$XFD$1048576</definedName></definedNames></workbook>'
  expect(await rows('a.xlsx', workbook({ sheet: greedy, workbook: names }))).toEqual([[[1]]])
  expect(
    await refusal(workbook({ sheet: sheetOf('<row r="1048576"><c r="A1048576"><v>1</v></c></row>') })),
  ).toContain('trop grande')
  expect(await refusal(workbook({ sheet: sheetOf('<row r="1"><c r="XFD1"><v>1</v></c></row>') }))).toContain(
    'trop grande',
  )
  expect(await refusal(utf8(`a;b\n${'1;2\n'.repeat(60_000)}`), 'a.csv')).toContain('trop grand')
  expect(await refusal(utf8('a;'.repeat(1_000_000)), 'a.csv')).toContain('trop grand')
  expect(performance.now() - started).toBeLessThan(10_000)
})

test('XML that is not well formed is passed over, not looped on', async () => {
  for (const odd of [
    '<',
    '<c',
    '<c r="A1',
    '<c><v>1',
    '<!--',
    '<![CDATA[x',
    '</',
    '<!DOCTYPE x [',
    '<c r=\'A1"><v>1</v></c>',
    '<?xml',
    '&#xFFFFFF;',
    '&#99999999;',
  ])
    await rows('a.xlsx', workbook({ sheet: sheetOf(`<row><c><v>1</v></c></row>${odd}`) }))
})

test('ten thousand lines are read in reasonable time', async () => {
  const cells = (n: number): string =>
    Array.from(
      { length: 12 },
      (_, c) =>
        `<c r="${String.fromCharCode(65 + c)}${n}" t="inlineStr"><is><t>Valeur ${n} ${c}</t></is></c>`,
    ).join('')
  const bytes = workbook({
    sheet: sheetOf(
      Array.from({ length: 10_000 }, (_, n) => `<row r="${n + 1}">${cells(n + 1)}</row>`).join(''),
    ),
  })
  const started = performance.now()
  const read = await readTables('a.xlsx', bytes)
  expect(read.ok && read.value[0]?.rows.length).toBe(10_000)
  expect(performance.now() - started).toBeLessThan(5_000)
})
