import type { CellProblem } from '../../../core/sheets/importRow'
import { columnLetter } from '../../../core/sheets/importTable'

/** Where a remark stands in the file: « C12 », « Ligne 12 ». */
export const placeWords = ({ column, line }: CellProblem): string =>
  column === undefined ? `Ligne ${line}` : `${columnLetter(column)}${line}`

/** What the file says there, under its heading. */
export const sourceWords = ({ heading, text }: CellProblem): string =>
  heading === undefined ? text : `${heading}\u00a0: ${text}`

/** The remarks of an import as lines to paste: into a mail they read, into a sheet they fall into columns. */
export function problemsText(problems: readonly CellProblem[]): string {
  const lines = problems.map((problem) => [
    problem.sheet,
    placeWords(problem),
    sourceWords(problem),
    problem.message,
  ])
  return [['Feuille', 'Où', 'Dans le fichier', 'À savoir'], ...lines]
    .map((cells) => cells.map((cell) => cell.replace(/\s*[\t\r\n]\s*/g, ' ')).join('\t'))
    .join('\n')
}
