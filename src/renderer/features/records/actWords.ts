import type { HistoryEntry } from '../../../core/document/journal'

interface Act {
  readonly told: string
  /** How it is called once it is undone. */
  readonly called: string
}

const edited: Act = { told: 'a modifié', called: 'la modification' }

const acts: { readonly [by: string]: Act } = {
  create: { told: 'a créé la fiche', called: 'la création de la fiche' },
  edit: edited,
  import: { told: 'a importé', called: 'l’import' },
  trash: { told: 'a mis la fiche à la corbeille', called: 'la mise à la corbeille' },
  restore: { told: 'a restauré la fiche', called: 'la restauration de la fiche' },
  merge: { told: 'a réuni deux fiches', called: 'la réunion de deux fiches' },
  review: { told: 'a choisi une valeur', called: 'le choix d’une valeur' },
  sample: { told: 'a apporté la fiche', called: 'l’apport de la fiche' },
}

const TAKEN_BACK: { readonly [by: string]: string } = {
  undo: 'a annulé\u00a0: ',
  redo: 'a rétabli\u00a0: ',
}

/** What a line of a history says was done: « a modifié », « a annulé : la modification », « a rétabli : l’import ». */
export function actWords({ by, of }: Pick<HistoryEntry, 'by' | 'of'>): string {
  const takenBack = TAKEN_BACK[by]
  if (takenBack === undefined) return (acts[by] ?? edited).told
  return `${takenBack}${(acts[of ?? ''] ?? edited).called}`
}

/** The same of the merge of this record with others, which follow: « a réuni avec celle-ci une autre fiche ». */
export function mergeWords({ by, merged }: Pick<HistoryEntry, 'by' | 'merged'>): string {
  const others = merged.length === 1 ? 'une autre fiche' : `${merged.length} autres fiches`
  return by === 'redo'
    ? `a rétabli\u00a0: la réunion de celle-ci avec ${others}`
    : `a réuni avec celle-ci ${others}`
}
