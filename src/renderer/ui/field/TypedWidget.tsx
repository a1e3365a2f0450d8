import { Autocomplete, Textarea, TextInput } from '@mantine/core'
import type { KeyboardEvent, ReactNode } from 'react'
import type { FieldOf } from '../../../core/schema/field'
import { YoungPeopleNotice } from '../YoungPeopleNotice'
import classes from './Field.module.css'
import { foldedFilter } from './foldedFilter'
import { problemOf } from './Moved'
import { type Draft, useDraft } from './useDraft'
import type { WidgetProps } from './widget'

interface TypedWidgetProps extends WidgetProps {
  readonly suggestions?: readonly string[]
  readonly placeholder?: string | undefined
  readonly inputMode?: 'text' | 'decimal' | 'numeric' | 'email' | 'tel' | 'url'
  readonly right?: ReactNode
  readonly alignRight?: boolean
}

/** Enter stores; Escape closes an open list, then forgets what was typed, and only then is the panel's. */
function draftKeys(draft: Draft): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key === 'Enter') draft.save()
    const isList = event.currentTarget.getAttribute('data-mantine-stop-propagation') === 'true'
    if (event.key === 'Escape' && !isList && (draft.dirty || draft.moved !== undefined)) {
      event.stopPropagation()
      draft.reset()
    }
  }
}

/** Any value that is typed as one line and read by its kind: text, number, money, phone, mail, SIRET… */
export function TypedWidget(props: TypedWidgetProps) {
  const { suggestions, placeholder, inputMode = 'text', right, alignRight = false } = props
  const draft = useDraft(props.field, props.value, props.commit, props.place, props.inForm, props.unread)
  const shared = {
    id: props.id,
    label: props.label,
    description: props.hint,
    error: problemOf(draft) ?? props.problem,
    disabled: props.disabled,
    required: props.required,
    withAsterisk: false,
    placeholder,
    inputMode,
    autoComplete: 'off',
    spellCheck: inputMode === 'text',
    onBlur: draft.save,
    onKeyDown: draftKeys(draft),
    styles: alignRight ? { input: { textAlign: 'right' as const } } : {},
  }
  if (suggestions && suggestions.length > 0)
    return (
      <Autocomplete
        {...shared}
        data={[...new Set(suggestions)]}
        value={draft.text}
        onChange={draft.type}
        filter={foldedFilter}
        maxDropdownHeight={260}
      />
    )
  return (
    <TextInput
      {...shared}
      value={draft.text}
      onChange={(event) => draft.type(event.currentTarget.value)}
      rightSection={right}
      rightSectionPointerEvents="all"
    />
  )
}

/** Several lines of text; free as they are, they are where a young person could be named. */
export function AreaWidget(props: WidgetProps<FieldOf<'longText'>>) {
  const draft = useDraft(props.field, props.value, props.commit, props.place, props.inForm, props.unread)
  return (
    <>
      <Textarea
        id={props.id}
        label={props.label}
        description={props.hint}
        error={problemOf(draft) ?? props.problem}
        disabled={props.disabled}
        required={props.required}
        withAsterisk={false}
        autosize
        minRows={2}
        maxRows={14}
        value={draft.text}
        onChange={(event) => draft.type(event.currentTarget.value)}
        onBlur={draft.save}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) draft.save()
        }}
      />
      <div className={classes.below}>{props.disabled ? null : <YoungPeopleNotice text={draft.text} />}</div>
    </>
  )
}
