import ExcelJS from 'exceljs'
import type { Sheet } from '../../src/core/sheets/sheet'
import { workbookBytes } from '../../src/renderer/data/workbookFile'
import { ms, type Figure } from './measure'

const ROWS = 10_000

/** A workbook of ours with ten thousand rows, against plain exceljs with the same cells. */
export async function benchWorkbook(): Promise<readonly Figure[]> {
  const lines = Array.from({ length: ROWS }, (_, row) => ({
    cells: [2026, 'Caf de la Manche', `Dossier ${row}`, 1_234_56 + row, 1_000_00, null, '2026-11-22', 'Oui'],
  }))
  const heading = { title: 'Essai', scope: 'Manche (50)', edition: '', audience: '' }
  const sheet: Sheet = {
    name: 'Essai',
    heading,
    lines,
    omitted: [],
    columns: [
      { key: 'year', label: 'Exercice', type: 'year' },
      { key: 'funder', label: 'Financeur', type: 'text' },
      { key: 'fund', label: 'Dispositif', type: 'text' },
      { key: 'requested', label: 'Demandé', type: 'money', total: 'sum' },
      { key: 'granted', label: 'Accordé', type: 'money', total: 'sum' },
      { key: 'paid', label: 'Versé', type: 'money', total: 'sum' },
      { key: 'due', label: 'Bilan attendu le', type: 'date' },
      { key: 'counted', label: 'Compté', type: 'flag' },
    ],
  }
  const workbook = {
    fileName: 'essai.xlsx',
    author: 'Essai',
    madeAt: '2026-11-22T10:00:00Z',
    sheets: [sheet],
  }

  const plain = async (): Promise<void> => {
    const file = new ExcelJS.Workbook()
    const page = file.addWorksheet('Essai')
    for (const { cells } of lines) page.addRow(cells)
    await file.xlsx.writeBuffer()
  }
  const plainMs = await best(plain)
  const ours = await best(() => workbookBytes(workbook))
  return [
    {
      name: `workbook of ${ROWS} rows`,
      value: ms(ours),
      limit: `plain exceljs ${ms(plainMs)}`,
      ratio: ours / plainMs,
    },
  ]
}

/** The better of two runs: the first one also warms the engine up. */
async function best(run: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let at = 0; at < 2; at += 1) {
    const start = performance.now()
    await run()
    times.push(performance.now() - start)
  }
  return Math.min(...times)
}
