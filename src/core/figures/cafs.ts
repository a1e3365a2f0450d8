import { department } from '../records/department'
import { partner } from '../records/partner'
import { rowOf } from '../projection/rows'
import { grantedStatuses } from '../reference/fundingLists'
import { conventionsByStructure, conventionState } from './conventions'
import { fundingBalances } from './funding'
import { dayOf, livingRows, type Source, textOf } from './source'

/** States of deployment in which the Caf of reference is not at work. */
const idle: ReadonlySet<string> = new Set(['non-engagee', 'arretee'])

/**
 * How many Caf are engaged in one département on a day: its Caf of reference once it has begun (for a past day, as far
 * as its date of launch says), those that are party to a convention in force, those that granted something for the
 * year. Each partner counts once: a département is no Caf, and may have several or none.
 */
export function engagedCafs(source: Source, today: string, day = today): number {
  const isCaf = (id: string): boolean => {
    const row = rowOf(source, partner, id)
    return row !== undefined && !row.deleted && row.values.kind === 'caf'
  }
  const references = livingRows(source, department).flatMap(({ values }) => {
    const caf = textOf(values.cafId)
    const launched = dayOf(values.launchedAt)
    const hasBegun = day === today ? (launched ?? day) <= day : launched !== null && launched <= day
    return caf === null || !hasBegun || idle.has(textOf(values.state) ?? '') ? [] : [caf]
  })
  // A structure may have one convention with the Caf and another with the MSA, both in force.
  const parties = [...conventionsByStructure(source).values()]
    .flat()
    .flatMap((one) => (conventionState([one], day).is === 'running' ? (one.values.parties ?? []) : []))
  const funders = fundingBalances(source).flatMap(({ funding: { values } }) => {
    const funder = textOf(values.funderId)
    const isGranted = grantedStatuses.some((status) => status === values.status)
    return funder !== null && isGranted && values.year === Number(day.slice(0, 4)) ? [funder] : []
  })
  return new Set([...references, ...[...parties, ...funders].filter(isCaf)]).size
}
