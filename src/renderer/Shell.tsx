import { ActionIcon, Button, Kbd, Tooltip } from '@mantine/core'
import { type MouseEvent, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { Link, Redirect, Route, Switch, useLocation } from 'wouter'
import { type ActionContext, actionOfKey, actions, shortcutWords } from './actions'
import { departmentOf } from '../core/reference/departments'
import { useWatched, useWorkspace } from './data/hooks'
import { usePlatform } from './data/usePlatform'
import { useLeavingSpace } from './features/settings/useLeavingSpace'
import { Invited } from './Invited'
import { Propositions } from './Propositions'
import { isFor, isReached, type MenuEntry, type Params, type Screen, screens } from './screens'
import { Brand } from './Brand'
import classes from './Shell.module.css'
import { announce } from './ui/announce'
import { Confirm } from './ui/Confirm'
import { createLastTyped, LastTypedContext } from './ui/lastTyped'
import { printPage } from './ui/printPage'
import { NotFound } from './ui/NotFound'
import { Icon } from './ui/Icon'
import { useServices } from './ui/services'
import { StorageBadge } from './ui/StorageBadge'
import { SyncBadge } from './ui/SyncBadge'
import { WaitingMenu } from './ui/WaitingMenu'
import { typedWords } from './typedWords'
import { watchTyping } from './typing'
import { useHeldScreen } from './useHeldScreen'
import { Vanished } from './Vanished'

/** The window around every screen: menu, search, undo, and where one's work stands. */
export function Shell() {
  const workspace = useWorkspace()
  const { role } = workspace.identity
  const platform = usePlatform()
  const [location, go] = useLocation()
  const { nameOf } = useServices()
  const held = useHeldScreen()
  const [lastTyped] = useState(() => createLastTyped(workspace.undoable))
  const [searching, setSearching] = useState(false)
  // The palette takes the focus as it is drawn: where it was is known before, and given back if nothing is chosen.
  const focused = useRef<Element | null>(null)
  const context = useMemo<ActionContext>(
    () => ({
      workspace,
      go,
      openPalette() {
        focused.current = document.activeElement
        setSearching(true)
      },
      print: () => void printPage(platform, document.title),
      tell: announce,
      typedLast() {
        const text = lastTyped.take()
        return (
          text && { words: typedWords(text, nameOf(text.id), workspace.undoable.get().undo), path: text.path }
        )
      },
    }),
    [workspace, go, platform, lastTyped, nameOf],
  )
  const leavePalette = (): void => {
    flushSync(() => setSearching(false))
    if (focused.current instanceof HTMLElement) focused.current.focus()
  }

  useEffect(() => {
    const typing = watchTyping(document)
    const onKeyDown = (event: KeyboardEvent): void => {
      const action = actionOfKey(event, typing.isIn(event.target))
      if (!action || (action.onDesktop && !platform.isDesktop)) return
      event.preventDefault()
      // A window in front has the whole attention: nothing is done, or opened, behind it.
      if (document.querySelector('[role="dialog"][aria-modal="true"]') === null) action.run(context)
    }
    window.addEventListener('keydown', onKeyDown)
    const stop = platform.on('command', (id) => actions.find((action) => action.id === id)?.run(context))
    return () => {
      window.removeEventListener('keydown', onKeyDown)
      typing.stop()
      stop()
    }
  }, [context, platform])

  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#contenu" onClick={skipToContent}>
        Aller au contenu
      </a>
      <Menu shown={held.shown} />
      <TopBar context={context} />
      <main id="contenu" className={classes.main} tabIndex={-1}>
        <Vanished />
        <LastTypedContext value={lastTyped}>
          <Switch location={held.shown}>
            {screens.flatMap((screen) => {
              const { path, render } = screen
              return render && isReached(screen, role)
                ? [
                    <Route key={path} path={path}>
                      {(params: Params) => <Suspense fallback={null}>{render(params)}</Suspense>}
                    </Route>,
                  ]
                : []
            })}
            <Route>{location.startsWith('/rejoindre/') ? <Redirect to="/" /> : <NotFound />}</Route>
          </Switch>
        </LastTypedContext>
      </main>
      <Invited />
      <Confirm
        opened={held.losing.length > 0}
        title="Quitter cet écran&nbsp;?"
        action="Quitter"
        stay="Rester ici"
        danger
        onConfirm={held.leave}
        onClose={held.stay}
      >
        {`Ceci n’est pas encore enregistré et serait à recommencer\u00a0: ${held.losing.join(', ')}.`}
      </Confirm>
      <Propositions
        opened={searching}
        context={context}
        onClose={() => setSearching(false)}
        onLeave={leavePalette}
      />
    </div>
  )
}

