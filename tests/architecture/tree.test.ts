import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cruise } from 'dependency-cruiser'
import { expect, test } from 'vitest'

test('no file imports itself by way of others, not even for a type', { timeout: 120_000 }, async () => {
  const { output } = await cruise(['src', 'sync-server'], {
    validate: true,
    ruleSet: { forbidden: [{ name: 'cycle', severity: 'error', from: {}, to: { circular: true } }] },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.json'] },
  })
  if (typeof output === 'string') throw new Error(`not a report: ${output.slice(0, 200)}`)
  expect(output.summary.totalCruised).toBeGreaterThan(50)
  expect(
    output.summary.violations.map(({ from, cycle }) =>
      [from, ...(cycle ?? []).map(({ name }) => name)].join(' → '),
    ),
  ).toEqual([])
})

test('the top of the tree holds what it says and nothing else', () => {
  const top = execFileSync('git', ['ls-tree', '--name-only', 'HEAD'], { encoding: 'utf8' }).trim().split('\n')
  const known = [
    '.ci',
    '.gitattributes',
    '.gitignore',
    '.prettierignore',
    '.prettierrc',
    'LICENSE',
    'README.md',
    'electron.vite.config.ts',
    'eslint.config.js',
    'package-lock.json',
    'package.json',
    'resources',
    'src',
    'sync-server',
    'tests',
    'tsconfig.json',
    'vitest.config.ts',
  ]
  expect(top.filter((name) => !known.includes(name))).toEqual([])
})

/** A release whose platform packages are not all on the registry installs here and fails in `npm ci` elsewhere. */
test('the lock holds every optional package of every package, and nothing left over', () => {
  const packages = lockedPackages()
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !foldersAbove(path).some((folder) => `${folder}node_modules/${name}` in packages))
      .map((name) => `${path || 'package.json'} → ${name}`),
  )
  expect(missing).toEqual([])
  expect(Object.keys(packages).filter((path) => packages[path]?.extraneous)).toEqual([])
})

test('every version is exact', () => {
  const { dependencies = {}, devDependencies = {} } = lockedPackages()[''] ?? {}
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
  )
  expect(loose).toEqual([])
})

interface LockedPackage {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly extraneous?: boolean
}

function lockedPackages(): Readonly<Record<string, LockedPackage>> {
  const lock: { packages: Record<string, LockedPackage> } = JSON.parse(
    readFileSync('package-lock.json', 'utf8'),
  )
  return lock.packages
}

/** Where npm looks for what a package needs: in itself, then in each folder above. */
function foldersAbove(path: string): string[] {
  const parts = path === '' ? [] : path.split(/\/?node_modules\//).slice(1)
  return Array.from({ length: parts.length + 1 }, (_, depth) =>
    parts
      .slice(0, parts.length - depth)
      .map((part) => `node_modules/${part}/`)
      .join(''),
  )
}
