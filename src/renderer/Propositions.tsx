import { useMemo } from 'react'
import { type Action, type ActionContext, actions, isForHolder, shortcutWords } from './actions'
import { createSearch } from '../core/projection/search'
import { records } from '../core/records'
import { kindNoun } from '../core/schema/derive'
import { fold } from '../core/schema/fold'
import type { AnyRecordDef } from '../core/schema/record'
import { hintOf } from './features/records/hints'
import { recordPath } from './features/records/groups'
import { newTitle } from './features/records/newTitle'
import { isFor, screens } from './screens'
import { sought } from './sought'
import { Palette, type PaletteItem } from './ui/Palette'
import { useServices } from './ui/services'
import { toldApart } from './ui/toldApart'

const shown = 40

interface PropositionsProps {
  readonly opened: boolean
  readonly context: ActionContext
  onClose(): void
  onLeave(): void
}

/** What the palette proposes: screens and actions first while little is typed, then every record that matches. */
export function Propositions({ opened, context, onClose, onLeave }: PropositionsProps) {
  const { nameOf, apart } = useServices()
  const search = useMemo(() => createSearch(context.workspace.rows, sought, nameOf), [context, nameOf])
  const propose = (text: string): readonly PaletteItem[] => {
    const words = fold(text).split(' ').filter(Boolean)
    const known = fixedItems(context).filter(({ label }) => {
      const folded = ` ${fold(label)}`
      return words.every((word) => folded.includes(` ${word}`))
    })
    const rows = search(text, shown)
    const told = apart(rows.map(({ row }) => row.id))
    const found = rows.map(({ def, row, name }): PaletteItem => ({
      id: `${def.name}/${row.id}`,
      label: toldApart(name, told.get(row.id)),
      hint: kindNoun(def),
      icon: hintOf(def.name).icon,
      run: () => context.go(recordPath(def.name, row.id)),
    }))
    return [...known, ...found].slice(0, shown)
  }
  return <Palette opened={opened} propose={propose} onClose={onClose} onLeave={onLeave} />
}

/** One for every kind that has a form of its own. */
const making: readonly Action[] = records
  .filter((def: AnyRecordDef) => !def.single && !hintOf(def.name).isMade)
  .map((def) => ({
    id: `new/${def.name}`,
    label: newTitle(def),
    makes: def.name,
    run: (context) => context.go(recordPath(def.name, 'nouveau')),
  }))

function fixedItems(context: ActionContext): readonly PaletteItem[] {
  const { role } = context.workspace.identity
  const places = screens.flatMap(({ path, menu }): PaletteItem[] =>
    menu && isFor(menu, role)
      ? [
          {
            id: path,
            label: menu.label,
            hint: 'Écran',
            icon: menu.icon,
            run: () => context.go(menu.href ?? path),
          },
        ]
      : [],
  )
  const acts = [...actions, ...making]
    .filter((action) => !action.hidden && isForHolder(action, context.workspace.identity))
    .map((action): PaletteItem => ({
      id: action.id,
      label: action.label,
      hint: 'Action',
      icon:
        action.id === 'undo' || action.id === 'redo'
          ? action.id
          : action.id.startsWith('new')
            ? 'plus'
            : 'chevronRight',
      ...(action.shortcut === undefined ? {} : { shortcut: shortcutWords(action.shortcut) }),
      run: () => action.run(context),
    }))
  return [...places, ...acts]
}