/** The address is a hash of ours: the focus is moved by hand. */
function skipToContent(event: MouseEvent): void {
  event.preventDefault()
  document.getElementById('contenu')?.focus()
}

/** `shown`: the address whose screen is shown, which a question may still hold. */
function Menu({ shown }: { readonly shown: string }) {
  const { role } = useWorkspace().identity
  const entries = screens.flatMap((screen) =>
    screen.menu && isFor(screen.menu, role) ? [{ screen, menu: screen.menu }] : [],
  )
  return (
    <nav className={classes.menu} aria-label="Menu">
      <Brand />
      {(['work', 'house'] as const).map((part) => (
        <ul key={part}>
          {entries
            .filter(({ menu }) => menu.part === part)
            .map(({ screen, menu }) => (
              <li key={screen.path}>
                <MenuLink screen={screen} menu={menu} shown={shown} />
              </li>
            ))}
        </ul>
      ))}
    </nav>
  )
}

interface MenuLinkProps {
  readonly screen: Screen
  readonly menu: MenuEntry
  readonly shown: string
}

function MenuLink({ screen, menu, shown }: MenuLinkProps) {
  const current = screen.isCurrent?.(shown) ?? shown === screen.path
  return (
    <Link
      href={menu.href ?? screen.path}
      className={classes.entry ?? ''}
      aria-current={current ? 'page' : undefined}
    >
      <Icon name={menu.icon} />
      <span>{menu.label}</span>
      {menu.Count ? <menu.Count /> : null}
    </Link>
  )
}

function TopBar({ context }: { readonly context: ActionContext }) {
  const { identity, isSample, restoredFrom, storage, sync, undoable } = useWorkspace()
  const { leave, question } = useLeavingSpace()
  const can = useWatched(undoable)
  const place =
    identity.space === 'national' ? 'Comité national' : (departmentOf(identity.space)?.name ?? identity.space)
  const tool = (id: 'undo' | 'redo', what: string | undefined) => {
    const action = actions.find((one) => one.id === id)
    const label = `${action?.label ?? ''}${what === undefined ? '' : `\u00a0: ${what}`}`
    return (
      <Tooltip label={`${label} (${shortcutWords(action?.shortcut ?? '')})`}>
        <ActionIcon aria-label={label} disabled={what === undefined} onClick={() => action?.run(context)}>
          <Icon name={id} />
        </ActionIcon>
      </Tooltip>
    )
  }
  return (
    <header className={classes.top}>
      <Tooltip label="Changer d’espace">
        <button type="button" className={classes.space} data-sample={isSample} onClick={leave}>
          <strong>{place}</strong>
          <span>{isSample ? 'Réseau d’exemple' : identity.name}</span>
        </button>
      </Tooltip>
      {question}
      <Button
        className={classes.search ?? ''}
        aria-label="Chercher partout"
        variant="default"
        leftSection={<Icon name="search" size={16} />}
        rightSection={<Kbd size="xs">Ctrl K</Kbd>}
        justify="space-between"
        onClick={context.openPalette}
      >
        <span>
          Chercher<span className={classes.wide}> partout</span>
        </span>
      </Button>
      <span className={classes.tools}>
        {tool('undo', can.undo)}
        {tool('redo', can.redo)}
      </span>
      <span className={classes.states}>
        <WaitingMenu />
        <StorageBadge state={useWatched(storage)} />
        <SyncBadge state={useWatched(sync)} restoredFrom={restoredFrom} />
      </span>
    </header>
  )
}
