import { TagsInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { parseField } from '../../../core/schema/kinds'
import { useServices } from '../services'
import { useUnsaved } from '../unsaved'
import { useHandler } from '../useHandler'
import { foldedFilter } from './foldedFilter'
import { useKeeping } from './useKeeping'
import { useKept } from './useKept'
import { inputProps, type WidgetOf } from './widget'

/** Some of an open list: what is typed is kept as it is written, and is on its way to the disk like any draft. */
export function TagsWidget(props: WidgetOf<'choices'>) {
  const { field, value, commit } = props
  const { context, wordsOf } = useServices()
  const kept = useKept(props.place, props.unread)
  const [typed, setTyped] = useState(kept.found?.text ?? '')
  const [opened, setOpened] = useState(false)
  const [refusal, setRefusal] = useState(kept.found?.why || undefined)
  const codes = Array.isArray(value) ? value.filter((code) => typeof code === 'string') : []
  const proposed = field.proposedFrom ? wordsOf(field.proposedFrom.kind, field.proposedFrom.field) : []
  const labels = codes.map((code) => field.options[code] ?? code)

  const storing = useRef(0)
  const typedNow = useHandler(() => typed)
  /** Gives back what keeps the list from being on disk. */
  const store = async (next: readonly string[]): Promise<string | null> => {
    const read = parseField(field, next, context)
    storing.current += 1
    const why = await (read.ok ? commit(read.value) : Promise.resolve(read.error)).finally(() => {
      storing.current -= 1
    })
    setRefusal(why ?? undefined)
    if (why === null && typedNow() === '') kept.forget()
    return why
  }
  useKeeping(typed.trim() === '' ? undefined : { text: typed, began: null, why: '' }, kept.keep)
  const isGivenUp = useHandler(() => typed === '' && storing.current === 0)
  const forget = useHandler(kept.forget)
  useEffect(() => {
    // A word that was chosen is on its way, and kept until it is there.
    if (isGivenUp()) forget()
  }, [typed, isGivenUp, forget])
  const storeTyped = async (isGone = false): Promise<boolean> => {
    if (typed.trim() === '') return true
    const why = await store([...labels, typed])
    if (why === null) {
      kept.forget()
      setTyped((now) => (now === typed ? '' : now))
    } else if (isGone) kept.leave(field.label, { text: typed, began: null, why })
    return why === null
  }
  const last = useRef(storeTyped)
  useEffect(() => {
    last.current = storeTyped
  })
  useEffect(() => () => void last.current(true), [])
  useUnsaved(typed.trim() === '' ? undefined : `«\u00a0${field.label}\u00a0»`, () => storeTyped())

  return (
    <TagsInput
      {...inputProps(props)}
      error={refusal ?? props.problem}
      filter={foldedFilter}
      comboboxProps={{ shadow: 'md' }}
      data={[...new Set([...Object.values(field.options), ...proposed])]}
      value={labels}
      onChange={(next) => void store(next)}
      dropdownOpened={opened}
      onDropdownOpen={() => setOpened(true)}
      onDropdownClose={() => setOpened(false)}
      onClick={() => setOpened(true)}
      searchValue={typed}
      onSearchChange={setTyped}
    />
  )
}
