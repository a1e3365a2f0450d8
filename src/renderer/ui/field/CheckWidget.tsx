import { Input, SegmentedControl } from '@mantine/core'
import type { WidgetOf } from './widget'

const answers = [
  { value: '', label: 'Non renseigné' },
  { value: 'yes', label: 'Oui' },
  { value: 'no', label: 'Non' },
]

/** Yes, no, or nothing said: an unanswered question is not a « non ». */
export function CheckWidget({ value, commit, label, name, hint, problem, disabled, id }: WidgetOf<'flag'>) {
  const answer = value === true ? 'yes' : value === false ? 'no' : ''
  return (
    <Input.Wrapper label={label} labelElement="div" description={hint} error={problem} id={id}>
      <div>
        <SegmentedControl
          aria-label={name}
          size="xs"
          data={answers}
          value={answer}
          disabled={disabled}
          onChange={(next) => void commit(next === '' ? null : next === 'yes')}
        />
      </div>
    </Input.Wrapper>
  )
}
