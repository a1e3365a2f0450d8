import fs from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startServer, temporaryFolder } from './desk'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

/** What a test may see of Windows from here: its name, and a folder that cannot be flushed. */
function asOnWindows(): void {
  const platform = Object.getOwnPropertyDescriptor(process, 'platform') ?? {}
  const flush = vi.spyOn(fs, 'fsyncSync')
  const isFolder = (descriptor: number): boolean => fs.fstatSync(descriptor).isDirectory()
  flush.mockImplementation((descriptor) => {
    if (isFolder(descriptor)) throw new Error('EPERM: operation not permitted, fsync')
  })
  Object.defineProperty(process, 'platform', { ...platform, value: 'win32' })
  onTestFinished(() => {
    Object.defineProperty(process, 'platform', platform)
    flush.mockRestore()
  })
}

test('a server starts, and a marker is written, where a folder cannot be flushed: on Windows', async () => {
  const data = path.join(temporaryFolder(), 'neuf')
  asOnWindows()
  const server = await startServer({ data })
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  await server.close()
  expect(fs.existsSync(path.join(data, 'maillage.json'))).toBe(true)
})
