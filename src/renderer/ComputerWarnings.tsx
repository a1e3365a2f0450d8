import { Button } from '@mantine/core'
import { Link } from 'wouter'
import classes from './ComputerWarnings.module.css'
import { useWorkspace } from './data/hooks'
import { useOffline } from './data/useOffline'
import { usePlatform } from './data/usePlatform'
import { NotOffline } from './ui/NotOffline'
import { UnguardedKey } from './ui/UnguardedKey'
import { useStored } from './ui/useStored'

const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean'

/** What this computer does not do that people count on: on the first screen of every role, until it is noted. */
export function ComputerWarnings() {
  const offline = useOffline()
  const [offlineNoted, noteOffline] = useStored('noted.not-offline', false, isBoolean)
  const { keyPlace, identity } = useWorkspace()
  const { isDesktop } = usePlatform()
  const [keyNoted, noteKey] = useStored(`noted.key.${identity.space}.${identity.author}`, false, isBoolean)
  const isUnguarded = isDesktop && keyPlace === 'profile' && !keyNoted
  const isOnline = offline === 'never' && !offlineNoted
  if (!isUnguarded && !isOnline) return null
  return (
    <div className={classes.warnings}>
      {isOnline ? <NotOffline actions={<Noted onNote={() => noteOffline(true)} />} /> : null}
      {isUnguarded ? <UnguardedKey actions={<Noted onNote={() => noteKey(true)} />} /> : null}
    </div>
  )
}

/** Both ways to go on: to the page that says it for good, or away. */
function Noted({ onNote }: { readonly onNote: () => void }) {
  return (
    <>
      <Link href="/reglages/poste">Voir «&nbsp;Cet ordinateur&nbsp;»</Link>
      <Button variant="default" size="compact-sm" onClick={onNote}>
        C’est noté
      </Button>
    </>
  )
}
