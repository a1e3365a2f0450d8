import { callNames, checks } from '../../src/core/ipc'
import { anyValue } from '../support/anyValue'
import { createRandom } from '../support/random'
import { expect, test } from './fixture'

test('[E1] every window is sandboxed, isolated and without Node', async ({ desktop, page }) => {
  expect(await page.evaluate(() => 'require' in window || 'process' in window)).toBe(false)
  const preferences = await desktop.evaluate(
    ({ BrowserWindow }) =>
      // Electron gives these back to tests, and keeps the method out of its types.
      BrowserWindow.getAllWindows().map(({ webContents }) =>
        (webContents as unknown as { getLastWebPreferences(): object }).getLastWebPreferences(),
      ),
    null,
  )
  expect(preferences).toHaveLength(1)
  for (const found of preferences) {
    expect(found).toMatchObject({
      contextIsolation: true,
      nodeIntegration: false,
      sandbox: true,
      webSecurity: true,
      webviewTag: false,
    })
    expect(found).not.toHaveProperty('enableBlinkFeatures')
    expect(found).not.toHaveProperty('allowRunningInsecureContent', true)
  }
})

test('[E2] the page stands on an origin of its own, never on a file', async ({ desktop, page }) => {
  expect(await page.evaluate(() => window.location.origin)).toBe(desktop.origin)
  expect(await page.evaluate(() => window.isSecureContext)).toBe(true)
  expect(page.url().startsWith('file:')).toBe(false)
})

test('[E3] the workstation opens under its own policy, and nothing of it is refused', async ({ page }) => {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Maillage' })).toBeVisible()
  expect(complaints).toEqual([])
})

test('[E3] nothing runs but our own scripts', async ({ page }) => {
  const violations = await page.evaluate(async () => {
    const seen = new Set<string>()
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
      seen.add(effectiveDirective),
    )
    const base = document.createElement('base')
    base.href = 'https://example.org/'
    const frame = document.createElement('iframe')
    frame.src = 'data:text/html,x'
    document.head.append(base)
    document.body.append(frame)
    const nodes: HTMLElement[] = [base, frame]
    const append = (name: string, fill: (node: HTMLElement) => void): void => {
      const node = document.createElement(name)
      nodes.push(node)
      try {
        fill(node)
      } finally {
        document.head.append(node)
      }
    }
    // What the test's own call allows ends with its turn.
    await new Promise((resolve) => setTimeout(resolve))
    let refused = 0
    const attempts = [
      () => new Function('return 1')(),
      () => void setTimeout('window.ran = 1'),
      () => append('div', (node) => (node.innerHTML = '<img src="x:" onerror="window.ran = 2">')),
      () => append('img', (node) => node.setAttribute('onerror', 'window.ran = 3')),
      () => append('script', (node) => (node.textContent = 'window.ran = 4')),
      () => append('script', (node) => node.setAttribute('src', 'https://example.org/x.js')),
      () => void new Worker('https://example.org/x.js'),
    ]
    for (const attempt of attempts) {
      try {
        attempt()
      } catch {
        refused++
      }
    }
    const wanted = ['require-trusted-types-for', 'frame-src', 'base-uri']
    while (!wanted.every((directive) => seen.has(directive)))
      await new Promise((resolve) => setTimeout(resolve, 20))
    for (const node of nodes) node.remove()
    return { refused: refused === attempts.length, seen: [...seen] }
  })
  expect(violations.refused).toBe(true)
  expect(violations.seen).toEqual(
    expect.arrayContaining(['require-trusted-types-for', 'frame-src', 'base-uri']),
  )
  expect(await page.evaluate(() => 'ran' in window)).toBe(false)
})

test('[E3] every answer carries the policy, and every page a nonce of its own', async ({ page }) => {
  const answers = await page.evaluate(async () => {
    const answer = async () => {
      const found = await fetch('./index.html')
      return { policy: found.headers.get('content-security-policy') ?? '', text: await found.text() }
    }
    return [await answer(), await answer()]
  })
  const nonces = answers.map(({ policy, text }) => {
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? ''
    expect(text).toContain(`content="${nonce}"`)
    return nonce
  })
  expect(new Set(nonces).size).toBe(2)
  expect(nonces.every((nonce) => nonce.length >= 24)).toBe(true)
})

test('[E4] the window goes nowhere and opens nothing', async ({ desktop, page }) => {
  const before = page.url()
  const attempts: (() => void)[] = [
    () => window.location.assign('https://example.org/'),
    () => window.location.assign('file:///etc/hosts'),
    () => {
      const link = document.createElement('a')
      Object.assign(link, { href: 'https://example.org/', target: '_blank' })
      document.body.append(link)
      link.click()
      link.remove()
    },
    () => {
      const form = document.createElement('form')
      form.action = 'https://example.org/'
      document.body.append(form)
      form.submit()
      form.remove()
    },
    () => {
      const meta = document.createElement('meta')
      Object.assign(meta, { httpEquiv: 'refresh', content: '0;url=https://example.org/' })
      document.head.append(meta)
    },
  ]
  for (const attempt of attempts) {
    await page.evaluate(attempt)
    await page.evaluate(openAndWait)
    await expect.poll(() => desktop.windows().length).toBe(1)
    expect(page.url()).toBe(before)
    expect(await page.evaluate(() => document.getElementById('root') !== null)).toBe(true)
  }
})

