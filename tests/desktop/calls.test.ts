import { readFile } from 'node:fs/promises'
import vm from 'node:vm'
import { describe, expect, test } from 'vitest'
import type { DesktopApi } from '../../src/core/ipc'
import { callNames, checks, fileNameOf, isRunnable } from '../../src/core/ipc'
import { fail } from '../../src/core/result'
import { openPlatform } from '../../src/renderer/platform'
import { anyValue } from '../support/anyValue'
import { createRandom } from '../support/random'

describe('[E6] the checks of the calls', () => {
  const bytes = new Uint8Array(3)
  const good: readonly (readonly [keyof typeof checks, unknown])[] = [
    ['saveFile', { name: 'Réunion du 3 novembre – Copil.docx', bytes }],
    ['openFile', { title: 'Importer', extensions: ['xlsx', 'csv'] }],
    ['readSecret', { name: 'data-key' }],
    ['writeSecret', { name: 'data-key', bytes }],
    ['deleteSecret', { name: 'data-key' }],
    ['writeBackup', { workspace: 'w00000000000000aa', bytes }],
    ['listBackups', null],
    ['readBackup', { name: 'maillage-w00000000000000aa-2026-11-22T14-05-09-123Z.maillage-backup' }],
    ['printToPdf', { name: 'réunion.pdf', landscape: false }],
    ['openExternal', { url: 'https://example.org/' }],
    ['appInfo', null],
    ['takeLink', null],
  ]
  test('every call takes what it was made for', () => {
    expect(good.map(([name]) => name).sort()).toEqual([...callNames].sort())
    for (const [name, input] of good) expect(checks[name](input), name).toBe(true)
  })

  test('and nothing that lacks a part, has one more, or is another kind of thing', () => {
    for (const [name, input] of good) {
      for (const wrong of [
        undefined,
        0,
        '',
        [],
        () => 1,
        new Map(),
        ...(input === null ? [{}] : [null, {}]),
      ]) {
        expect(checks[name](wrong), name).toBe(false)
      }
      if (typeof input !== 'object' || input === null) continue
      expect(checks[name]({ ...input, path: '/etc/passwd' }), name).toBe(false)
      for (const key of Object.keys(input)) {
        const { [key]: _gone, ...rest } = { ...input } as Record<string, unknown>
        expect(checks[name](rest), `${name} without ${key}`).toBe(false)
        expect(checks[name]({ ...input, [key]: 42 }), `${name} with a number for ${key}`).toBe(false)
      }
    }
  })

  const names = [
    '../x.xlsx',
    'a/b.xlsx',
    'a\\b.xlsx',
    'C:x.xlsx',
    '.caché',
    'fin.',
    'fin ',
    'a\u0000b',
    'a\nb',
    'x'.repeat(201),
    '',
    'CON?',
    '~<>',
    'CON.txt',
    'nul',
    'Aux .csv',
    'COM1.csv',
    'lpt².pdf',
    'bilan\u202Exslx.exe',
    'bi\u200Blan.xlsx',
    'a\u2028b.csv',
    'a\uD800.csv',
    '. caché',
    ' début',
  ]
  for (const name of names) {
    test(`${JSON.stringify(name).slice(0, 40)} is no file name`, () => {
      expect(checks.saveFile({ name, bytes })).toBe(false)
      expect(checks.printToPdf({ name, landscape: true })).toBe(false)
    })
  }

  test('a name that anybody may have written becomes one that every system takes, with its own ending', () => {
    for (const [text, name] of [
      ['Réunion du 3 novembre – Copil.docx', 'Réunion du 3 novembre – Copil.docx'],
      ['../../.ssh/id_rsa', 'ssh id_rsa'],
      ['a\u202Exslx.exe', 'axslx.exe_'],
      ['com1.csv', '_com1.csv'],
      ['NUL', '_NUL'],
      ['Bilan : avril\n2026.xlsx ', 'Bilan avril 2026.xlsx'],
      ['…?', '…'],
      [' . ', 'Sans nom'],
      ['', 'Sans nom'],
      [`${'é'.repeat(300)}.maillage-backup`, `${'é'.repeat(184)}.maillage-backup`],
      [`${'🎉'.repeat(150)}.x`, `${'🎉'.repeat(99)}.x`],
      [`con${' '.repeat(300)}x.txt`, 'con x.txt'],
      // Long enough for a second look at each dot to be felt: this has to end at once.
      [`a${'.'.repeat(2_000_000)}b.txt`, 'a.txt'],
    ] as const) {
      expect(fileNameOf(text)).toBe(name)
    }
    const random = createRandom(7)
    const parts = [
      'con',
      'COM1',
      '.',
      ' ',
      '..',
      '\u202E',
      '/',
      ':',
      '\n',
      'é',
      '🎉',
      '\uD83C',
      '\uDF89',
      '.txt',
      '\u00a0',
    ]
    for (let index = 0; index < 20_000; index += 1) {
      const text = Array.from({ length: 1 + random.int(8) }, () =>
        random.pick(parts).repeat(random.chance(0.1) ? 120 : 1),
      ).join('')
      expect(checks.saveFile({ name: fileNameOf(text), bytes }), JSON.stringify(text)).toBe(true)
    }
  })

  test('nothing is saved under a name that a system would run', () => {
    const endings = [
      'exe',
      'BAT',
      'cmd',
      'ps1',
      'js',
      'vbs',
      'lnk',
      'scr',
      'hta',
      'msi',
      'com',
      'url',
      'sh',
      'desktop',
      'iso',
    ]
    for (const ending of endings) {
      for (const text of [
        `facture.pdf.${ending}`,
        `facture.${ending}. . `,
        `facture.${ending.slice(0, 1)}\u200D${ending.slice(1)}`,
        `con.${ending}`,
        `${'x'.repeat(300)}.${ending}`,
        // What stays of it once it is cut.
        `${'x'.repeat(199 - ending.length)}.${ending}${'y'.repeat(100)}`,
      ]) {
        expect(fileNameOf(text)).toMatch(/_$/)
        expect(checks.saveFile({ name: fileNameOf(text), bytes }), text).toBe(true)
      }
      expect(isRunnable(`facture.pdf.${ending}`)).toBe(true)
      expect(checks.saveFile({ name: `facture.pdf.${ending}`, bytes })).toBe(false)
    }
    for (const name of ['bilan.xlsx', 'exe', 'exe.pdf', 'jean@exemple.fr.vcf', 'Sans nom'])
      expect([name, fileNameOf(name), isRunnable(name)]).toEqual([name, name, false])
  })

  test('the page asks for no name that the main process would throw back', async () => {
    const asked: unknown[] = []
    const take = async (input: unknown) => {
      asked.push(input)
      return fail('cancelled')
    }
    // The calls that are named below are all that is asked of it.
    const platform = openPlatform({ saveFile: take, printToPdf: take } as unknown as DesktopApi)
    await platform.saveFile({ name: 'con.pdf', bytes })
    await platform.print({ name: 'Copil : avril.pdf', landscape: true })
    expect(asked).toEqual([
      { name: '_con.pdf', bytes },
      { name: 'Copil avril.pdf', landscape: true },
    ])
  })

  test('names that become files cannot climb', () => {
    for (const name of ['..', '../key', 'A', 'key.secret', '', 'x'.repeat(41)])
      expect(checks.readSecret({ name })).toBe(false)
    for (const name of [
      '..',
      'maillage-2026-11-22T14-05-09-123Z.maillage-backup/../x',
      'x.maillage-backup',
    ]) {
      expect(checks.readBackup({ name })).toBe(false)
    }
  })

  test('never throw, whatever they are given', () => {
    const random = createRandom(6)
    for (let index = 0; index < 10_000; index += 1) {
      const input = anyValue(random)
      const answers = callNames.map((name) => checks[name](input))
      if (!answers.every((answer) => typeof answer === 'boolean')) throw new Error(JSON.stringify(input))
    }
  })
})

test('the built preload asks for electron and nothing else, and gives the page functions alone', async () => {
  const code = await readFile('out/preload/index.cjs', 'utf8')
  const given: Record<string, Record<string, unknown>> = {}
  const asked: string[] = []
  const electron = {
    contextBridge: { exposeInMainWorld: (name: string, api: Record<string, unknown>) => (given[name] = api) },
    ipcRenderer: { invoke: () => undefined },
  }
  const require = (name: string) => {
    asked.push(name)
    if (name !== 'electron') throw new Error(`a sandboxed preload may not require ${name}`)
    return electron
  }
  vm.runInNewContext(code, { require, module: { exports: {} }, exports: {} })
  expect(asked).toEqual(['electron'])
  expect(Object.keys(given)).toEqual(['desktop'])
  expect(Object.keys(given['desktop'] ?? {}).sort()).toEqual([...callNames, 'on'].sort())
  expect(Object.values(given['desktop'] ?? {}).every((part) => typeof part === 'function')).toBe(true)
})
