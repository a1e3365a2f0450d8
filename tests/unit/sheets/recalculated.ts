import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import type { Workbook } from '../../../src/core/sheets/sheet'
import { reread } from './rereadWorkbook'

/** Whether a LibreOffice stands on this machine; without one nobody can recalculate. */
export const hasOffice = existsSync('/usr/bin/soffice')

/** Workbooks as LibreOffice sees them when the values of their formulas are taken away and it must find them itself. */
export async function recalculated(workbooks: readonly Workbook[]): Promise<readonly ExcelJS.Workbook[]> {
  const folder = mkdtempSync(join(tmpdir(), 'maillage-office-'))
  try {
    const names = workbooks.map((_, index) => `${index}.xlsx`)
    for (const [index, workbook] of workbooks.entries()) {
      writeFileSync(join(folder, `${index}.xlsx`), await withoutValues(workbook))
    }
    const profile = `-env:UserInstallation=file://${folder}/profile`
    const convert = [
      '--headless',
      '--convert-to',
      'xlsx:Calc MS Excel 2007 XML',
      '--outdir',
      join(folder, 'out'),
    ]
    const files = names.map((name) => join(folder, name))
    execFileSync('/usr/bin/soffice', [profile, ...convert, ...files], { stdio: 'ignore', timeout: 240_000 })
    return await Promise.all(names.map((name) => load(readFileSync(join(folder, 'out', name)))))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function withoutValues(workbook: Workbook): Promise<Uint8Array> {
  const file = await reread(workbook)
  file.eachSheet((page) => {
    page.eachRow((row) => {
      row.eachCell((cell) => {
        if (cell.formula) cell.value = { formula: cell.formula, date1904: false }
      })
    })
  })
  return new Uint8Array(await file.xlsx.writeBuffer())
}

async function load(bytes: Uint8Array): Promise<ExcelJS.Workbook> {
  const file = new ExcelJS.Workbook()
  // exceljs declares an older Buffer than Node's; the bytes are the same.
  await file.xlsx.load(new Uint8Array(bytes).buffer as ArrayBuffer)
  return file
}
