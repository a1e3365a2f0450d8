import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import type { Workbook } from '../../../src/core/sheets/sheet'
import { reread } from './rereadWorkbook'

/** Whether a LibreOffice stands on this machine; without one nobody can recalculate. */
export const hasOffice = existsSync('/usr/bin/soffice')

/** The workbook as LibreOffice sees it when the values of its formulas are taken away and it must find them itself. */
export async function recalculated(workbook: Workbook): Promise<ExcelJS.Workbook> {
  const bare = await reread(workbook)
  bare.eachSheet((page) => {
    page.eachRow((row) => {
      row.eachCell((cell) => {
        if (cell.formula) cell.value = { formula: cell.formula, date1904: false }
      })
    })
  })
  const folder = mkdtempSync(join(tmpdir(), 'maillage-office-'))
  try {
    writeFileSync(join(folder, 'bare.xlsx'), new Uint8Array(await bare.xlsx.writeBuffer()))
    const profile = `-env:UserInstallation=file://${folder}/profile`
    const convert = [
      '--headless',
      '--convert-to',
      'xlsx:Calc MS Excel 2007 XML',
      '--outdir',
      join(folder, 'out'),
    ]
    execFileSync('/usr/bin/soffice', [profile, ...convert, join(folder, 'bare.xlsx')], { stdio: 'ignore' })
    const made = new ExcelJS.Workbook()
    const bytes = readFileSync(join(folder, 'out', 'bare.xlsx'))
    // exceljs declares an older Buffer than Node's; the bytes are the same.
    await made.xlsx.load(new Uint8Array(bytes).buffer as ArrayBuffer)
    return made
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
