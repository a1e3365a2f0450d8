import { Link } from 'wouter'
import { fundingBalances, isCounted, totalBalance } from '../../../core/figures/funding'
import { type NetworkFigures, networkFigures } from '../../../core/figures/network'
import { selectionOf } from '../../../core/figures/selections'
import { dayOf } from '../../../core/figures/source'
import { meeting } from '../../../core/records/meeting'
import { formatCents } from '../../../core/schema/kinds/numbers'
import { useRows, useWorkspace } from '../../data/hooks'
import classes from './Home.module.css'

/** The network in six figures, each a way to the very records it counts. */
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
  const held =
    selectionOf(meeting, 'tenues')?.ids({ def: meeting, source: rows, today, space: identity.space }).size ??
    0
  const toCome = meetings.filter((row) => (dayOf(row.values.date) ?? '') > today).length
  const figures = [
    {
      label: plural(network.active, 'promeneur actif', 'promeneurs actifs'),
      value: network.active,
      more: entries(network),
      among: 'promeneur/parmi/actifs',
    },
    {
      label: `${plural(network.structuresInNetwork, 'structure', 'structures')} dans le réseau`,
      value: network.structuresInNetwork,
      more: `${network.communes} commune${network.communes > 1 ? 's' : ''}`,
      among: 'structure/parmi/reseau',
    },
    {
      label: plural(network.chartesSigned, 'charte signée', 'chartes signées'),
      value: network.chartesSigned,
      more: `sur ${network.active} ${plural(network.active, 'actif', 'actifs')}`,
      among: 'promeneur/parmi/chartes',
    },
    {
      label: plural(network.underConvention, 'convention en cours', 'conventions en cours'),
      value: network.underConvention,
      more: `sur ${network.structuresInNetwork} ${plural(network.structuresInNetwork, 'structure', 'structures')}`,
      among: 'convention/parmi/en-cours',
    },
    {
      label: `${plural(held, 'réunion tenue', 'réunions tenues')} en ${year}`,
      value: held,
      more: `${toCome} à venir`,
      among: 'meeting/parmi/tenues',
    },
    {
      label: `accordés pour ${year}`,
      value: euros(money.granted),
      more: `${euros(money.paid)} versés`,
      among: 'funding/parmi/exercice',
    },
  ]
  return (
    <section aria-label="Le réseau en chiffres">
      <ul className={classes.figures}>
        {figures.map(({ label, value, more, among }) => (
          <li key={label}>
            <Link href={`/fiches/${among}`}>
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
