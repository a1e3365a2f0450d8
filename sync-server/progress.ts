import type { Wire } from './wire'

/** How many looks in a row may find that nothing moved: half a minute, since slow lines stall. */
const patience = 12

/** Tells a line that moves slowly, which is waited for however long one write takes it, from one that does not move. */
export class Progress {
  private still = 0
  private buffered = 0
  private underWay = 0

  constructor(private readonly wire: Pick<Wire, 'buffered' | 'underWay'>) {}

  /** Looks from time to time while something is on its way: true when the other side has taken nothing for too long. */
  hasStopped(): boolean {
    const { buffered, underWay } = this.wire
    const moves = buffered < this.buffered || underWay < this.underWay
    this.still = moves ? 0 : this.still + 1
    this.buffered = buffered
    this.underWay = underWay
    return this.still >= patience
  }

  /** All was taken: what comes next is counted from nothing. */
  reset(): void {
    this.still = 0
    this.buffered = 0
    this.underWay = 0
  }
}
