import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { gaveWay } from '../../src/core/ipc'
import { openCoordinator, openDesktop } from '../../src/start/desktop'
import type { RunningServer } from '../../src/start/server'

const folder = await mkdtemp(join(tmpdir(), 'maillage-electron-'))
afterAll(() => rm(folder, { recursive: true }))

/** A program in Electron's place. */
async function program(script: string): Promise<string> {
  const binary = join(folder, 'electron')
  await writeFile(binary, `#!/bin/sh\n${script}\n`)
  await chmod(binary, 0o755)
  return binary
}

const opened = async (script: string) =>
  openDesktop(await program(script), folder, 'http://127.0.0.1:8787', 'ABCD-EFGH')

test('a window that was closed is told from one that never was', async ({ skip }) => {
  skip(process.platform === 'win32', 'the stand-in is a shell script')
  expect(await opened('exit 0')).toEqual({ ok: true, value: null })
  expect(await opened('exit 127')).toEqual({ ok: false, error: 'Electron ended with status 127' })
  expect(await opened('kill -9 $$')).toEqual({ ok: false, error: 'Electron ended with SIGKILL' })
})

test('a binary that cannot be run is a refusal, not the end of the server', async () => {
  const opening = openDesktop(join(folder, 'absent'), folder, 'http://127.0.0.1:8787', 'ABCD-EFGH')
  expect(await opening).toMatchObject({ ok: false })
})

test('a start that gave way to a window which was open is no window that was closed: its server goes on', async ({
  skip,
}) => {
  skip(process.platform === 'win32', 'the stand-in is a shell script')
  expect(await opened(`exit ${gaveWay}`)).toMatchObject({
    ok: false,
    error: expect.stringContaining('open already'),
  })
})

test('the desktop is opened on an invitation of its own, which no link that is printed spends', async ({
  skip,
}) => {
  skip(process.platform === 'win32', 'the stand-in is a shell script')
  const invited: unknown[] = []
  const server: RunningServer = {
    url: 'http://127.0.0.1:8787',
    invite: async (role, _, departments) => {
      invited.push([role, departments])
      return 'CODE-OF-ITS-OWN'
    },
    died: new Promise(() => undefined),
    stop: async () => undefined,
  }
  const told = join(folder, 'told')
  const binary = await program(`echo "$@" > ${told}`)
  expect(await openCoordinator(binary, folder, server)).toEqual({ ok: true, value: null })
  expect(await readFile(told, 'utf8')).toContain('code=CODE-OF-ITS-OWN')
  expect(invited).toEqual([['coordinator', ['50']]])
})
