import { Button } from '@mantine/core'
import { useState } from 'react'
import { useWatched, useWorkspace } from '../../data/hooks'
import { CaseLead, CaseScreen } from '../../ui/CaseScreen'
import { Confirm } from '../../ui/Confirm'
import { EmptyState } from '../../ui/EmptyState'
import { Notice } from '../../ui/Notice'
import { PairCard } from './PairCard'
import { useConflicts } from './useConflicts'
import { mergeOf, useMerges } from './useMerges'
import { useStrays } from './useStrays'

/** Pairs shown at once. */
const PAGE = 20

/** « Doublons probables »: pairs side by side, until somebody says whether they are one. */
export function DuplicatesScreen() {
  const { identity, duplicates } = useWorkspace()
  const { pairs, looking } = useWatched(duplicates)
  const strays = useStrays()
  const { busy, merge, mergePairs, apart } = useMerges()
  const conflicts = useConflicts(pairs, PAGE)
  const [asking, setAsking] = useState(false)
  const sure = pairs.filter((pair) => pair.sure)
  const readOnly = identity.role === 'reader'
  const moved = strays.reduce((sum, stray) => sum + stray.count, 0)
  return (
    <CaseScreen
      title="Doublons probables"
      more={pairs.length - PAGE}
      action={
        sure.length < 2 || readOnly ? null : (
          <Button disabled={busy} onClick={() => setAsking(true)}>
            {`Réunir les ${sure.length} paires identiques`}
          </Button>
        )
      }
    >
      {strays.length === 0 || readOnly ? null : (
        <Notice
          tone="warn"
          title={
            moved === 1
              ? 'Une fiche cite encore une fiche réunie'
              : `${moved} fiches citent encore une fiche réunie`
          }
          actions={
            <Button
              variant="default"
              disabled={busy}
              onClick={() => void merge(strays.map(({ kind, ids }) => ({ kind, ids })))}
            >
              Suivre la fiche gardée
            </Button>
          }
        >
          Un collègue les a écrites avant d’avoir reçu la réunion.
        </Notice>
      )}
      {pairs.length === 0 && looking ? (
        <CaseLead>Recherche des fiches qui se ressemblent…</CaseLead>
      ) : pairs.length === 0 ? (
        <EmptyState icon="check" title="Aucun doublon probable">
          Quand deux fiches se ressemblent, après un import ou l’arrivée d’un collègue, elles vous attendent
          ici. <a href="#/aide/doublons">En savoir plus</a>
        </EmptyState>
      ) : (
        <>
          <CaseLead>
            {pairs.length === 1 ? 'Une paire' : `${pairs.length} paires`} à regarder. «&nbsp;Même fiche&nbsp;»
            garde tout ce que les deux savent et tout ce qui les cite&nbsp;; l’autre va à la corbeille. Là où
            elles se contredisent, la valeur écrite en dernier est cochée&nbsp;: changez-la si besoin.{' '}
            <a href="#/aide/doublons">En savoir plus</a>
          </CaseLead>
          {pairs.slice(0, PAGE).map((pair) => (
            <PairCard
              key={`${pair.older.id} ${pair.newer.id}`}
              pair={pair}
              conflicts={conflicts.get(pair)}
              disabled={busy || readOnly}
              merge={(values) => void merge([{ ...mergeOf(pair), values }])}
              apart={() => void apart(pair)}
            />
          ))}
        </>
      )}
      <Confirm
        opened={asking}
        title="Réunir les paires identiques"
        action={`Réunir ${sure.length} paires`}
        onConfirm={() => void mergePairs(sure)}
        onClose={() => setAsking(false)}
      >
        {`Rien ne distingue ces ${sure.length} paires de fiches. Une de chaque reste, avec tout ce que l’autre savait et tout ce qui la citait. Un geste annule l’ensemble.`}
      </Confirm>
    </CaseScreen>
  )
}
