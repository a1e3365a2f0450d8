import { Popover, UnstyledButton } from '@mantine/core'
import type { RefusalCause, SyncState } from '../../core/sync/protocol'
import { Icon, type IconName } from './Icon'
import classes from './Badge.module.css'
import { moment } from './hereSince'

interface SyncBadgeProps {
  readonly state: SyncState
  /** When the backup was made that the space was restored from. */
  readonly restoredFrom: number | undefined
}

interface Words {
  readonly icon: IconName
  readonly tone: 'good' | 'plain' | 'warn' | 'danger'
  readonly short: string
  readonly long: string
  /** Whether it is mended by joining a server. */
  readonly joins?: true
}

const hour = new Intl.DateTimeFormat('fr-FR', { hour: '2-digit', minute: '2-digit' })
const dayAndHour = new Intl.DateTimeFormat('fr-FR', {
  day: 'numeric',
  month: 'long',
  hour: '2-digit',
  minute: '2-digit',
})

const toSend = (count: number): string =>
  count === 0 ? 'rien à envoyer' : `${count} modification${count > 1 ? 's' : ''} à envoyer`

const refusals: { readonly [C in RefusalCause]: string } = {
  token:
    'Ce poste n’est plus reconnu par le serveur. Demandez une nouvelle invitation à la personne qui administre le serveur\u00a0; vos données restent ici.',
  access:
    'Le serveur ne donne plus accès à cet espace. Vérifiez votre rôle avec la personne qui administre le serveur.',
  replaced: 'Cet espace est ouvert dans une fenêtre plus récente. Fermez cette fenêtre-ci, ou l’autre.',
  epoch: 'L’espace a été réécrit sur le serveur. Rechargez la page pour reprendre la synchronisation.',
  'too-big': 'Une modification est trop grande pour être envoyée en une fois. Elle reste sur cet ordinateur.',
  crowded:
    'Le serveur a déjà vu trop de postes dans cet espace, et n’en accepte plus autant à la fois. Vos modifications restent sur cet ordinateur et seront proposées de nouveau\u00a0: prévenez la personne qui administre le serveur.',
  unfit:
    'Une modification ne passe pas entre cet ordinateur et le serveur. Rien n’est perdu ici\u00a0: faites une sauvegarde, puis prévenez la personne qui administre le serveur.',
  'app-too-old': 'Cette version de Maillage est trop ancienne pour ce serveur. Mettez l’application à jour.',
}

const clockOff =
  'L’horloge de cet ordinateur a plus d’un jour d’écart avec celle du serveur\u00a0: réglez la date et l’heure. Les modifications passent, mais les dates qu’elles portent sont fausses.'

/**
 * The state of sync as its user would tell it: a word or two for the bar, a sentence with its cause. A space restored
 * from a backup has left its server behind: that is said until it joins one again.
 */
export function syncWords(state: SyncState, restoredFrom?: number): Words {
  if (restoredFrom !== undefined && state.is === 'offline' && state.cause === 'no-server')
    return restoredWords(restoredFrom)
  const words = wordsOf(state)
  if (!('clockOff' in state)) return words
  return {
    ...words,
    tone: 'warn',
    short: `${words.short}, horloge décalée`,
    long: `${words.long} ${clockOff}`,
  }
}

const restoredWords = (from: number): Words => ({
  icon: 'cloudOff',
  tone: 'warn',
  short: 'Restauré, sans serveur',
  long: `Cet espace vient de la sauvegarde du ${moment(from)}, et n’est relié à aucun serveur\u00a0: rien ne part et rien n’arrive. Si vous travaillez avec un serveur, demandez une nouvelle invitation à la personne qui l’administre et reliez cet espace\u00a0: ce qui avait été envoyé depuis cette sauvegarde revient, et rien de ce qui est ici n’est perdu.`,
  joins: true,
})

function wordsOf(state: SyncState): Words {
  switch (state.is) {
    case 'offline': {
      const since = `Depuis le ${dayAndHour.format(state.since)}, ${toSend(state.unsent)}.`
      if (state.cause === 'no-server')
        return {
          icon: 'cloudOff',
          tone: 'plain',
          short: 'Sans serveur',
          long: 'Cet espace n’est relié à aucun serveur\u00a0: vos données ne sont que sur cet ordinateur.',
        }
      const cause =
        state.cause === 'no-network' ? 'Cet ordinateur n’a pas de réseau.' : 'Le serveur ne répond pas.'
      const short = state.unsent === 0 ? 'Hors ligne' : `Hors ligne, ${state.unsent} à envoyer`
      return {
        icon: 'cloudOff',
        tone: 'warn',
        short,
        long: `${cause} ${since} Vous pouvez continuer à travailler.`,
      }
    }
    case 'connecting':
      return {
        icon: 'cloud',
        tone: 'plain',
        short: 'Connexion…',
        long: `Connexion au serveur, ${toSend(state.unsent)}.`,
      }
    case 'syncing':
      return {
        icon: 'upload',
        tone: 'plain',
        short: `Envoi…`,
        long: `Envoi au serveur, ${toSend(state.unsent)}.`,
      }
    case 'synced':
      return {
        icon: 'cloud',
        tone: 'good',
        short: 'À jour',
        long: `Envoyé au serveur\u00a0: tout est à jour depuis ${hour.format(state.at)}.`,
      }
    case 'refused':
      return {
        icon: 'alert',
        tone: 'danger',
        short: 'Refusé par le serveur',
        long: `${refusals[state.cause]} (${toSend(state.unsent)})`,
      }
  }
}

/** The one place that says the state of sync; a press tells the cause and what to do. */
export function SyncBadge({ state, restoredFrom }: SyncBadgeProps) {
  const words = syncWords(state, restoredFrom)
  return (
    <Popover width={320} position="bottom-end" withArrow>
      <Popover.Target>
        <UnstyledButton className={classes.badge} data-tone={words.tone}>
          <Icon name={words.icon} size={17} />
          <span role="status" className={classes.words} aria-label={`Synchronisation\u00a0: ${words.short}`}>
            {words.short}
          </span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        {words.long}
        {words.joins ? (
          <p className={classes.way}>
            <a href="#/reglages/serveur">Relier cet espace au serveur</a>
          </p>
        ) : null}
      </Popover.Dropdown>
    </Popover>
  )
}
