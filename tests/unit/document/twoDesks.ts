import { isOpen, type OverruledCase } from '../../../src/core/document/overruled'
import { Network } from '../../support/network'
import { createRandom } from '../../support/random'
import { Replica } from '../../support/replica'

/** Two desks of one département that exchange everything when they settle, and look at it. */
export function twoDesks(seed: number) {
  const random = createRandom(seed)
  let now = Date.UTC(2026, 10, 2)
  const tick = (): number => (now += 1000)
  const [a, b] = [new Replica('author-a', '50', random, tick), new Replica('author-b', '50', random, tick)]
  const wires = new Network([a, b], random)
  const settle = (): void => {
    wires.settle()
    a.look()
    b.look()
  }
  return { a, b, settle }
}

/** What a desk is asked about. */
export const open = (desk: Replica): OverruledCase[] =>
  [...desk.cases.values()]
    .flatMap((cases) => [...cases.values()])
    .filter((item) => isOpen(item, desk.rows.get(item.kind, item.record)))
