import { benchDesk } from './desk'
import { tableOf, type Figure } from './measure'
import { benchServer } from './server'
import { benchWorkbook } from './workbook'

/** Figures of the parts that people wait for, each beside what this machine can do in the same run. */
const figures: Figure[] = []
for (const [name, run] of [
  ['workbook', benchWorkbook],
  ['server', benchServer],
  ['desk', benchDesk],
] as const) {
  console.error(`measuring: ${name}…`)
  figures.push(...(await run()))
}
console.log(tableOf(figures))
process.exitCode = figures.some(({ missed }) => missed !== undefined) ? 1 : 0
