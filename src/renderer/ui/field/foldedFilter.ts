import type { ComboboxItem, ComboboxParsedItem, OptionsFilter } from '@mantine/core'
import { fold } from '../../../core/schema/fold'

/** Options that have words which start like those typed, accents and case aside. */
export const filterBy =
  (wordsOf: (option: ComboboxItem) => string): OptionsFilter =>
  ({ options, search, limit }) => {
    const wanted = fold(search).split(' ').filter(Boolean)
    const kept: ComboboxParsedItem[] = []
    for (const option of options) {
      if (kept.length >= limit) break
      if ('group' in option) continue
      const words = ` ${fold(wordsOf(option))}`
      if (wanted.every((word) => words.includes(` ${word}`))) kept.push(option)
    }
    return kept
  }

/** Those whose label has. */
export const foldedFilter = filterBy(({ label }) => label)
