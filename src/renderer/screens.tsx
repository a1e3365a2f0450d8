import { type ComponentType, lazy, type ReactNode } from 'react'
import { Redirect } from 'wouter'
import { ComputerWarnings } from './ComputerWarnings'
import { useWorkspace } from './data/hooks'
import type { Identity } from './data/workspace'
import { HomeScreen } from './features/home/HomeScreen'
import { DuplicatesCount } from './features/import/DuplicatesCount'
import { ALL_DEPARTMENTS } from './features/national/exercise'
import { AMONG, groups, recordPath } from './features/records/groups'
import { RecordsScreen } from './features/records/RecordsScreen'
import { TrashScreen } from './features/records/TrashScreen'
import { Exporting } from './features/reports/Exporting'
import { ReviewCount } from './features/review/ReviewCount'
import { slots } from './slots'
import type { IconName } from './ui/Icon'

/** A screen of the application: its address, its place in the menu if it has one. */
export interface Screen {
  /** A wouter pattern. */
  readonly path: string
  readonly menu?: MenuEntry
  /** Whether an address belongs to this entry of the menu; its own path alone by default. */
  readonly isCurrent?: (location: string) => boolean
  /** Absent for an entry of the menu that leads into another screen. */
  readonly render?: (params: Params) => ReactNode
}

/** What stands in an address. */
export interface Params {
  readonly [name: string]: string | undefined
}

/** An entry of the menu. */
export interface MenuEntry {
  readonly label: string
  readonly icon: IconName
  /** Upper part of the menu: the work; lower part: the house. */
  readonly part: 'work' | 'house'
  /** Where it leads, if not to the screen's own path. */
  readonly href?: string
  /** Whose menu has it; everyone's by default. */
  readonly roles?: readonly Identity['role'][]
  /** How many things wait there. */
  readonly Count?: ComponentType
}

const DepartmentScreen = lazy(async () => ({
  default: (await import('./features/national/DepartmentScreen')).DepartmentScreen,
}))
const ReviewScreen = lazy(async () => ({
  default: (await import('./features/review/ReviewScreen')).ReviewScreen,
}))
const NationalScreen = lazy(async () => ({
  default: (await import('./features/national/NationalScreen')).NationalScreen,
}))
const MinutesScreen = lazy(async () => ({
  default: (await import('./features/meetings/MinutesScreen')).MinutesScreen,
}))
const PaperScreen = lazy(async () => ({
  default: (await import('./features/records/PaperScreen')).PaperScreen,
}))
const ReportsScreen = lazy(async () => ({
  default: (await import('./features/reports/ReportsScreen')).ReportsScreen,
}))
const SettingsScreen = lazy(async () => ({
  default: (await import('./features/settings/SettingsScreen')).SettingsScreen,
}))
const ImportScreen = lazy(async () => ({
  default: (await import('./features/import/ImportScreen')).ImportScreen,
}))
const DuplicatesScreen = lazy(async () => ({
  default: (await import('./features/import/DuplicatesScreen')).DuplicatesScreen,
}))
const HelpScreen = lazy(async () => ({ default: (await import('./features/help/HelpScreen')).HelpScreen }))

