import { mayWrite } from '../core/document/rights'
import { recordOf, type RecordName } from '../core/records'
import type { Identity, Workspace } from './data/workspace'

/** What an action may reach. */
export interface ActionContext {
  readonly workspace: Workspace
  go(path: string): void
  openPalette(): void
  /** Prints what the window shows. */
  print(): void
  /** Tells in passing what was done, or why not, and where to look. */
  tell(message: string, tone: 'good' | 'warn', lead?: { readonly label: string; readonly href: string }): void
  /** What was typed last, where no undo from here takes it back: in words, and where it is. Told once. */
  typedLast(): { readonly words: string; readonly path: string } | undefined
}

/** Something that a person can do from anywhere: the desktop's menu, the palette and the keyboard share this list. */
export interface Action {
  readonly id: string
  readonly label: string
  /** `mod` is Ctrl, or Cmd on a Mac. */
  readonly shortcut?: string
  /** The same by another habit: Excel's Ctrl Y. It is shown nowhere. */
  readonly alias?: string
  /** Not while a text is being typed: the keys undo that. */
  readonly outsideText?: true
  /** A browser does it by itself, with these very keys. */
  readonly onDesktop?: true
  /** Left out of the palette: it is the palette, or has a place of its own. */
  readonly hidden?: true
  /** The kind of record that it makes: it is for those who may. */
  readonly makes?: RecordName
  /** Whose it is; everyone's by default. */
  readonly roles?: readonly Identity['role'][]
  run(context: ActionContext): void
}

const undo = async ({ workspace, tell, typedLast }: ActionContext): Promise<void> => {
  const typed = typedLast()
  // Nothing older is taken back in its place, unless it is asked again.
  if (typed) return tell(typed.words, 'warn', { label: 'Les ouvrir', href: `#${typed.path}` })
  const { done, message } = await workspace.undo()
  tell(message, done ? 'good' : 'warn')
}

const redo = async ({ workspace, tell }: ActionContext): Promise<void> => {
  const { done, message } = await workspace.redo()
  tell(message, done ? 'good' : 'warn')
}

const goTo = (path: string) => (context: ActionContext) => context.go(path)

/** Every such action. The ids of the desktop's menu commands are among them. */
export const actions: readonly Action[] = [
  {
    id: 'palette',
    label: 'Chercher partout',
    shortcut: 'mod+k',
    hidden: true,
    run: (context) => context.openPalette(),
  },
  {
    id: 'undo',
    label: 'Annuler',
    shortcut: 'mod+z',
    outsideText: true,
    run: (context) => void undo(context),
  },
  {
    id: 'redo',
    label: 'Rétablir',
    shortcut: 'mod+shift+z',
    alias: 'mod+y',
    outsideText: true,
    run: (context) => void redo(context),
  },
  { id: 'import', label: 'Importer un fichier Excel ou CSV', roles: ['coordinator'], run: goTo('/import') },
  { id: 'exportAll', label: 'Tout exporter', run: goTo('/reglages/sauvegarde') },
  { id: 'backup', label: 'Sauvegarder cet espace', run: goTo('/reglages/sauvegarde') },
  {
    id: 'print',
    label: 'Enregistrer cette page en PDF',
    shortcut: 'mod+p',
    onDesktop: true,
    hidden: true,
    run: (context) => context.print(),
  },
  { id: 'settings', label: 'Réglages', hidden: true, run: goTo('/reglages') },
  { id: 'help', label: 'Aide', hidden: true, run: goTo('/aide') },
]

/** Whether an action is for whoever holds a workspace. */
export function isForHolder({ makes, roles }: Action, identity: Identity): boolean {
  const def = makes === undefined ? undefined : recordOf(makes)
  if (def && !mayWrite(identity, def, identity.space)) return false
  return roles?.includes(identity.role) ?? true
}

interface Key {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

/** The action of a key pressed, if it is one; `inText` where the focus is in something that one types in. */
export function actionOfKey(key: Key, inText: boolean): Action | undefined {
  const isPressed = (keys: string): boolean => {
    const parts = keys.split('+')
    return (
      parts.at(-1) === key.key.toLowerCase() &&
      parts.includes('mod') === (key.ctrlKey || key.metaKey) &&
      parts.includes('shift') === key.shiftKey &&
      !key.altKey
    )
  }
  return actions.find(({ shortcut, alias, outsideText }) => {
    if (outsideText && inText) return false
    return [shortcut, alias].some((keys) => keys !== undefined && isPressed(keys))
  })
}

/** A shortcut as keyboards call it here: « Ctrl Maj Z ». */
export function shortcutWords(shortcut: string): string {
  return shortcut
    .split('+')
    .map((part) => (part === 'mod' ? 'Ctrl' : part === 'shift' ? 'Maj' : part.toUpperCase()))
    .join(' ')
}
