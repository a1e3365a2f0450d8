import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { readAdminArguments } from '../../sync-server/adminArguments'
import { readConfig } from '../../sync-server/config'
import { openServer } from '../../sync-server/server'
import { runCommand, spawnServer, startServer, temporaryFolder } from './desk'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

describe('the command line', () => {
  test('is read with its defaults', () => {
    const config = readConfig(['--data', '/tmp/x'])
    expect(config).toMatchObject({
      ok: true,
      value: { port: 8787, host: '127.0.0.1', data: '/tmp/x', origins: [] },
    })
  })

  test('names all its mistakes at once', () => {
    const config = readConfig([
      '--port',
      '99999',
      '--limits',
      'none',
      '--host',
      '0.0.0.0',
      '--web',
      '/nowhere',
      '--origin',
      'exemple.fr',
      '--database',
      'postgres://x',
      '--colour',
      'red',
      'mot',
      '--data',
    ])
    if (config.ok) throw new Error('it should be refused')
    expect(config.error.length).toBe(9)
    for (const name of [
      '--port',
      '--limits none',
      '--web',
      '--origin',
      '--database',
      '--colour',
      '« mot »',
      '--data',
    ]) {
      expect(config.error.some((line) => line.includes(name))).toBe(true)
    }
  })

  test('--limits none is for this machine alone', () => {
    expect(readConfig(['--data', '/tmp/x', '--limits', 'none', '--host', '127.0.0.1']).ok).toBe(true)
    expect(readConfig(['--data', '/tmp/x', '--limits', 'none', '--host', '192.168.1.4']).ok).toBe(false)
  })

  test('--address-header is for a server that its proxy alone reaches', () => {
    const given = (...more: string[]) => readConfig(['--data', '/tmp/x', '--address-header', ...more])
    expect(given('X-Real-IP')).toMatchObject({ ok: true, value: { addressHeader: 'x-real-ip' } })
    expect(given('x real ip').ok).toBe(false)
    expect(given('x-real-ip', '--host', '0.0.0.0').ok).toBe(false)
  })

  test('ends with code 2 and words when it is wrong', async () => {
    const { code, err, out } = await runCommand('main', ['--prot', '1'])
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('--prot : option inconnue')
  })

  test.each([
    [['invite'], '--role'],
    [['invite', '--role', 'chef', '--department', '50', '--name', 'x'], '--role'],
    [['invite', '--role', 'reader', '--name', 'x'], '--department'],
    [['invite', '--role', 'reader', '--department', '20', '--name', 'x'], '« 20 »'],
    [['invite', '--role', 'national', '--department', '50', '--name', 'x'], 'inutile'],
    [['revoke'], 'identifiant'],
    [['revoke', 'a', 'b'], 'trop'],
    [['devices', '--name', 'x'], 'invite'],
    [['compact', 'dep-20'], 'espace'],
    [['danse'], 'inconnue'],
    [[], 'Commandes'],
  ])('admin %j is refused, saying « %s »', (argv, word) => {
    const command = readAdminArguments(['--data', '/tmp/x', ...argv])
    expect(command.ok ? '' : command.error.join('\n')).toContain(word)
  })
})

test('an administrator who mistypes the folder is told so, and makes no store; an invitation begins one', async () => {
  const folder = path.join(temporaryFolder(), 'maillaje')
  const backup = path.join(temporaryFolder(), 'vide.sqlite')
  const wrong = [
    ['verify'],
    ['devices'],
    ['rooms'],
    ['revoke', 'x'],
    ['compact'],
    ['repair', 'dep-50'],
    ['backup', backup],
  ]
  for (const words of wrong) {
    const { code, out, err } = await runCommand('admin', ['--data', folder, ...words])
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain('vérifiez --data')
  }
  expect([folder, backup].filter((name) => fs.existsSync(name))).toEqual([])
  const first = ['invite', '--role', 'national', '--name', 'Comité']
  expect((await runCommand('admin', ['--data', folder, ...first])).code).toBe(0)
  expect((await runCommand('admin', ['--data', folder, 'verify'])).code).toBe(0)
})

