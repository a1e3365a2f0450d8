import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { removeLeft } from '../support/temporaryFolders'

test('a run takes away what one that was interrupted has left, and nothing that is in use', () => {
  expect(basename(tmpdir())).toMatch(/^maillage-run-\d+-/)
  const parent = mkdtempSync(join(tmpdir(), 'runs-'))
  const { pid: ended } = spawnSync(process.execPath, ['--version'])
  const own = [`maillage-run-${process.pid}-abcdef`, 'maillage-run-abcdef', 'maillage-1-abcdef', 'autre']
  for (const name of [`maillage-run-${ended}-abcdef`, ...own]) {
    mkdirSync(join(parent, name, 'profil'), { recursive: true })
    writeFileSync(join(parent, name, 'profil', 'secret'), 'x')
  }
  removeLeft(parent)
  expect(readdirSync(parent).sort()).toEqual(own.sort())
  rmSync(parent, { recursive: true })
})
