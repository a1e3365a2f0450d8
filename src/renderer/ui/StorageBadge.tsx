import { Icon } from './Icon'
import { useTyping } from './unsaved'
import classes from './Badge.module.css'

/** Whether what was typed is on this computer's disk. */
export type StorageSaid =
  | { readonly is: 'saved' }
  | { readonly is: 'saving' }
  | { readonly is: 'failing'; readonly waiting: number; readonly reason: string }
  | { readonly is: 'vanished'; readonly reason: string }

/** « Enregistré sur cet ordinateur », in these words and only when it is so: what is still being typed is not. */
export function StorageBadge({ state }: { readonly state: StorageSaid }) {
  const typing = useTyping()
  const failing = state.is === 'failing' || state.is === 'vanished'
  return (
    <span
      className={classes.badge}
      data-tone={failing ? 'danger' : 'plain'}
      title={failing ? state.reason : undefined}
    >
      <Icon name={failing ? 'alert' : 'disk'} size={17} />
      <span role={failing ? 'alert' : 'status'} className={classes.words}>
        {typing && !failing ? 'Saisie en cours' : storageWords(state)}
      </span>
    </span>
  )
}

function storageWords(state: StorageSaid): string {
  if (state.is === 'saved') return 'Enregistré sur cet ordinateur'
  if (state.is === 'saving') return 'Enregistrement…'
  if (state.is === 'vanished') return 'Rien ne s’enregistre plus'
  return `Non enregistré (${state.waiting})\u00a0: nouvel essai en cours`
}
