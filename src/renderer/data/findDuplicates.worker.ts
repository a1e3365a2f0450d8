import { createDuplicateSearch, type FoundPair, type RowsChange } from './duplicateSearch'

/** What the page asks of the worker. */
export type FindRequest =
  { readonly is: 'take'; readonly change: RowsChange } | { readonly is: 'find'; readonly space: string }

/** What it is answered. */
export type FindAnswer = readonly FoundPair[]

const search = createDuplicateSearch()

self.addEventListener('message', ({ data }: MessageEvent<FindRequest>) => {
  if (data.is === 'take') search.take(data.change)
  else self.postMessage(search.find(data.space) satisfies FindAnswer)
})
