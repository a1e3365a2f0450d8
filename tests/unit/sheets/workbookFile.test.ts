import ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import { fitWorkbook, longestText, sheetName } from '../../../src/core/sheets/limits'
import { type ColumnOf, type Heading, tableSheet, type Workbook } from '../../../src/core/sheets/sheet'
import { workbookBytes } from '../../../src/renderer/data/workbookFile'

const heading: Heading = {
  title: 'Essai',
  scope: 'Manche (50)',
  edition: 'Données au 22/11/2026',
  audience: 'Interne',
}

interface Grant {
  readonly name: string | null
  readonly granted: number | null
  readonly paid: number
  readonly due: string | null
}

const columns: readonly ColumnOf<Grant>[] = [
  { key: 'name', label: 'Dispositif', type: 'text', total: 'count', value: (item) => item.name },
  { key: 'granted', label: 'Accordé', type: 'money', total: 'sum', value: (item) => item.granted },
  { key: 'paid', label: 'Versé', type: 'money', total: 'sum', value: (item) => item.paid },
  {
    key: 'left',
    label: 'Reste',
    type: 'money',
    total: 'sum',
    negative: 'red',
    formula: 'IF([granted]="","",[granted]-[paid])',
    value: (item) => (item.granted === null ? null : item.granted - item.paid),
  },
  { key: 'due', label: 'Bilan attendu le', type: 'date', value: (item) => item.due },
]

function workbookOf(items: readonly Grant[]): Workbook {
  const sheet = tableSheet({ name: 'Financements', heading, audience: 'interne', columns, items })
  return {
    fileName: 'essai.xlsx',
    author: 'Claire Martin',
    madeAt: '2026-11-22T10:00:00.000Z',
    sheets: [sheet],
  }
}

async function reread(workbook: Workbook): Promise<ExcelJS.Workbook> {
  const file = new ExcelJS.Workbook()
  const bytes = await workbookBytes(fitWorkbook(workbook).workbook)
  await file.xlsx.load(bytes.buffer as ArrayBuffer) // made by this process: never shared memory
  return file
}

async function pageOf(items: readonly Grant[]): Promise<ExcelJS.Worksheet> {
  const page = (await reread(workbookOf(items))).getWorksheet('Financements')
  if (!page) throw new Error('the sheet is missing')
  return page
}

/** The page of a sheet with two names and some amounts, one of them before the names if asked. */
async function widePage(
  amounts: number,
  isLate = false,
  printsAcross: Pick<Workbook, 'printsAcross'> = { printsAcross: true },
): Promise<ExcelJS.Worksheet> {
  const names: readonly ColumnOf<Grant>[] = [
    { key: 'name', label: 'Dispositif', type: 'text', width: 30, names: true, value: (item) => item.name },
    { key: 'due', label: 'Bilan', type: 'date', names: true, value: (item) => item.due },
  ]
  const paid = Array.from({ length: amounts }, (_, index): ColumnOf<Grant> => ({
    key: `paid${index}`,
    label: 'Versé',
    type: 'money',
    value: (item) => item.paid,
  }))
  const wide = isLate ? [...paid.slice(0, 1), ...names, ...paid.slice(1)] : [...names, ...paid]
  const items = [{ name: 'FPT', granted: null, paid: 100, due: null }]
  const sheet = tableSheet({ name: 'Large', heading, audience: 'interne', columns: wide, items })
  const page = (await reread({ ...workbookOf([]), ...printsAcross, sheets: [sheet] })).getWorksheet('Large')
  if (!page) throw new Error('the sheet is missing')
  return page
}

