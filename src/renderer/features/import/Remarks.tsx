import { Button } from '@mantine/core'
import type { CellProblem } from '../../../core/sheets/importRow'
import { announce } from '../../ui/announce'
import { Icon } from '../../ui/Icon'
import { copyText } from '../../ui/copyText'
import { ProblemList } from './ProblemList'
import { problemsText } from './problemWords'
import classes from './Remarks.module.css'

/** The remarks of an import that is done: still there to be read, and to be taken along before one goes on. */
export function Remarks({ problems }: { readonly problems: readonly CellProblem[] }) {
  const copy = async (): Promise<void> => {
    if (await copyText(problemsText(problems)))
      announce(problems.length === 1 ? 'Remarque copiée.' : `${problems.length} remarques copiées.`)
    else announce('Le presse-papiers est fermé\u00a0: sélectionnez et copiez le tableau.', 'danger')
  }
  return (
    <section className={classes.remarks} aria-labelledby="import-remarks">
      <header>
        <h2 id="import-remarks">{`À savoir (${problems.length})`}</h2>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<Icon name="file" size={15} />}
          onClick={() => void copy()}
        >
          {problems.length === 1 ? 'Copier cette remarque' : 'Copier ces remarques'}
        </Button>
      </header>
      <ProblemList problems={problems} />
    </section>
  )
}
