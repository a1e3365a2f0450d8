import { isToDo } from '../../../core/figures/actionsToDo'
import { deadlinesOf } from '../../../core/figures/deadlines'
import { livingRows, type Source } from '../../../core/figures/source'
import { action } from '../../../core/records/action'
import { coordinator } from '../../../core/records/coordinator'
import { meeting } from '../../../core/records/meeting'
import type { SyncState } from '../../../core/sync/protocol'

/** One thing to see to before somebody else takes over. */
export interface HandoverItem {
  readonly id: string
  readonly title: string
  /** What stands now, in a sentence. */
  readonly state: string
  readonly done: boolean
  /** Where it is seen to. */
  readonly href?: string
}

const many = (count: number, one: string, more: string): string => `${count} ${count > 1 ? more : one}`

/** How far ahead a successor should see what is due. */
const horizon = 90

/** What is left to hand over, from what is on this computer. */
export function handoverItems(
  source: Source,
  today: string,
  sync: SyncState,
  openCases: number,
  space: string,
): readonly HandoverItem[] {
  const actions = livingRows(source, action, space).filter(isToDo)
  const due = deadlinesOf(source, today, space).filter(
    (one) => one.nature !== 'action' && one.daysLeft <= horizon,
  )
  const late = due.filter((one) => one.state === 'late')
  const minutes = livingRows(source, meeting, space).filter(
    ({ values }) => values.minutesStatus === 'a-rediger' && (values.date ?? '9999') <= today,
  )
  const present = livingRows(source, coordinator, space).filter(
    ({ values }) => values.to == null || values.to >= today,
  )
  const unsent = sync.is === 'synced' ? 0 : sync.unsent
  return [
    {
      id: 'actions',
      title: 'Les actions ouvertes',
      state:
        actions.length === 0
          ? 'Aucune action ouverte.'
          : `${many(actions.length, 'action', 'actions')} à faire\u00a0: chacune a-t-elle un responsable qui reste\u00a0?`,
      done: actions.length === 0,
      href: '/fiches/action',
    },
    {
      id: 'deadlines',
      title: 'Les échéances des trois prochains mois',
      state:
        due.length === 0
          ? 'Rien avant trois mois.'
          : `${many(due.length, 'échéance', 'échéances')}${late.length > 0 ? `, dont ${late.length} en retard` : ''}\u00a0: passez-les en revue ensemble.`,
      done: due.length === 0,
      href: '/',
    },
    {
      id: 'minutes',
      title: 'Les comptes rendus',
      state:
        minutes.length === 0
          ? 'Aucun compte rendu en attente.'
          : `${many(minutes.length, 'compte rendu', 'comptes rendus')} à rédiger.`,
      done: minutes.length === 0,
      href: '/fiches/meeting',
    },
    {
      id: 'review',
      title: '« À vérifier »',
      state:
        openCases === 0
          ? 'Rien à vérifier.'
          : `${many(openCases, 'cas attend', 'cas attendent')} un choix\u00a0: vous savez mieux que personne lequel.`,
      done: openCases === 0,
      href: '/a-verifier',
    },
    { id: 'unsent', title: 'Les modifications non envoyées', ...sent(sync, unsent) },
    {
      id: 'coordination',
      title: 'La coordination du département',
      state:
        present.length === 0
          ? 'Aucune personne en poste n’est inscrite.'
          : 'Inscrivez votre successeur, et votre date de départ quand elle est connue.',
      done: false,
      href: '/fiches/coordinator',
    },
  ]
}

function sent(sync: SyncState, unsent: number): Pick<HandoverItem, 'state' | 'done'> {
  if (sync.is === 'offline' && sync.cause === 'no-server')
    return {
      state: 'Cet espace n’est relié à aucun serveur\u00a0: remettez une sauvegarde et la clé de secours.',
      done: false,
    }
  if (unsent === 0) return { state: 'Tout est sur le serveur.', done: true }
  return { state: `${many(unsent, 'modification reste', 'modifications restent')} à envoyer.`, done: false }
}