describe('a workbook file', () => {
  test('has its title in rows 1 to 4, totals in row 5, header in row 6, data from row 7', async () => {
    const page = await pageOf([{ name: 'FPT axe 3', granted: 3_720_050, paid: 2_975_050, due: '2027-06-30' }])
    expect([1, 2, 3, 4].map((row) => page.getCell(row, 1).value)).toEqual(Object.values(heading))
    expect(page.getCell('A6').value).toBe('Dispositif')
    expect(page.getCell('B5').value).toEqual({ formula: 'SUBTOTAL(109,$B$7:$B$7)', result: 37_200.5 })
    expect(page.getCell('A5').value).toEqual({ formula: 'SUBTOTAL(103,$A$7:$A$7)', result: 1 })
    expect(page.getCell('D7').value).toEqual({ formula: 'IF(B7="","",B7-C7)', result: 7450 })
    expect(page.getCell('D7').numFmt).toBe('#,##0.00 "€"')
  })

  test('is frozen, filtered, printed in A4 landscape one page wide with a repeated header', async () => {
    const page = await pageOf([{ name: 'FPT', granted: null, paid: 0, due: null }])
    expect(page.views[0]).toMatchObject({ state: 'frozen', ySplit: 6 })
    expect(page.autoFilter).toBe('A6:E7')
    expect(page.pageSetup).toMatchObject({
      paperSize: 9,
      orientation: 'landscape',
      fitToWidth: 1,
      fitToHeight: 0,
    })
    expect(page.pageSetup.printTitlesRow).toBe('6:6')
    expect(page.headerFooter.oddFooter).toContain('page &P / &N')
  })

  test('that is wide keeps its names in sight, and begins each of its printed pages with them', async () => {
    const page = await widePage(20)
    expect(page.views[0]).toMatchObject({ state: 'frozen', xSplit: 2, ySplit: 6 })
    // 30 + 11 characters of names and 20 × 14: one page across would print them at 4.9 points.
    expect(page.pageSetup).toMatchObject({
      orientation: 'landscape',
      fitToWidth: 2,
      fitToHeight: 0,
      pageOrder: 'overThenDown',
      printTitlesRow: '6:6',
      printTitlesColumn: 'A:B',
      printArea: 'A1:V7',
    })
    expect((await widePage(40)).pageSetup.fitToWidth).toBe(4)
  })

  test('that is a report is printed one page wide, as its readers were promised', async () => {
    const page = await widePage(20, false, {})
    expect(page.pageSetup).toMatchObject({ fitToWidth: 1, fitToHeight: 0, printTitlesRow: '6:6' })
    expect(page.pageSetup.printTitlesColumn).toBeUndefined()
  })

  test('that is legible on one page across takes no second one', async () => {
    const page = await widePage(11)
    expect(page.pageSetup.fitToWidth).toBe(1)
    expect(page.pageSetup.printTitlesColumn).toBeUndefined()
  })

  test('whose names stand in the middle prints them again, and freezes nothing beside the header', async () => {
    const page = await widePage(20, true)
    expect(page.views[0]).toMatchObject({ xSplit: 0, ySplit: 6 })
    expect(page.pageSetup).toMatchObject({ fitToWidth: 2, printTitlesColumn: 'B:C' })
  })

  test('prints the whole title of a narrow sheet, and the sentence of an empty one', async () => {
    const narrow = tableSheet({
      name: 'Étroite',
      heading,
      audience: 'interne',
      columns: columns.slice(0, 1),
      items: [],
      empty: 'Aucun financement.',
    })
    const page = (await reread({ ...workbookOf([]), sheets: [narrow] })).getWorksheet('Étroite')
    expect(page?.pageSetup.printArea).toBe('A1:H8')
    expect([page?.getCell('A7').value, page?.getCell('A8').value]).toEqual([null, 'Aucun financement.'])
    expect(page?.autoFilter).toBe('A6:A7')
  })

  test('writes a day as that day, in every time zone', async () => {
    const page = await pageOf([{ name: 'FPT', granted: null, paid: 0, due: '2026-03-29' }])
    expect(page.getCell('E7').value).toEqual(new Date('2026-03-29T00:00:00.000Z'))
    expect(page.getCell('E7').numFmt).toBe('dd/mm/yyyy')
  })

  test('leaves what is unknown empty, and gives the formula that needs it an empty value', async () => {
    const page = await pageOf([{ name: 'FPT', granted: null, paid: 100, due: null }])
    expect(page.getCell('B7').value).toBeNull()
    expect(page.getCell('E7').value).toBeNull()
    expect(page.getCell('D7').value).toMatchObject({ formula: 'IF(B7="","",B7-C7)' })
  })

  test('[T70] never turns a text into a formula or a link', async () => {
    const texts = [
      '=1+1',
      '+33 6',
      '-2',
      '@SUM(A1)',
      '\t=cmd',
      '=HYPERLINK("http://x.example")',
      'javascript:alert(1)',
    ]
    const page = await pageOf(texts.map((name) => ({ name, granted: null, paid: 0, due: null })))
    texts.forEach((text, index) => {
      const cell = page.getCell(7 + index, 1)
      expect(cell.type).toBe(ExcelJS.ValueType.String)
      expect(cell.value).toBe(text)
    })
  })

  test('[T71] every character of the first plane makes a file that opens, the illegal ones left out', async () => {
    const items: Grant[] = []
    for (let start = 0; start < 0x10000; start += 256) {
      const name = Array.from({ length: 256 }, (_, offset) => String.fromCharCode(start + offset)).join('')
      items.push({ name, granted: null, paid: 0, due: null })
    }
    const page = await pageOf(items)
    expect(page.getCell(7, 1).value).toContain('ABC')
    expect(page.getCell(7 + 255, 1).value).toContain('\uFFFD')
    expect(page.getCell(7 + 255, 1).value).not.toMatch(/[\uFFFE\uFFFF]/)
    expect(page.getCell(7 + 0xd8, 1).text).toBe('')
  })

  test('[T72] cuts a text at the limit of a cell and says so', () => {
    const long = workbookOf([
      { name: 'x'.repeat(longestText), granted: null, paid: 0, due: null },
      { name: 'x'.repeat(longestText + 1), granted: null, paid: 0, due: null },
    ])
    const { workbook, notices } = fitWorkbook(long)
    expect(workbook.sheets[0]?.lines[1]?.cells[0]).toHaveLength(longestText)
    expect(notices).toEqual(['Financements, cellule A8 : texte coupé à 32 767 caractères.'])
  })

  test('[T72] continues a sheet that is too long on another', () => {
    const items = Array.from({ length: 5 }, (_, index) => ({
      name: `${index}`,
      granted: 1,
      paid: 0,
      due: null,
    }))
    const { workbook, notices } = fitWorkbook(workbookOf(items), 2)
    expect(workbook.sheets.map(({ name, lines }) => [name, lines.length])).toEqual([
      ['Financements', 2],
      ['Financements (2)', 2],
      ['Financements (3)', 1],
    ])
    expect(notices).toHaveLength(1)
  })

  test('[T72] an impossible date stays a text, and a number that is none is our own fault', async () => {
    const page = await pageOf([{ name: 'FPT', granted: null, paid: 0, due: '1800-01-01' }])
    expect(page.getCell('E7').value).toBe('1800-01-01')
    expect(() =>
      fitWorkbook(workbookOf([{ name: 'FPT', granted: Number.NaN, paid: 0, due: null }])),
    ).toThrow()
  })

  test('[T72] gives every sheet a name that Excel takes', () => {
    const taken = new Set<string>()
    const names = ['A/B', "l'an 2026'", 'History', 'x'.repeat(40), 'X'.repeat(40), ''].map((name) =>
      sheetName(name, taken),
    )
    expect(names).toEqual([
      'A B',
      "l'an 2026",
      'Feuille History',
      'x'.repeat(31),
      `${'X'.repeat(27)} (2)`,
      'Feuille',
    ])
  })
})
