import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'wouter'
import { complianceGaps } from '../../../core/figures/compliance'
import type { ComplianceGap, GapNature } from '../../../core/figures/gap'
import { incomplete, selectionOf } from '../../../core/figures/selections'
import { namesakes } from '../../../core/figures/namesakes'
import { records } from '../../../core/records'
import { compareText } from '../../../core/schema/traits'
import { useRevision, useRows, useWorkspace } from '../../data/hooks'
import { useRights } from '../../data/useRights'
import { Chip } from '../../ui/Chip'
import { useServices } from '../../ui/services'
import classes from './Home.module.css'

const shown = 5

const titles: { readonly [N in GapNature]: string } = {
  card: 'Fiches publiques à retirer ou à renouveler',
  'convention-ended': 'Conventions échues',
  'convention-ending': 'Conventions à renouveler',
  'convention-unsigned': 'Conventions à signer',
  'convention-missing': 'Structures sans convention',
  'charte-promeneur': 'Chartes de promeneurs à signer',
  'charte-structure': 'Chartes de structures à signer',
  profile: 'Profils à comparer à la charte',
  account: 'Promeneurs sans compte sur un réseau',
  training: 'Promeneurs sans formation initiale',
}

/** Undated, and more than its title says. */
const explained: ReadonlySet<string> = new Set<GapNature>(['card', 'profile'])

/** What presses nobody: a line with its count, and whom it is about when asked. */
const quiet: ReadonlySet<string> = new Set<GapNature>(['profile', 'account', 'training'])

/** Chartes and conventions to put right, then how many records wait to be completed. */
export function Gaps({ today }: { readonly today: string }) {
  const { rows, identity } = useWorkspace()
  useRows('promeneur')
  useRows('publicCard')
  useRows('structure')
  useRows('convention')
  useRows('socialAccount')
  useRows('attendance')
  useRows('training')
  const gaps = complianceGaps(rows, today, {
    space: identity.space,
    sharedOnly: identity.role !== 'coordinator',
  })
  const natures = Object.entries(titles).flatMap(([nature, title]) => {
    const found = gaps
      .filter((gap) => gap.nature === nature)
      .sort((a, b) => compareText(a.date ?? '', b.date ?? '') || compareText(a.who, b.who))
    return found.length === 0 ? [] : [{ nature, title, found }]
  })
  return (
    <>
      <section className={classes.card} aria-label="Chartes et conventions">
        <h2>Chartes et conventions</h2>
        {natures.length === 0 ? <p className={classes.calm}>Tout est signé et à jour.</p> : null}
        {natures.map(({ nature, title, found }) => (
          <GapGroup key={nature} title={title} found={found} quiet={quiet.has(nature)} />
        ))}
      </section>
      <Incomplete today={today} />
    </>
  )
}

interface GapGroupProps {
  readonly title: string
  readonly found: readonly ComplianceGap[]
  readonly quiet: boolean
}

function GapGroup({ title, found, quiet }: GapGroupProps) {
  const { rows } = useWorkspace()
  const { nameOf } = useServices()
  const [all, setAll] = useState(false)
  const [open, setOpen] = useState(!quiet)
  const apart = namesakes(
    rows,
    found.map(({ kind, id, who }) => ({ kind, id, name: who })),
    nameOf,
  )
  return (
    <div className={classes.gaps}>
      <h3>
        {title} <Chip tone={quiet ? 'plain' : 'warn'}>{found.length}</Chip>{' '}
        {quiet ? (
          <Button
            size="compact-xs"
            variant="subtle"
            aria-expanded={open}
            aria-label={`${open ? 'Replier' : 'Voir'} : ${title}`}
            onClick={() => setOpen(!open)}
          >
            {open ? 'Replier' : 'Voir'}
          </Button>
        ) : null}
      </h3>
      <ul hidden={!open}>
        {(all ? found : found.slice(0, shown)).map((gap) => (
          <li key={gap.id}>
            <span>
              <Link href={`/fiches/${gap.kind}/${gap.id}`}>{gap.who === '' ? '(sans nom)' : gap.who}</Link>
              {apart.has(gap.id) ? <small className={classes.apart}>{apart.get(gap.id)}</small> : null}
            </span>
            {gap.date === null && !explained.has(gap.nature) ? null : <small>{gap.what}</small>}
          </li>
        ))}
        {!all && found.length > shown ? (
          <li>
            <Button ml={-8} size="compact-xs" variant="subtle" onClick={() => setAll(true)}>
              et {found.length - shown} autre{found.length - shown > 1 ? 's' : ''}
            </Button>
          </li>
        ) : null}
      </ul>
    </div>
  )
}

/** Kinds of record of which some are « à compléter ». */
function Incomplete({ today }: { readonly today: string }) {
  const { rows, identity } = useWorkspace()
  useRevision() // a record of any kind may have been completed
  const { givenPart } = useRights()
  const counts = records
    .map((record) => {
      // What never reaches this person is not theirs to complete.
      const def = givenPart(record)
      const asked = { def, source: rows, today, space: identity.space }
      return { def, count: selectionOf(def, incomplete)?.ids(asked).size ?? 0 }
    })
    .filter(({ def, count }) => count > 0 && def.owner === 'department')
  if (counts.length === 0) return null
  return (
    <section className={classes.card} aria-label="Fiches à compléter">
      <h2>Fiches à compléter</h2>
      <p className={classes.kinds}>
        {counts.map(({ def, count }) => (
          <Link key={def.name} href={`/fiches/${def.name}/parmi/${incomplete}`}>
            {def.title} <strong>{count}</strong>
          </Link>
        ))}
      </p>
    </section>
  )
}