/** Every screen, in the order of the menu. A feature adds one line here, and nothing else. */
export const screens: readonly Screen[] = [
  {
    path: '/',
    menu: { label: 'Accueil', icon: 'home', part: 'work', roles: ['coordinator', 'reader'] },
    render: () => <FirstScreen />,
  },
  ...[
    { group: groups.network, icon: 'people' as const },
    { group: groups.structures, icon: 'building' as const },
    { group: groups.meetings, icon: 'calendar' as const },
    { group: groups.partners, icon: 'handshake' as const },
    { group: groups.funding, icon: 'euro' as const },
    { group: groups.activity, icon: 'pulse' as const },
    { group: groups.department, icon: 'map' as const },
  ].map(({ group, icon }): Screen => ({
    path: recordPath(group.kinds[0]),
    menu: { label: group.title, icon, part: 'work' },
    isCurrent: (location) => group.kinds.some((kind) => `${location}/`.startsWith(`${recordPath(kind)}/`)),
  })),
  {
    path: '/rapports',
    menu: { label: 'Rapports', icon: 'report', part: 'work' },
    render: () => <ReportsScreen />,
  },
  {
    // One pattern, so that the choice of a year draws the same page again.
    path: '/national/:code?/:exercise?',
    menu: { label: 'National', icon: 'map', part: 'work', href: '/national', roles: ['national'] },
    isCurrent: (location) => location.startsWith('/national'),
    render: ({ code = ALL_DEPARTMENTS, exercise }) =>
      code === ALL_DEPARTMENTS ? (
        <>
          <ComputerWarnings />
          <NationalScreen exercise={exercise} />
        </>
      ) : (
        <DepartmentScreen code={code} exercise={exercise} />
      ),
  },
  { path: '/compte-rendu/:id', render: ({ id }) => <MinutesScreen id={id ?? ''} /> },
  { path: '/imprimer/:kind/:id', render: ({ kind, id }) => <PaperScreen kind={kind ?? ''} id={id ?? ''} /> },
  {
    // One pattern, so that a table goes on as it is while its records are opened from it.
    path: '/fiches/:kind/:id?/:part?',
    render: ({ kind, id, part }) => recordsScreen(kind, id, part),
  },
  {
    path: '/import',
    menu: { label: 'Importer', icon: 'upload', part: 'house', roles: ['coordinator'] },
    render: () => <ImportScreen />,
  },
  {
    path: '/doublons',
    menu: {
      label: 'Doublons',
      icon: 'link',
      part: 'house',
      roles: ['coordinator'],
      Count: DuplicatesCount,
    },
    render: () => <DuplicatesScreen />,
  },
  {
    path: '/a-verifier',
    menu: {
      label: 'À vérifier',
      icon: 'alert',
      part: 'house',
      roles: ['coordinator', 'national'],
      Count: ReviewCount,
    },
    render: () => <ReviewScreen />,
  },
  {
    path: '/corbeille',
    menu: { label: 'Corbeille', icon: 'trash', part: 'house' },
    render: () => <TrashScreen />,
  },
  {
    path: '/reglages/:name?',
    menu: { label: 'Réglages', icon: 'gear', part: 'house', href: '/reglages' },
    isCurrent: (location) => location.startsWith('/reglages'),
    render: ({ name }) => (
      <Exporting>
        {({ exportEverything }) => <SettingsScreen name={name} exportEverything={exportEverything} />}
      </Exporting>
    ),
  },
  {
    path: '/aide/:name?',
    menu: { label: 'Aide', icon: 'help', part: 'house', href: '/aide' },
    isCurrent: (location) => location.startsWith('/aide'),
    render: ({ name }) => <HelpScreen name={name} />,
  },
]

/** What a window opens on: a coordinator's day, or the committee's départements. */
function FirstScreen() {
  const { role } = useWorkspace().identity
  return role === 'national' ? (
    <Redirect to="/national" />
  ) : (
    <>
      <ComputerWarnings />
      <HomeScreen />
    </>
  )
}

/** Whether a role has a screen at all: what no menu leads to is no dead end by its address either. */
export const isReached = ({ path, menu }: Screen, role: Identity['role']): boolean =>
  path === '/' || menu === undefined || isFor(menu, role)

/** Whether a menu entry is for a role. */
export const isFor = ({ roles }: MenuEntry, role: Identity['role']): boolean => roles?.includes(role) ?? true

function recordsScreen(
  kind: string | undefined,
  id: string | undefined,
  part: string | undefined,
): ReactNode {
  const address = id === AMONG ? { id: undefined, among: part } : { id, part }
  return (
    <Exporting>
      {({ exportView }) => (
        <RecordsScreen kind={kind ?? ''} {...address} slots={slots[kind ?? '']} exportView={exportView} />
      )}
    </Exporting>
  )
}
