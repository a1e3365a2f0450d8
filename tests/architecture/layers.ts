/** One room of the house: which files are in it, what they may import, and which packages they may use. */
interface Layer {
  readonly name: string
  /** The path starts so; the first layer that matches is the file's. */
  readonly files: RegExp
  /** Layers that it may import beside itself and the leaves; `*` for any. */
  readonly may: readonly string[]
  readonly packages: { readonly only: readonly string[] } | { readonly not: readonly string[] }
}

const leaves = ['core/result', 'core/ipc', 'core/sync/protocol']
const pure = { only: ['yjs', 'lib0', 'zod', 'libphonenumber-js'] }
const onPage = ['node:', 'electron', 'better-sqlite3', 'ws', 'pg', 'tsx']
const drawing = { not: [...onPage, 'yjs', 'lib0', 'y-protocols', 'y-websocket', 'dexie', 'exceljs'] }

const document = ['core/schema', 'core/records', 'core/reference']
const figures = [...document, 'core/document', 'core/commands', 'core/projection']
const core = [...figures, 'core/figures', 'core/sheets', 'core/sync']

/** The import table of the house: what is not written here may not be imported. */
export const layers: readonly Layer[] = [
  { name: 'core/result', files: /^src\/core\/result(\.|$)/, may: [], packages: { only: [] } },
  { name: 'core/ipc', files: /^src\/core\/ipc(\.|$)/, may: [], packages: { only: [] } },
  {
    name: 'core/sync/protocol',
    files: /^src\/core\/sync\/protocol(\.|$)/,
    may: [],
    packages: { only: ['lib0'] },
  },
  { name: 'core/sync', files: /^src\/core\/sync(\/|$)/, may: [], packages: { only: ['lib0', 'yjs'] } },
  { name: 'core/schema', files: /^src\/core\/schema(\/|$)/, may: [], packages: pure },
  { name: 'core/reference', files: /^src\/core\/reference(\/|$)/, may: ['core/schema'], packages: pure },
  // A record's options are national lists, so records read the reference; never the other way.
  {
    name: 'core/records',
    files: /^src\/core\/records(\/|$)/,
    may: ['core/schema', 'core/reference'],
    packages: pure,
  },
  { name: 'core/document', files: /^src\/core\/document(\/|$)/, may: document, packages: pure },
  {
    name: 'core/commands',
    files: /^src\/core\/commands(\/|$)/,
    may: [...document, 'core/document'],
    packages: pure,
  },
  {
    name: 'core/projection',
    files: /^src\/core\/projection(\/|$)/,
    may: [...document, 'core/document'],
    packages: pure,
  },
  { name: 'core/figures', files: /^src\/core\/figures(\/|$)/, may: figures, packages: pure },
  {
    name: 'core/sheets',
    files: /^src\/core\/sheets(\/|$)/,
    may: [...figures, 'core/figures'],
    packages: pure,
  },
  { name: 'main', files: /^src\/main(\/|$)/, may: core, packages: { only: ['electron', 'node:'] } },
  { name: 'preload', files: /^src\/preload(\/|$)/, may: [], packages: { only: ['electron'] } },
  { name: 'start', files: /^src\/start(\/|$)/, may: core, packages: { not: ['electron', 'react', 'dexie'] } },
  { name: 'renderer/platform', files: /^src\/renderer\/platform(\.|$)/, may: [], packages: { only: [] } },
  {
    name: 'renderer/data',
    files: /^src\/renderer\/data(\/|$)/,
    may: [...core, 'renderer/platform', 'resources'],
    packages: { not: onPage },
  },
  { name: 'renderer/ui', files: /^src\/renderer\/ui(\/|$)/, may: ['core/schema'], packages: drawing },
  {
    name: 'renderer/features/*',
    files: /^src\/renderer\/features(\/|$)/,
    may: [...core, 'renderer/data', 'renderer/ui', 'renderer/platform', 'renderer/actions', 'resources'],
    packages: drawing,
  },
  {
    name: 'renderer/actions',
    files: /^src\/renderer\/actions(\.|$)/,
    may: [...core, 'renderer/data', 'renderer/platform'],
    packages: drawing,
  },
  {
    name: 'renderer',
    files: /^src\/renderer(\/|$)/,
    may: ['renderer/*', ...core, 'resources'],
    packages: { not: onPage },
  },
  {
    name: 'sync-server',
    files: /^sync-server(\/|$)/,
    may: ['core/sync'],
    packages: { only: ['node:', 'ws', 'better-sqlite3', 'pg', 'yjs', 'y-protocols', 'lib0', 'zod'] },
  },
  { name: 'resources', files: /^resources(\/|$)/, may: [], packages: { not: [] } },
  { name: 'tests', files: /^tests(\/|$)/, may: ['*'], packages: { not: [] } },
  // The configuration at the top of the tree.
  { name: 'house', files: /^[^/]+$/, may: ['tests'], packages: { not: [] } },
]

/** The only file that may pass on what others export. */
export const barrel = 'src/core/records/index.ts'

/**
 * Says why a file may not import a thing, or nothing. Paths are relative to the root of the tree, with slashes; a
 * package is its bare name with or without what follows.
 */
export function breach(
  from: string,
  to: { readonly path: string } | { readonly package: string },
): string | undefined {
  const layer = layerOf(from)
  if (layer === undefined) return `${from} stands in no layer: give it a room in tests/architecture/layers.ts`
  const here = roomOf(from, layer)
  if ('package' in to) {
    return usesPackage(layer, to.package) ? undefined : `${here} may not use the package ${to.package}`
  }
  const target = layerOf(to.path)
  if (target === undefined) return `${to.path} stands in no layer`
  const there = roomOf(to.path, target)
  if (here === there || leaves.includes(target.name)) return leafBreach(layer, target)
  const allowed = layer.may.some(
    (name) => name === '*' || name === target.name || matchesStar(name, target.name),
  )
  return allowed ? undefined : `${here} may not import ${there}`
}

/** A leaf imports other leaves at most when it is a file of its own room; `result` is what all of them may use. */
function leafBreach(layer: Layer, target: Layer): string | undefined {
  const isLower = layer.name === target.name || target.name === 'core/result' || !leaves.includes(layer.name)
  return isLower && !(layer.name === 'preload' && target.name === 'core/sync/protocol')
    ? undefined
    : `${layer.name} may not import ${target.name}`
}

function layerOf(path: string): Layer | undefined {
  return layers.find((layer) => layer.files.test(path))
}

/** A feature is a room of its own. */
function roomOf(path: string, layer: Layer): string {
  const feature = /^src\/renderer\/features\/([^/]+)/.exec(path)
  return feature?.[1] === undefined ? layer.name : `renderer/features/${feature[1]}`
}

function matchesStar(pattern: string, name: string): boolean {
  return pattern.endsWith('/*') && name.startsWith(pattern.slice(0, -1))
}

function usesPackage(layer: Layer, name: string): boolean {
  const isNamed = (known: string): boolean =>
    known.endsWith(':') ? name.startsWith(known) : name === known || name.startsWith(`${known}/`)
  return 'only' in layer.packages ? layer.packages.only.some(isNamed) : !layer.packages.not.some(isNamed)
}
