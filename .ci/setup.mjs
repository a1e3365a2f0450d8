// Makes a fresh clone ready: the dependencies of the lock file, and for tests a Chromium. Plain Node, no dependency.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const say = (text) => console.log(`setup: ${text}`)

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19))
  stop(`Node 20.19 or later is needed, this is ${process.versions.node}.`)

const missing = whatIsMissing()
if (missing !== undefined) {
  say(
    `${missing}: installing what package-lock.json says (a minute or two, more where SQLite must be compiled)`,
  )
  if (!run('npm', ['ci'])) {
    stop(
      'npm ci failed, see above. Is a registry reachable? SQLite compiles only where python3, make and g++ are.',
    )
  }
} else if (!loadsSqlite()) {
  say('SQLite was built for another Node: rebuilding it')
  if (!run('npm', ['rebuild', 'better-sqlite3']))
    stop('better-sqlite3 does not build for this Node, see above.')
}
if (process.argv.includes('--tests')) await setUpChromium()

/** Compares what npm has installed with the lock file; says what differs, or nothing. */
function whatIsMissing() {
  const installedFile = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(installedFile)) return 'no dependencies yet'
  const installed = packagesOf(installedFile)
  for (const [path, entry] of Object.entries(packagesOf(join(root, 'package-lock.json')))) {
    if (path === '' || entry.link) continue
    const found = installed[path]
    // What is optional may rightly be absent: it belongs to another system.
    if (
      found === undefined
        ? !entry.optional && !entry.devOptional && !entry.peer
        : found.version !== entry.version
    ) {
      return `${path.replace(/^.*node_modules\//, '')} is not the one of the lock file`
    }
  }
  return undefined
}

function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages
}

function loadsSqlite() {
  const code = "new (require('better-sqlite3'))(':memory:').close()"
  return spawnSync(process.execPath, ['-e', code], { cwd: root }).status === 0
}

async function setUpChromium() {
  const { tsImport } = await import('tsx/esm/api')
  const { findChromium } = await tsImport('../tests/support/chromium.ts', import.meta.url)
  // One that is there may still lack libraries of the system: it is asked to start, where asking opens no window.
  const starts = () => {
    const path = findChromium()
    if (process.platform !== 'linux') return path !== undefined
    return path !== undefined && spawnSync(path, ['--version'], { timeout: 60_000 }).status === 0
  }
  if (starts()) return
  say('no Chromium starts on this machine: asking Playwright for one')
  run('npx', ['playwright', 'install', 'chromium'])
  if (!starts()) await installWithApt()
  if (!starts()) {
    stop('no Chromium could be had. Install Chromium or Chrome, or give its path in the variable CHROMIUM.')
  }
}

async function installWithApt() {
  if (process.platform !== 'linux' || process.getuid() !== 0 || !existsSync('/usr/bin/apt-get')) return
  say('installing Debian’s Chromium')
  // Another installation may hold the lock of apt: it waits for it, five minutes at most.
  const apt = ['-o', 'DPkg::Lock::Timeout=300', '-q']
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    if (
      run('apt-get', [...apt, 'update'], env) &&
      run('apt-get', [...apt, 'install', '-y', '--no-install-recommends', 'chromium'], env)
    ) {
      return
    }
    say(`apt-get did not succeed (attempt ${attempt} of 5)`)
    await new Promise((resolve) => setTimeout(resolve, 10_000))
  }
}

function run(command, args, env = process.env) {
  return (
    spawnSync(command, args, { cwd: root, stdio: 'inherit', env, shell: process.platform === 'win32' })
      .status === 0
  )
}

function stop(reason) {
  console.error(`setup: ${reason}`)
  process.exit(1)
}
