import { Link } from 'wouter'
import { fundingBalances, isCounted, totalBalance } from '../../../core/figures/funding'
import { isHeld } from '../../../core/figures/held'
import { type NetworkFigures, networkFigures } from '../../../core/figures/network'
import { dayOf } from '../../../core/figures/source'
import { meeting } from '../../../core/records/meeting'
import { formatCents } from '../../../core/schema/kinds/numbers'
import { useRows, useWorkspace } from '../../data/hooks'
import classes from './Home.module.css'

/** The network in six figures, each a way to the table it counts. */
export function NetworkInFigures({ today }: { readonly today: string }) {
  const { rows, identity } = useWorkspace()
  // Read so that the figures are drawn again when one of these kinds changes.
  const meetings = useRows(meeting).filter((row) => row.space === identity.space)
  useRows('promeneur')
  useRows('structure')
  useRows('convention')
  useRows('funding')
  useRows('payment')
  const network = networkFigures(rows, today, identity.space)
  const year = Number(today.slice(0, 4))
  const balances = fundingBalances(rows, identity.space).filter(
    ({ funding }) => isCounted(funding) && funding.values.year === year,
  )
  const money = totalBalance(balances)
  const held = meetings.filter((row) => isHeld(row, year, today)).length
  const toCome = meetings.filter((row) => (dayOf(row.values.date) ?? '') > today).length
  const figures = [
    {
      label: plural(network.active, 'promeneur actif', 'promeneurs actifs'),
      value: network.active,
      more: entries(network),
      kind: 'promeneur',
    },
    {
      label: `${plural(network.structuresInNetwork, 'structure', 'structures')} dans le réseau`,
      value: network.structuresInNetwork,
      more: `${network.communes} commune${network.communes > 1 ? 's' : ''}`,
      kind: 'structure',
    },
    {
      label: plural(network.chartesSigned, 'charte signée', 'chartes signées'),
      value: network.chartesSigned,
      more: `sur ${network.active} ${plural(network.active, 'actif', 'actifs')}`,
      kind: 'promeneur',
    },
    {
      label: plural(network.underConvention, 'convention en cours', 'conventions en cours'),
      value: network.underConvention,
      more: `sur ${network.structuresInNetwork} ${plural(network.structuresInNetwork, 'structure', 'structures')}`,
      kind: 'convention',
    },
    {
      label: `${plural(held, 'réunion tenue', 'réunions tenues')} en ${year}`,
      value: held,
      more: `${toCome} à venir`,
      kind: 'meeting',
    },
    {
      label: `accordés pour ${year}`,
      value: euros(money.granted),
      more: `${euros(money.paid)} versés`,
      kind: 'funding',
    },
  ]
  return (
    <section aria-label="Le réseau en chiffres">
      <ul className={classes.figures}>
        {figures.map(({ label, value, more, kind }) => (
          <li key={label}>
            <Link href={`/fiches/${kind}`}>
              <strong>{value}</strong>
              <span>{label}</span>
              <small>{more}</small>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** None is in the singular, as one is. */
const plural = (count: number, one: string, many: string): string => (count > 1 ? many : one)

/** « 2 entrées, 1 sortie cette année, 10 sorties sans date »: what has no date is never said to be none. */
function entries({ entries: came, exits: left, exitsUndated: undated }: NetworkFigures): string {
  const year = `${came} entrée${came > 1 ? 's' : ''}, ${left} sortie${left > 1 ? 's' : ''} cette année`
  return undated === 0 ? year : `${year}, ${undated} sortie${undated > 1 ? 's' : ''} sans date`
}

/** Whole euros: cents are for tables. */
const euros = (cents: number | null): string =>
  cents === null ? '–' : formatCents(Math.round(cents / 100) * 100).replace(',00', '')
