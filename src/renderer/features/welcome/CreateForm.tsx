import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { departments } from '../../../core/reference/departments'
import { useShelf } from '../../data/useWorkspaces'
import type { Created } from '../../data/workspaces'
import { foldedFilter } from '../../ui/field/foldedFilter'
import { takeTyped } from '../../ui/field/takeTyped'
import { StepForm } from '../../ui/StepForm'

interface CreateFormProps {
  onMade(created: Created): void
  onBack(): void
}

const choices = departments.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))

/** « Créer l’espace d’un département sur cet ordinateur ». */
export function CreateForm({ onMade, onBack }: CreateFormProps) {
  const { workspaces } = useShelf()
  const [department, setDepartment] = useState<string | null>(null)
  const [name, setName] = useState('')
  const create = async (): Promise<string | null> => {
    const asked = [
      ...(department === null ? ['Choisissez votre département dans la liste.'] : []),
      ...(name.trim() === '' ? ['Indiquez votre nom\u00a0: il signe vos modifications.'] : []),
    ]
    if (department === null || asked.length > 0) return asked.join(' ')
    const created = await workspaces.create({ department, name })
    if (!created.ok) return created.error
    onMade(created.value)
    return null
  }
  return (
    <StepForm title="Créer l’espace d’un département" action="Créer l’espace" submit={create} onBack={onBack}>
      <Select
        label="Département"
        placeholder="Tapez son nom ou son numéro"
        data={choices}
        value={department}
        onChange={setDepartment}
        searchable
        selectFirstOptionOnChange
        onKeyDownCapture={(event) => takeTyped(event, { typed: event.currentTarget.value, first: false })}
        filter={foldedFilter}
        nothingFoundMessage="Aucun département ne correspond"
      />
      <TextInput
        label="Votre prénom et votre nom"
        description="Il signe vos modifications. Il reste dans l’espace privé de la coordination."
        autoComplete="name"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </StepForm>
  )
}
