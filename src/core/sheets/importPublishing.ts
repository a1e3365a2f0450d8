import { publicLeave } from '../records/publicCard'
import type { FieldValue } from '../schema/record'
import type { Entry } from './importBook'
import type { RowDraft } from './importRow'
import { say, type ImportRun } from './importRun'

const YES = 'yes'
const NO = 'no'

/**
 * Nobody is published because a file says so: whoever is not here is asked about, once for the file, and whoever has
 * withdrawn her consent is not published at all. An older file of ours still says what was true then.
 */
export function applyPublishing(
  run: ImportRun,
  row: RowDraft,
  values: { [field: string]: FieldValue },
  found: Entry | undefined,
): void {
  const { flag } = publicLeave
  if (values[flag] !== true || found?.values[flag] === true) return
  if (found && run.withdrawn.has(found.id)) {
    delete values[flag]
    say(
      run,
      row,
      'Non publié\u00a0: cette personne a retiré son consentement à paraître sur l’annuaire national. Si elle l’a redonné, cochez-le sur sa fiche et remplissez une nouvelle fiche publique.',
    )
    return
  }
  const answer = run.doubts.ask(
    {
      id: 'publish',
      question:
        'Le fichier dit «\u00a0Publié\u00a0» de personnes qui ne le sont pas ici\u00a0: les publier sur l’annuaire national\u00a0?',
      options: [
        { id: YES, label: 'Oui, les publier', detail: 'Elles ont donné leur accord' },
        { id: NO, label: 'Non', detail: 'Elles restent comme elles sont ici' },
      ],
      otherwise: 'Personne n’est publié de plus.',
    },
    { key: row.key, text: [values.firstName, values.lastName].join(' ').trim() },
  )
  if (answer === YES) return
  delete values[flag]
  if (answer === undefined)
    say(run, row, 'Sans réponse à la question posée\u00a0: «\u00a0Publié\u00a0» n’est pas repris.')
}
