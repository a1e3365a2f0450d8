import { Select } from '@mantine/core'
import { useServices } from '../../ui/services'
import { exercises } from './exercise'

interface ExerciseChoiceProps {
  readonly year: number
  onChoose(year: number): void
}

/** Chooses the year that the committee looks at. */
export function ExerciseChoice({ year, onChoose }: ExerciseChoiceProps) {
  const thisYear = Number(useServices().context.today.slice(0, 4))
  return (
    <Select
      aria-label="Exercice"
      data={exercises(thisYear).map((one) => ({ value: String(one), label: `Exercice ${one}` }))}
      value={String(year)}
      allowDeselect={false}
      w={150}
      onChange={(chosen) => onChoose(Number(chosen ?? thisYear))}
    />
  )
}
