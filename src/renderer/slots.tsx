import { FundingTotals } from './features/funding/FundingTotals'
import { fundingSections } from './features/funding/fundingSections'
import { meetingSections } from './features/meetings/meetingSections'
import type { Slots } from './ui/slots'

/** What features add to the page of a kind; the one place where they meet, since none imports another. */
export const slots: Slots = {
  meeting: { sections: meetingSections },
  funding: { Above: FundingTotals, sections: fundingSections },
}
