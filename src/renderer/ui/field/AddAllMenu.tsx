import { Button, Menu } from '@mantine/core'
import { useServices } from '../services'

interface AddAllMenuProps {
  readonly kinds: readonly string[]
  /** Who is there already, by id. */
  readonly marked: { readonly [id: string]: string }
  readonly disabled: boolean
  add(missing: readonly string[]): void
}

/** « Ajouter tous les… »: all records of one kind, each kind for itself, since a meeting is seldom of all of them. */
export function AddAllMenu({ kinds, marked, disabled, add }: AddAllMenuProps) {
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button variant="default" disabled={disabled}>
          Ajouter tous les…
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Missing kinds={kinds} marked={marked} add={add} />
      </Menu.Dropdown>
    </Menu>
  )
}

/** A command a kind, looked for once the menu is open. */
function Missing({ kinds, marked, add }: Pick<AddAllMenuProps, 'kinds' | 'marked' | 'add'>) {
  const { find, titleOf } = useServices()
  const groups = kinds.flatMap((kind) => {
    const missing = find([kind], '', Number.POSITIVE_INFINITY).flatMap(({ id }) => (id in marked ? [] : [id]))
    return missing.length === 0 ? [] : [{ kind, missing }]
  })
  if (groups.length === 0) return <Menu.Item disabled>Tout le monde y est déjà.</Menu.Item>
  return groups.map(({ kind, missing }) => (
    <Menu.Item key={kind} onClick={() => add(missing)}>
      {`${titleOf(kind)} (${missing.length})`}
    </Menu.Item>
  ))
}
