import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { OverruledCase } from '../../../core/document/overruled'
import { useWorkspace } from '../../data/hooks'
import { announce } from '../../ui/announce'
import { CaseLead, CaseScreen } from '../../ui/CaseScreen'
import { Confirm } from '../../ui/Confirm'
import { EmptyState } from '../../ui/EmptyState'
import { CaseCard } from './CaseCard'
import { useCases } from '../../data/useCases'

/** Beyond this many cases at once, a page of them is enough to begin with. */
const page = 30

/** « À vérifier »: what two people wrote without seeing each other, until somebody chooses. */
export function ReviewScreen() {
  const workspace = useWorkspace()
  const cases = useCases()
  const [busy, setBusy] = useState(false)
  const [asking, setAsking] = useState(false)
  const [settled, setSettled] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const edits = cases.filter((item) => item.is === 'edit')

  useEffect(() => {
    // The card that was settled is gone, and the focus with it: the next choice takes it.
    if (settled > 0) list.current?.querySelector<HTMLElement>('button:not(:disabled), h1')?.focus()
  }, [settled])

  const settle = async (wanted: readonly (readonly [OverruledCase, string])[]): Promise<void> => {
    setBusy(true)
    let done = 0
    for (const [item, keep] of wanted) {
      const result = await workspace.settle(item, keep)
      if (!result.ok) {
        announce(result.error.map((problem) => problem.message).join(' '), 'danger')
        break
      }
      done++
    }
    setBusy(false)
    setSettled((count) => count + 1)
    if (done === 1) announce('Choix enregistré. Ctrl Z annule.')
    if (done > 1) announce(`${done} choix enregistrés. Ctrl Z les annule un à un.`)
  }

  return (
    <CaseScreen
      ref={list}
      title="À vérifier"
      more={cases.length - page}
      action={
        edits.length < 2 ? null : (
          <Button variant="default" size="xs" disabled={busy} onClick={() => setAsking(true)}>
            Garder partout la valeur affichée
          </Button>
        )
      }
    >
      {cases.length === 0 ? (
        <EmptyState icon="check" title="Rien à vérifier">
          Quand deux personnes modifient le même champ sans s’être vues, les deux valeurs vous attendent ici.
        </EmptyState>
      ) : (
        <>
          <CaseLead>
            Ces champs ont été modifiés par deux personnes qui ne s’étaient pas vues. Rien n’est perdu :
            gardez une valeur, le cas se referme chez tout le monde.
          </CaseLead>
          {cases.slice(0, page).map((item) => (
            <CaseCard key={item.id} item={item} busy={busy} settle={(keep) => void settle([[item, keep]])} />
          ))}
        </>
      )}
      <Confirm
        opened={asking}
        title="Garder partout la valeur affichée"
        action={`Garder ${edits.length} valeurs`}
        onConfirm={() =>
          void settle(
            edits.flatMap((item) => {
              const shown = item.heads.find((head) => head.chosen)
              return shown ? [[item, shown.item] as const] : []
            }),
          )
        }
        onClose={() => setAsking(false)}
      >
        Les tableaux ne changent pas. Les autres valeurs restent dans l’historique de chaque fiche.
      </Confirm>
    </CaseScreen>
  )
}
