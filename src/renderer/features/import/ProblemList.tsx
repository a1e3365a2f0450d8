import { Button } from '@mantine/core'
import { useState } from 'react'
import type { CellProblem } from '../../../core/sheets/importRow'
import { placeWords, sourceWords } from './problemWords'
import classes from './Tables.module.css'

const PAGE = 100

/** What could not be read or was left open, cell by cell. */
export function ProblemList({ problems }: { readonly problems: readonly CellProblem[] }) {
  const [shown, setShown] = useState(PAGE)
  return (
    <div className={classes.scroll}>
      <table className={classes.preview} aria-label="À savoir sur cet import">
        <thead>
          <tr>
            <th scope="col">Où</th>
            <th scope="col">Dans le fichier</th>
            <th scope="col">À savoir</th>
          </tr>
        </thead>
        <tbody>
          {problems.slice(0, shown).map((problem, index) => (
            <tr key={index}>
              <th scope="row">
                {placeWords(problem)}
                <span className={classes.kind}>{problem.sheet}</span>
              </th>
              <td className={classes.source}>{sourceWords(problem)}</td>
              <td>{problem.message}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {problems.length <= shown ? null : (
        <Button variant="subtle" onClick={() => setShown((count) => count + 5 * PAGE)}>
          {`Afficher la suite (${problems.length - shown})`}
        </Button>
      )}
    </div>
  )
}
