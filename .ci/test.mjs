// Runs all that CI runs, one thing after the other, and ends with one line that counts what the runners counted.
// `--checks` stops after the checks: types, lint, format, what nothing uses.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const reports = mkdtempSync(join(tmpdir(), 'maillage-tests-'))
const tools = {
  electronVite: 'electron-vite/bin/electron-vite.js',
  eslint: 'eslint/bin/eslint.js',
  knip: 'knip/bin/knip.js',
  playwright: '@playwright/test/cli.js',
  prettier: 'prettier/bin/prettier.cjs',
  tsc: 'typescript/bin/tsc',
  vitest: 'vitest/vitest.mjs',
}

// A second chance for tests of whole processes on a busy machine; one that needed it is named at the end.
const retries = process.env.CI ? 1 : 0

const counts = { passed: 0, failed: 0, skipped: 0 }
const failures = []
const skips = []
const flaky = []

// Two at a time: a small machine has two processors, and each of these uses one.
await Promise.all([
  inOrder([
    ['types of core', 'tsc', ['-p', 'src/core']],
    ['types of the renderer', 'tsc', ['-p', 'src/renderer']],
    ['types of main, preload, start and the server', 'tsc', ['-p', '.']],
    ['types of the tests', 'tsc', ['-p', 'tests']],
  ]),
  inOrder([
    ['lint', 'eslint', ['.']],
    ['format', 'prettier', ['--check', '--log-level', 'warn', '.']],
    ['nothing unused', 'knip', []],
  ]),
])

if (!process.argv.includes('--checks')) {
  await vitest('architecture, units, fuzz', ['architecture', 'unit', 'contract', 'fuzz', 'migrations'])
  // The built bundles are what the desktop's tests run.
  await check('build', 'electronVite', ['build'])
  await vitest('server, faults, desktop', ['server', 'faults', 'desktop'], [`--retry=${retries}`])
  await playwright()
}

rmSync(reports, { recursive: true, force: true })
for (const skip of skips) console.log(`skipped: ${skip}`)
for (const title of flaky) console.log(`passed at the second try: ${title}`)
for (const failure of failures) console.log(`failed: ${failure}`)
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
process.exitCode = counts.failed === 0 ? 0 : 1

async function inOrder(checks) {
  for (const [name, tool, args] of checks) await check(name, tool, args)
}

/** One command that passes or fails as a whole. */
async function check(name, tool, args) {
  count(name, await run(name, tool, args))
}

function count(name, passed) {
  counts[passed ? 'passed' : 'failed'] += 1
  if (!passed) failures.push(name)
}

async function vitest(name, projects, more = []) {
  const file = join(reports, `${projects[0]}.json`)
  const args = [
    'run',
    ...more,
    ...projects.flatMap((project) => ['--project', project]),
    ...['--reporter=default', `--reporter=${join(root, '.ci/reporter.mjs')}`],
  ]
  const passed = await run(name, 'vitest', args, { MAILLAGE_TEST_REPORT: file })
  const { tests, suites } = read(file) ?? { tests: [], suites: [] }
  for (const { name: test, state, reason, isFlaky } of tests) {
    if (state === 'passed') counts.passed += 1
    else if (state === 'failed') count(test, false)
    else skip(test, reason)
    if (isFlaky && state === 'passed') flaky.push(test)
  }
  for (const project of projects) {
    const folder = join(root, 'tests', project, '/')
    if (!suites.some((suite) => suite.file.startsWith(folder))) count(`tests/${project} holds no test`, false)
  }
  const broken = suites.filter((suite) => suite.isBroken)
  for (const suite of broken) count(suite.file, false)
  if (!passed && !tests.some(({ state }) => state === 'failed') && broken.length === 0)
    count(`${name} did not end well`, false)
}

async function playwright() {
  const file = join(reports, 'playwright.json')
  const args = ['test', '-c', 'tests/playwright.config.ts', '--reporter=list,json', `--retries=${retries}`]
  const passed = await run('desktop and whole stories, in Chromium', 'playwright', args, {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  })
  const tests = (read(file)?.suites ?? []).flatMap(testsOf)
  for (const { title, status, annotations } of tests) {
    if (status === 'expected' || status === 'flaky') counts.passed += 1
    if (status === 'flaky') flaky.push(title)
    else if (status === 'expected') continue
    else if (status === 'skipped') skip(title, annotations.find(({ type }) => type === 'skip')?.description)
    else count(title, false)
  }
  if (!passed && tests.every(({ status }) => status !== 'unexpected')) {
    count('the tests in Chromium did not end well', false)
  }
}

function testsOf(suite) {
  const own = suite.specs.flatMap((spec) =>
    spec.tests.map((test) => ({ ...test, title: `${spec.file}: ${spec.title}` })),
  )
  return [...own, ...(suite.suites ?? []).flatMap(testsOf)]
}

function skip(title, reason) {
  counts.skipped += 1
  skips.push(`${title} (${reason ?? 'no reason given'})`)
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** Shows what a command says as it says it. */
function run(name, tool, args, env = {}) {
  console.log(`\n── ${name}`)
  const started = Date.now()
  const child = spawn(process.execPath, [join(root, 'node_modules', tools[tool]), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  return new Promise((resolve) => {
    child.on('close', (code) => {
      console.log(
        `   ${name}: ${code === 0 ? 'done' : 'failed'} in ${Math.round((Date.now() - started) / 1000)} s`,
      )
      resolve(code === 0)
    })
  })
}
