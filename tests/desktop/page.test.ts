import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { isAppAddress } from '../../src/main/origin'
import { servePage } from '../../src/main/page'

const root = await mkdtemp(join(tmpdir(), 'maillage-'))
afterAll(() => rm(root, { recursive: true }))

describe('[E2] the page is answered from its folder and from nowhere else', async () => {
  const bundle = join(root, 'bundle')
  await mkdir(join(bundle, 'assets'), { recursive: true })
  await writeFile(join(bundle, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__" />')
  await writeFile(join(bundle, 'assets/index-abc.js'), 'export {}')
  await writeFile(join(root, 'secret.txt'), 'hors du dossier')
  await symlink(join(root, 'secret.txt'), join(bundle, 'assets/link.txt'))
  const answer = servePage(bundle)
  const get = (url: string, method = 'GET') => answer(new Request(url, { method }))

  for (const path of ['/', '/index.html', '/assets/index-abc.js']) {
    test(`${path} is there`, async () => {
      const found = await get(`app://maillage${path}`)
      expect(found.status).toBe(200)
      expect(found.headers.get('x-content-type-options')).toBe('nosniff')
      expect(found.headers.get('content-security-policy')).toContain("object-src 'none'")
    })
  }

  const outside = [
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
    '/assets/../../secret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
    '//etc/passwd',
    '/etc/passwd',
    '/assets/link.txt',
    '/assets',
    '/assets/',
    '/index.html%00.js',
    '/INDEX.HTML',
    '/C:/Windows/win.ini',
  ]
  for (const path of outside) {
    test(`${path} is not`, async () => expect((await get(`app://maillage${path}`)).status).toBe(404))
  }

  test('another host or another way of asking is refused', async () => {
    expect((await get('app://other/index.html')).status).toBe(404)
    expect((await get('app://maillage:81/index.html')).status).toBe(404)
    expect((await get('app://maillage/index.html', 'POST')).status).toBe(405)
    expect(await (await get('app://maillage/', 'HEAD')).text()).toBe('')
  })
})

test('the origin is ours to the letter', () => {
  const ours = ['app://maillage', 'app://maillage/', 'app://maillage/index.html#/reseau']
  const others = [
    '',
    'app:',
    'app://maillage.evil/',
    'app://evil@maillage/',
    'app://maillage:1/',
    'https://maillage/',
    'data:text/html,x',
    'about:blank',
  ]
  for (const url of ours) expect(isAppAddress(url), url).toBe(true)
  for (const url of others) expect(isAppAddress(url), url).toBe(false)
})
