import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { makeProfile } from '../../src/main/profile'

const root = await mkdtemp(join(tmpdir(), 'maillage-profile-'))
afterAll(() => rm(root, { recursive: true }))

test('a profile that is not there yet is made, for its user alone', async () => {
  const folder = join(root, 'bureau', 'deuxième poste')
  expect(makeProfile(folder)).toEqual({ ok: true, value: folder })
  const made = await stat(folder)
  expect(made.isDirectory()).toBe(true)
  if (process.platform !== 'win32') expect((made.mode & 0o777).toString(8)).toBe('700')
  expect(makeProfile(folder)).toEqual({ ok: true, value: folder })
})

test('what cannot be a folder is refused in words', async () => {
  const file = join(root, 'fichier')
  await writeFile(file, '')
  for (const asked of [file, join(file, 'dessous')])
    expect(makeProfile(asked)).toEqual({ ok: false, error: expect.stringContaining('--profile') })
})
