import { describe, expect, test } from 'vitest'
import { safeAddress } from '../../src/main/address'
import { linkAmong, parseLink } from '../../src/main/links'
import { createRandom } from '../support/random'

describe('[E5] what may be opened outside', () => {
  const opened = [
    'https://www.promeneursdunet.fr/',
    'https://sync.example.org:8443/aide?x=1#y',
    'HTTPS://EXAMPLE.ORG/',
    'mailto:a@b.example',
    'mailto:a@b.example?subject=Bonjour&bcc=c@d.example',
  ]
  const refused = [
    'http://example.org/',
    'https:evil.example',
    'https:/evil.example',
    'https:\\\\evil.example',
    'https://user@example.org/',
    'https://user:word@example.org/',
    'https://localhost/',
    'https://',
    ' https://example.org/',
    'https://example.org/\u202Efdp.exe',
    'https://exa\nmple.org/',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'smb://host/share',
    'ms-msdt:/id PCWDiagnostic',
    'vbscript:x',
    'data:text/html,x',
    'app://maillage/',
    'maillage://join',
    '\\\\host\\share',
    '//example.org/',
    'mailto:a@b.example?attach=/etc/passwd',
    'mailto:a@b.example?Attachment=/etc/passwd',
    'mailto:a@b.example#x',
    'example.org',
    '',
  ]
  for (const url of opened) test(`${url} is`, () => expect(safeAddress(url)).toBeInstanceOf(URL))
  for (const url of refused)
    test(`${JSON.stringify(url)} is not`, () => expect(safeAddress(url)).toBeUndefined())

  test('a site is named as the browser will look it up', () => {
    expect(safeAddress('https://аpple.com/')?.host).toBe('xn--pple-43d.com')
  })
})

describe('[E16] an invitation link', () => {
  test('is read to the letter', () => {
    expect(parseLink('maillage://join?server=https%3A%2F%2Fsync.example.org%2F&code=AbC-12_3')).toEqual({
      server: 'https://sync.example.org',
      code: 'AbC-12_3',
    })
    expect(
      linkAmong(['electron', '.', '--x', 'maillage://join?server=http%3A%2F%2Flocalhost%3A8787&code=abcdef']),
    ).toEqual({
      server: 'http://localhost:8787',
      code: 'abcdef',
    })
  })

  const refused = [
    'maillage://join',
    'maillage://open?server=https%3A%2F%2Fa.example&code=abcdef',
    'maillage://join?server=http%3A%2F%2Fa.example&code=abcdef',
    'maillage://join?server=https%3A%2F%2Fu%3Ap%40a.example&code=abcdef',
    'maillage://join?server=https%3A%2F%2Fa.example%2F%3Fx&code=abcdef',
    'maillage://join?server=https%3A%2F%2Fa.example&code=abc',
    'maillage://join?server=https%3A%2F%2Fa.example&code=abc%20def',
    'maillage://join?server=https%3A%2F%2Fa.example&code=abcdef&code=ghijkl',
    'maillage://join?server=https%3A%2F%2Fa.example&code=abcdef&run=1',
    'maillage://join?server=https%3A%2F%2Fa.example&code=abcdef#x',
    'maillage://join?server=javascript%3A1&code=abcdef',
    `maillage://join?server=https%3A%2F%2Fa.example&code=${'a'.repeat(2000)}`,
    '--maillage://join?server=https%3A%2F%2Fa.example&code=abcdef',
  ]
  for (const link of refused)
    test(`${link.slice(0, 90)} is refused`, () => expect(parseLink(link)).toBeUndefined())

  test('is never found in a thousand strings of chance', () => {
    const random = createRandom(16)
    const parts = [
      'maillage://',
      'join',
      '?',
      'server=',
      'https%3A%2F%2F',
      'code=',
      '&',
      '/',
      'a',
      '%00',
      '\\',
      '--',
      '#',
      '@',
    ]
    for (let index = 0; index < 1000; index += 1) {
      const text = Array.from({ length: 12 }, () => random.pick(parts)).join('')
      const found = parseLink(text)
      expect(found === undefined || /^[\w.~-]{6,}$/.test(found.code), text).toBe(true)
    }
  })
})