test('[E5] only sites over TLS and mails are opened outside, a site after a question', async ({
  desktop,
  page,
}) => {
  await desktop.evaluate(({ dialog, shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    let asked = 0
    dialog.showMessageBox = async () => ({ response: (asked += 1) === 1 ? 1 : 0, checkboxChecked: false })
    shell.openExternal = async (url: string) => void opened.push(url)
  }, null)
  const open = (url: string) => page.evaluate((asked) => window.desktop?.openExternal({ url: asked }), url)
  expect(await open('https://www.promeneursdunet.fr/annuaire')).toEqual({ ok: false, error: 'cancelled' })
  expect(await open('https://www.promeneursdunet.fr/annuaire')).toEqual({ ok: true, value: null })
  expect(await open('mailto:reseau@caf.example?subject=Réunion')).toEqual({ ok: true, value: null })
  for (const url of [
    'javascript:alert(1)',
    'file:///etc/passwd',
    'smb://host/share',
    'ms-msdt:/id',
    '\\\\host\\share',
  ]) {
    expect(await open(url)).toEqual({ ok: false, error: 'refused' })
  }
  const opened = await desktop.evaluate(() => Reflect.get(globalThis, 'opened'), null)
  expect(opened).toEqual([
    'https://www.promeneursdunet.fr/annuaire',
    'mailto:reseau@caf.example?subject=R%C3%A9union',
  ])
})

test('[E6] the page is given our calls and nothing else', async ({ page }) => {
  const given = await page.evaluate(() => Object.keys(window.desktop ?? {}))
  expect(given.sort()).toEqual([...callNames, 'on'].sort())
  const refused = await page.evaluate(() => {
    try {
      // A page that does not know the types asks for an event that is not ours.
      window.desktop?.on('anything' as 'link', () => undefined)
      return false
    } catch {
      return true
    }
  })
  expect(refused).toBe(true)
})

test('[E6] no call takes what it was not made for', async ({ page }) => {
  test.slow()
  const random = createRandom(20261122)
  const perCall = process.env['MAILLAGE_LONG'] === '1' ? 10_000 : 100
  for (const name of callNames) {
    const values = Array.from({ length: perCall }, () => anyValue(random)).filter(
      (value) => !checks[name](value),
    )
    expect(values.length).toBeGreaterThan(perCall / 2)
    const taken = await page.evaluate(
      async ({ call, inputs }) => {
        // The page calls by name whatever the table says that the call takes.
        const api = window.desktop as unknown as Record<string, (input: unknown) => Promise<unknown>>
        const answers = await Promise.allSettled(inputs.map((input) => api[call]?.(input)))
        return answers.filter(({ status }) => status === 'fulfilled').length
      },
      { call: name, inputs: values },
    )
    expect(taken, name).toBe(0)
  }
})

test('[E6] a page that is not ours is refused, with the very same preload', async ({ desktop, page }) => {
  const [preload] = await desktop.evaluate(
    ({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map(
        ({ webContents }) =>
          // Electron gives these back to tests, and keeps the method out of its types.
          (webContents as unknown as { getLastWebPreferences(): { preload: string } }).getLastWebPreferences()
            .preload,
      ),
    null,
  )
  await desktop.evaluate(({ BrowserWindow }, path) => {
    const stranger = new BrowserWindow({ webPreferences: { preload: path ?? '', sandbox: true } })
    void stranger.loadURL('data:text/html,<p>ailleurs</p>')
  }, preload)
  await expect.poll(() => desktop.windows().length).toBe(2)
  const stranger = desktop.windows().find((window) => window !== page)
  await expect.poll(() => stranger?.url()).toContain('data:')
  const answer = await stranger?.evaluate(() =>
    window.desktop?.appInfo(null).then(
      () => 'answered',
      (error: unknown) => String(error),
    ),
  )
  expect(answer).toContain('refused')
  await desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().at(-1)?.close(), null)
  await expect.poll(() => desktop.windows().length).toBe(1)
})

test('[E7] the page may copy, notify and keep its data, and nothing else of the computer', async ({
  page,
}) => {
  const states = await page.evaluate(async () => {
    const names = [
      'geolocation',
      'camera',
      'microphone',
      'midi',
      'clipboard-read',
      'notifications',
      'persistent-storage',
    ]
    const found: Record<string, string> = {}
    for (const name of names) {
      // The DOM's list of names lags behind Chromium's.
      found[name] = (await navigator.permissions.query({ name: name as PermissionName })).state
    }
    return found
  })
  expect(states).toEqual({
    geolocation: 'denied',
    camera: 'denied',
    microphone: 'denied',
    midi: 'denied',
    'clipboard-read': 'denied',
    notifications: 'granted',
    'persistent-storage': 'granted',
  })
})

/** Opens a window and waits until it is no more: refused at once, or closed as soon as it has been asked about. */
async function openAndWait(): Promise<void> {
  const opened = window.open('https://example.org/')
  while (opened !== null && !opened.closed) await new Promise((resolve) => setTimeout(resolve, 10))
}
