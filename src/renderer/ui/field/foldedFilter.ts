import type { ComboboxParsedItem, OptionsFilter } from '@mantine/core'
import { fold } from '../../../core/schema/fold'

/** Options whose words start like those typed, accents and case aside. */
export const foldedFilter: OptionsFilter = ({ options, search, limit }) => {
  const wanted = fold(search).split(' ').filter(Boolean)
  const kept: ComboboxParsedItem[] = []
  for (const option of options) {
    if (kept.length >= limit) break
    if ('group' in option) continue
    const words = ` ${fold(option.label)}`
    if (wanted.every((word) => words.includes(` ${word}`))) kept.push(option)
  }
  return kept
}
