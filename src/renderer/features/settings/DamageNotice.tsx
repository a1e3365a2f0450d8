import { Button } from '@mantine/core'
import { useWorkspace } from '../../data/hooks'
import { useSeenDamage } from '../../data/useSeenDamage'
import { Notice } from '../../ui/Notice'

const moment = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeStyle: 'short' })

/** What of this computer's log no longer opens: since when, what the application does about it, and what is left to do. */
export function DamageNotice() {
  const { server } = useWorkspace()
  const { all, unseen, takeNote } = useSeenDamage()
  const [first] = all
  if (!first) return null
  const since = moment.format(Math.min(...all.map(({ foundAt }) => foundAt)))
  return (
    <Notice
      tone={unseen.length > 0 ? 'warn' : 'plain'}
      title={
        all.length === 1
          ? 'Un enregistrement de cet ordinateur ne se lit plus'
          : `${all.length} enregistrements de cet ordinateur ne se lisent plus`
      }
      actions={
        unseen.length === 0 ? undefined : (
          <Button variant="default" size="compact-sm" onClick={takeNote}>
            C’est noté
          </Button>
        )
      }
    >
      {`Constaté le ${since}. Ils sont mis de côté, jamais effacés, et tout le reste s’ouvre. `}
      {server === undefined ? (
        <>
          Une modification ancienne peut manquer&nbsp;: ouvrez votre dernière sauvegarde d’avant cette date
          dans <a href="#/reglages/sauvegarde">Sauvegarde et clé</a>, elle s’ouvre à part, et comparez. Si
          cela se répète, le disque est à faire vérifier.
        </>
      ) : (
        <>
          L’application les a redemandés au serveur&nbsp;: quand la synchronisation dit «&nbsp;À jour&nbsp;»,
          ce qui avait été envoyé est revenu. Si cela se répète, le disque est à faire vérifier.
        </>
      )}
    </Notice>
  )
}
