import { Button } from '@mantine/core'
import { Link } from 'wouter'
import classes from './ComputerWarnings.module.css'
import { useOffline } from './data/useOffline'
import { NotOffline } from './ui/NotOffline'
import { useStored } from './ui/useStored'

const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean'

/** What this computer does not do that people count on: on the first screen of every role, until it is noted. */
export function ComputerWarnings() {
  const offline = useOffline()
  const [offlineNoted, noteOffline] = useStored('noted.not-offline', false, isBoolean)
  if (offline !== 'never' || offlineNoted) return null
  return (
    <div className={classes.warnings}>
      <NotOffline actions={<Noted onNote={() => noteOffline(true)} />} />
    </div>
  )
}

/** Both ways to go on: to the page that says it for good, or away. */
function Noted({ onNote }: { readonly onNote: () => void }) {
  return (
    <>
      <Link href="/reglages/poste">Voir « Cet ordinateur »</Link>
      <Button variant="default" size="compact-sm" onClick={onNote}>
        C’est noté
      </Button>
    </>
  )
}
