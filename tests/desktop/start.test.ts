import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openDesktop } from '../../src/start/desktop'

const folder = await mkdtemp(join(tmpdir(), 'maillage-electron-'))
afterAll(() => rm(folder, { recursive: true }))

/** Opens the desktop with a program in Electron's place. */
async function opened(script: string) {
  const binary = join(folder, 'electron')
  await writeFile(binary, `#!/bin/sh\n${script}\n`)
  await chmod(binary, 0o755)
  return openDesktop(binary, folder, 'http://127.0.0.1:8787', 'ABCD-EFGH')
}

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
