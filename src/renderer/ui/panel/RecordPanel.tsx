import { ActionIcon, Menu, Tabs, Tooltip } from '@mantine/core'
import { type KeyboardEvent, memo, type ReactNode, useContext, useEffect, useRef, useState } from 'react'
import { AskedFieldContext } from '../askedField'
import { Icon, type IconName } from '../Icon'
import { useHandler } from '../useHandler'
import { bringTo } from './bringTo'
import classes from './RecordPanel.module.css'

/** An entry of the panel's menu. */
export interface PanelAction {
  readonly label: string
  readonly icon: IconName
  readonly danger?: boolean
  run(): void
}

/** A page of the panel beside the form. */
export interface PanelTab {
  readonly id: string
  readonly label: string
  /** Fields that it shows, of those that would stand on the first page. */
  readonly fields?: readonly string[]
  readonly content: ReactNode
}

interface RecordPanelProps {
  readonly record: string
  readonly title: string
  /** The kind, in the singular: « un promeneur » is shown as « Promeneur ». */
  readonly kind: string
  readonly chips: ReactNode
  /** The same from one drawing to the next, like `actions` and the handlers: an edit then draws what it changes alone. */
  readonly tabs: readonly PanelTab[]
  /** The page that was asked for, if it is one of them. */
  readonly asked?: string | undefined
  readonly actions: readonly PanelAction[]
  readonly full: boolean
  /** Says where what is typed stands. */
  readonly status: ReactNode
  /** Takes the focus as it opens: the window that made its record is gone, and the focus with it. */
  readonly takesFocus: boolean
  onFull(full: boolean): void
  onClose(): void
}

const panelId = 'fiche'

/** Puts the focus in the record that is open, as whoever chooses it a second time means to. */
export function enterPanel(): void {
  document.getElementById(panelId)?.focus()
}

/** One record beside its table, or over the whole page. */
export function RecordPanel(props: RecordPanelProps) {
  const { record, title, kind, chips, tabs, asked, actions, full, status, takesFocus, onFull, onClose } =
    props
  const panel = useRef<HTMLElement>(null)
  useEffect(() => {
    if (takesFocus) panel.current?.focus()
  }, [takesFocus])
  useEffect(() => {
    const focused = document.activeElement
    const isNowhere = !focused || focused === document.body
    // It comes where there is none: what it was chosen in is gone. And where the window has room for one of them alone, the
    // table that was left is hidden.
    if (!isNowhere && focused.checkVisibility()) return
    panel.current?.focus({ preventScroll: true })
    if (!isNowhere) panel.current?.scrollIntoView({ block: 'start' })
  }, [])
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || !(event.target instanceof Element)) return
    // A list or a calendar that is open takes its own Escape; those drawn elsewhere on the page are not inside.
    const isOwn = event.currentTarget.contains(event.target)
    if (isOwn && event.target.getAttribute('aria-expanded') !== 'true') onClose()
  }
  return (
    <aside
      ref={panel}
      id={panelId}
      tabIndex={-1}
      className={classes.panel}
      data-full={full}
      aria-label={title}
      onKeyDown={onKeyDown}
    >
      <header className={classes.head}>
        <div className={classes.top}>
          <span className={classes.kind}>{kind}</span>
          <PanelTools actions={actions} full={full} onFull={onFull} onClose={onClose} />
        </div>
        <h2 className={classes.title}>{title}</h2>
        <div className={classes.chips}>{chips}</div>
      </header>
      <PanelTabs record={record} tabs={tabs} asked={asked} />
      <footer className={classes.foot}>{status}</footer>
    </aside>
  )
}

/** The panel's menu and its two buttons. */
const PanelTools = memo(
  ({ actions, full, onFull, onClose }: Pick<RecordPanelProps, 'actions' | 'full' | 'onFull' | 'onClose'>) => (
    <span className={classes.tools}>
      {actions.length === 0 ? null : (
        <Menu>
          <Menu.Target>
            <ActionIcon aria-label="Autres actions">
              <span aria-hidden="true">⋯</span>
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {actions.map((action) => (
              <Menu.Item
                key={action.label}
                {...(action.danger ? { color: 'red.9' } : {})}
                leftSection={<Icon name={action.icon} size={16} />}
                onClick={action.run}
              >
                {action.label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <Tooltip label={full ? 'Réduire sur le côté' : 'Agrandir'}>
        <ActionIcon
          className={classes.size ?? ''}
          aria-label={full ? 'Réduire sur le côté' : 'Agrandir'}
          onClick={() => onFull(!full)}
        >
          <Icon name={full ? 'shrink' : 'expand'} size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Fermer (Échap)">
        <ActionIcon aria-label="Fermer la fiche" onClick={onClose}>
          <Icon name="close" size={16} />
        </ActionIcon>
      </Tooltip>
    </span>
  ),
)
PanelTools.displayName = 'PanelTools'

/** The pages of the panel, one of them at a time. */
const PanelTabs = memo(({ record, tabs, asked }: Pick<RecordPanelProps, 'record' | 'tabs' | 'asked'>) => {
  const [met, setMet] = useState<string>()
  const [at, setAt] = useState<string | null>(tabs[0]?.id ?? null)
  if (met !== asked) {
    setMet(asked)
    if (tabs.some(({ id }) => id === asked)) setAt(asked ?? null)
  }
  const pages = useRef<HTMLDivElement>(null)
  const askedField = useContext(AskedFieldContext)
  const [sought, setSought] = useState<{ readonly field: string }>()
  const seek = useHandler((field: string) => {
    setAt((tabs.find(({ fields }) => fields?.includes(field)) ?? tabs[0])?.id ?? null)
    setSought({ field })
  })
  useEffect(() => askedField?.attend(record, seek), [askedField, record, seek])
  useEffect(() => {
    if (sought) bringTo(pages.current, sought.field)
  }, [sought])
  return (
    <Tabs ref={pages} value={at} onChange={setAt} className={classes.tabs} keepMounted={false}>
      <Tabs.List>
        {tabs.map((tab) => (
          <Tabs.Tab key={tab.id} value={tab.id}>
            {tab.label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map((tab) => (
        <Tabs.Panel key={tab.id} value={tab.id} className={classes.page} tabIndex={0}>
          {tab.content}
        </Tabs.Panel>
      ))}
    </Tabs>
  )
})
PanelTabs.displayName = 'PanelTabs'
