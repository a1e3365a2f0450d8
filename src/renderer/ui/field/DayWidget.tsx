import { ActionIcon, Button, Group, Popover } from '@mantine/core'
import { DatePicker, MonthPicker } from '@mantine/dates'
import { type ReactNode, useState } from 'react'
import type { FieldOf } from '../../../core/schema/field'
import { possibleYears } from '../../../core/schema/kinds/dates'
import { Icon } from '../Icon'
import { useServices } from '../services'
import { TypedWidget } from './TypedWidget'
import type { WidgetProps } from './widget'

/** A date typed in French, or picked; « date inconnue » where the field allows it. */
export function DayWidget(props: WidgetProps<FieldOf<'date'>>) {
  const { value, commit, field } = props
  const [opened, setOpened] = useState(false)
  const possible = usePossibleDays(field.yearsAhead)
  const day = typeof value === 'string' && value !== 'unknown' ? value : null
  const choose = (next: string | null): void => {
    setOpened(false)
    void commit(next)
  }
  return (
    <TypedWidget
      {...props}
      placeholder="jj/mm/aaaa"
      right={
        <Picker name={props.name} opened={opened} onToggle={setOpened} disabled={props.disabled}>
          <DatePicker
            value={day}
            {...possible}
            {...(day === null ? {} : { defaultDate: day })}
            onChange={choose}
          />
          <Group gap="xs" mt="xs" justify="space-between">
            {field.unknown ? (
              <Button size="compact-sm" variant="default" onClick={() => choose('unknown')}>
                Date inconnue
              </Button>
            ) : null}
            <Button size="compact-sm" variant="subtle" onClick={() => choose(null)}>
              Effacer
            </Button>
          </Group>
        </Picker>
      }
    />
  )
}

/** A month typed `11/2026`, or picked. */
export function MonthWidget(props: WidgetProps<FieldOf<'month'>>) {
  const [opened, setOpened] = useState(false)
  const possible = usePossibleDays()
  const month = typeof props.value === 'string' ? `${props.value}-01` : null
  return (
    <TypedWidget
      {...props}
      placeholder="mm/aaaa"
      right={
        <Picker name={props.name} opened={opened} onToggle={setOpened} disabled={props.disabled}>
          <MonthPicker
            value={month}
            {...possible}
            onChange={(next: string | null) => {
              setOpened(false)
              void props.commit(next === null ? null : next.slice(0, 7))
            }}
          />
        </Picker>
      }
    />
  )
}

/** What a calendar offers: the days that could be typed. */
function usePossibleDays(ahead?: number): { readonly minDate: string; readonly maxDate: string } {
  const { first, last } = possibleYears(useServices().context.today, ahead)
  return { minDate: `${first}-01-01`, maxDate: `${last}-12-31` }
}

interface PickerProps {
  readonly name: string
  readonly opened: boolean
  readonly disabled: boolean
  readonly children: ReactNode
  onToggle(opened: boolean): void
}

function Picker({ name, opened, disabled, children, onToggle }: PickerProps) {
  return (
    <Popover opened={opened} onChange={onToggle} position="bottom-end" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <ActionIcon
          aria-label={`Calendrier\u00a0: ${name}`}
          disabled={disabled}
          onClick={() => onToggle(!opened)}
          size="sm"
        >
          <Icon name="calendar" size={16} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>{children}</Popover.Dropdown>
    </Popover>
  )
}