describe('starting on what a folder holds', () => {
  let model: string
  const surroundings = { log: () => undefined, now: Date.now, fatal: () => undefined }

  beforeAll(async () => {
    const server = await startServer()
    model = server.data
    await server.close()
  })

  async function refusal(prepare: (folder: string) => void): Promise<string> {
    const folder = temporaryFolder()
    fs.cpSync(model, folder, { recursive: true })
    prepare(folder)
    const before = contents(folder)
    const config = readConfig(['--port', '0', '--data', folder])
    if (!config.ok) throw new Error(config.error.join())
    const server = await openServer(config.value, surroundings)
    if (server.ok) {
      await server.value.close()
      return 'started'
    }
    expect(contents(folder)).toEqual(before)
    return server.error
  }

  const contents = (folder: string): unknown =>
    ['maillage.sqlite', 'maillage.json'].map((name) => {
      const file = path.join(folder, name)
      return fs.existsSync(file) ? fs.readFileSync(file, 'latin1').length : null
    })

  const database = (folder: string): string => path.join(folder, 'maillage.sqlite')

  test.each([0.99, 0.5, 0.1, 0.001, 0])(
    '[S23] a database cut to %d of itself is refused (T15)',
    async (share) => {
      const words = await refusal((folder) => {
        fs.truncateSync(database(folder), Math.floor(fs.statSync(database(folder)).size * share))
      })
      expect(words).toContain('restore')
    },
  )

  test('[S23] a database that vanished, or is another server’s, or is no database, is refused', async () => {
    const other = await startServer()
    await other.close()
    expect(await refusal((folder) => fs.rmSync(database(folder)))).toContain('a disparu')
    expect(await refusal((folder) => fs.copyFileSync(database(other.data), database(folder)))).toContain(
      'autre serveur',
    )
    expect(await refusal((folder) => fs.writeFileSync(database(folder), 'bonjour '.repeat(900)))).toContain(
      'restore',
    )
    expect(await refusal((folder) => fs.writeFileSync(path.join(folder, 'maillage.json'), '{'))).toContain(
      'illisible',
    )
    expect(await refusal(() => undefined)).toBe('started')
  })

  test('a second server on the same folder is refused by name of the first (T21)', async () => {
    const first = await spawnServer(model)
    const second = await runCommand('main', ['--port', '0', '--data', model])
    expect(second.code).toBe(3)
    expect(second.err).toContain(`locked by pid ${first.pid}`)
    await first.stop('SIGKILL')
    const third = await spawnServer(model)
    expect(await third.stop('SIGTERM')).toBe(0)
  })

  test('a port that is taken is said, and the folder given back', async () => {
    const first = await startServer()
    const folder = temporaryFolder()
    const config = readConfig(['--port', new URL(first.url).port, '--data', folder])
    if (!config.ok) throw new Error(config.error.join())
    const second = await openServer(config.value, surroundings)
    expect(second.ok ? '' : second.error).toContain('Impossible d’écouter')
    const again = await startServer({ data: folder })
    await again.close()
    await first.close()
  })
})

describe('the workstation for a browser', () => {
  let web: string
  let server: Awaited<ReturnType<typeof startServer>>

  beforeAll(async () => {
    web = temporaryFolder()
    fs.mkdirSync(path.join(web, 'assets'))
    fs.writeFileSync(
      path.join(web, 'index.html'),
      '<meta name="csp-nonce" content="__CSP_NONCE__"><style nonce="__CSP_NONCE__"></style>',
    )
    fs.writeFileSync(path.join(web, 'assets', 'index-Ab12Cd34.js'), 'export const a = 1\n'.repeat(100))
    fs.writeFileSync(path.join(web, 'sw.js'), 'self.a = 1\n')
    fs.writeFileSync(path.join(web, '.env'), 'SECRET')
    fs.symlinkSync('/etc/hostname', path.join(web, 'assets', 'lien.txt'))
    server = await startServer({ args: ['--web', web] })
  })

  afterAll(() => server.close())

  test('the page has a fresh nonce in its policy and in itself, and is never cached', async () => {
    const nonces = new Set<string>()
    for (const address of ['/', '/index.html', '/']) {
      const response = await fetch(server.url + address)
      const policy = response.headers.get('content-security-policy') ?? ''
      const nonce = /style-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1] ?? ''
      expect(await response.text()).toBe(
        `<meta name="csp-nonce" content="${nonce}"><style nonce="${nonce}"></style>`,
      )
      expect(policy).toContain("default-src 'none'; script-src 'self';")
      expect(policy).not.toContain('unsafe')
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      expect(response.headers.get('cache-control')).toBe('no-store')
      nonces.add(nonce)
    }
    expect(nonces.size).toBe(3)
  })

  test('hashed files are kept for good, the service worker is asked for again', async () => {
    const script = await fetch(`${server.url}/assets/index-Ab12Cd34.js`)
    expect(script.headers.get('cache-control')).toContain('immutable')
    expect(script.headers.get('content-type')).toContain('javascript')
    expect(await script.text()).toBe('export const a = 1\n'.repeat(100))
    const worker = await fetch(`${server.url}/sw.js`)
    expect(worker.headers.get('cache-control')).toBe('no-cache')
  })

  test.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/assets/..%5c..%5cx',
    '/.env',
    '/assets/lien.txt',
    '/assets',
    '/assets/',
    '/nowhere.js',
    '/%00',
    '/%',
    '//etc/hostname',
    '/assets/%2e%2e/%2e%2e/etc/hostname',
  ])('%s gives nothing', async (address) => {
    const response = await fetch(server.url + address)
    expect(response.status).toBe(404)
    expect(await response.text()).not.toContain('SECRET')
  })

  test('health, readiness and metrics speak of the server and of nobody', async () => {
    expect(await (await fetch(`${server.url}/healthz`)).json()).toEqual({ ok: true })
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
    const metrics = await (await fetch(`${server.url}/metrics`)).text()
    expect(metrics).toContain('maillage_sockets 0')
    expect(metrics).toMatch(/^maillage_resident_bytes \d+$/m)
    expect(metrics).not.toMatch(/dep-|national/)
    expect((await fetch(`${server.url}/healthz`, { method: 'POST' })).status).toBe(404)
  })
})
