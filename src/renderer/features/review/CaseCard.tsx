import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { DELETED } from '../../../core/document/cells'
import { stampTime } from '../../../core/document/clock'
import type { OverruledCase } from '../../../core/document/overruled'
import { useRow, useWorkspace } from '../../data/hooks'
import { readAgain } from '../../data/readAgain'
import { Case } from '../../ui/Case'
import { Chip } from '../../ui/Chip'
import { useServices } from '../../ui/services'
import classes from './CaseCard.module.css'
import { type Candidate, caseWords } from './caseWords'

interface CaseCardProps {
  readonly item: OverruledCase
  readonly busy: boolean
  settle(keep: string): void
}

const moment = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeStyle: 'short' })

/** One disagreement: what it is about, who wrote what and when, and one gesture for each way out. */
export function CaseCard({ item, busy, settle }: CaseCardProps) {
  const row = useRow(item.kind, item.record)
  const { nameOf, hrefOf } = useServices()
  const words = caseWords(item, row, nameOf)
  const href = hrefOf(item.record)
  return (
    <Case
      label={`${words.record}, ${words.about}`}
      title={href === undefined ? words.record : <a href={href}>{words.record}</a>}
      kind={words.kind}
      about={<strong>{words.about}</strong>}
    >
      {item.is === 'trash' ? (
        <TrashChoice item={item} candidates={words.candidates} busy={busy} settle={settle} />
      ) : (
        <ul className={classes.candidates}>
          {words.candidates.map((candidate) => (
            <li key={candidate.keep} data-shown={candidate.shown}>
              <p className={classes.value}>{candidate.text}</p>
              <Origin candidate={candidate} />
              {candidate.shown ? <Chip tone="accent">Affichée aujourd’hui</Chip> : null}
              <Button
                variant={candidate.shown ? 'light' : 'default'}
                disabled={busy || candidate.isUnknown}
                aria-label={`Garder cette valeur\u00a0: ${candidate.text}`}
                onClick={() => settle(candidate.keep)}
              >
                Garder cette valeur
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Case>
  )
}

interface TrashChoiceProps extends CaseCardProps {
  readonly candidates: readonly Candidate[]
}

function TrashChoice({ item, candidates, busy, settle }: TrashChoiceProps) {
  const trashed = useTrashed(item)
  return (
    <>
      <p className={classes.story}>
        {trashed === undefined
          ? 'Cette fiche est à la corbeille.'
          : `Mise à la corbeille par ${trashed.author}${trashed.at === undefined ? '' : `, le ${moment.format(trashed.at)}`}.`}{' '}
        {candidates.length > 1 ? 'Ces modifications ont été écrites' : 'Cette modification a été écrite'} sans
        le savoir :
      </p>
      <ul className={classes.edits}>
        {candidates.map((candidate) => (
          <li key={`${candidate.label}${candidate.keep}`}>
            {candidate.label} : <strong>{candidate.text}</strong> <Origin candidate={candidate} />
          </li>
        ))}
      </ul>
      <div className={classes.choices}>
        <Button variant="default" disabled={busy} onClick={() => settle('restore')}>
          Restaurer la fiche
        </Button>
        <Button variant="default" disabled={busy} onClick={() => settle('keep-trash')}>
          Garder à la corbeille
        </Button>
      </div>
    </>
  )
}

function Origin({ candidate }: { readonly candidate: Candidate }) {
  const { authorName } = useWorkspace()
  const author = candidate.author === undefined ? 'quelqu’un' : authorName(candidate.author)
  const at = candidate.at === undefined ? 'date inconnue' : moment.format(candidate.at)
  return <span className={classes.origin}>{`${author}, ${at}`}</span>
}

/** Who trashed the record, and when, as its history tells. */
function useTrashed(
  item: OverruledCase,
): { readonly author: string; readonly at: number | undefined } | undefined {
  const workspace = useWorkspace()
  const [trashed, setTrashed] = useState<{ author: string; at: number | undefined }>()
  useEffect(() => {
    return readAgain(
      () => workspace.histories([{ kind: item.kind, id: item.record }]),
      ([entries]) => {
        const entry = entries?.find(({ cells }) =>
          cells.some((cell) => cell.field === DELETED && cell.after === true),
        )
        if (entry) setTrashed({ author: workspace.authorName(entry.author), at: stampTime(entry.stamp) })
      },
    )
  }, [workspace, item])
  return trashed
}
