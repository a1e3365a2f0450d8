import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { startServer } from '../../src/start/server'
import { temporaryFolder, until } from './desk'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const root = path.resolve(import.meta.dirname, '../..')

/** What `npm start` and `npm run dev` do before they show anything, on a network that was made before. */
async function startedNetwork(data: string) {
  const marker = { seed: 2017, departments: ['50'], complete: true }
  fs.writeFileSync(path.join(data, 'sample-network.json'), JSON.stringify(marker))
  const options = { data, port: 0, desktop: false, network: 'pilot', seed: 2017, desks: 1 }
  const script = `import { openNetwork } from './src/start/network.ts'
    await openNetwork(process.cwd(), ${JSON.stringify(options)}, 0)
    console.log('invited')`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { out: '', err: '' }
  child.stdout.on('data', (text) => (said.out += String(text)))
  child.stderr.on('data', (text) => (said.err += String(text)))
  await until(() => said.out.includes('invited') || child.exitCode !== null, 'it has invited', 50_000)
  expect(said).toMatchObject({ out: expect.stringContaining('invited') })
  return { child, said, pid: Number(fs.readFileSync(path.join(data, 'server.pid'), 'utf8')) }
}

test('a start whose server ends by itself says so, and ends with a code that a script notices', async () => {
  const { child, said, pid } = await startedNetwork(temporaryFolder())
  const closed = once(child, 'close')
  process.kill(pid, 'SIGKILL')
  expect((await closed)[0]).toBe(1)
  expect(said.err).toContain('The server has ended by itself')
  expect(said.err).toContain('SIGKILL')
})

test('a start that is interrupted stops its server, and calls it nothing else', async () => {
  const { child, said, pid } = await startedNetwork(temporaryFolder())
  const closed = once(child, 'close')
  child.kill('SIGTERM')
  expect((await closed)[0]).toBe(0)
  expect(said.err).toBe('')
  expect(() => process.kill(pid, 0)).toThrow('ESRCH')
})

test('a server that ends keeps its last words, and one that is stopped has none', async () => {
  const data = temporaryFolder()
  const first = await startServer(root, data, 0)
  if (!first.ok) throw new Error(first.error)
  const second = await startServer(root, data, 0)
  expect(second).toMatchObject({ ok: false, error: expect.stringContaining('locked by pid') })
  const died: string[] = []
  void first.value.died.then((words) => died.push(words))
  await first.value.stop()
  expect(died).toEqual([])

  const third = await startServer(root, data, 0)
  if (!third.ok) throw new Error(third.error)
  // Asked by somebody else than us: what it says of that is what we have of it.
  process.kill(Number(fs.readFileSync(path.join(data, 'server.pid'), 'utf8')), 'SIGTERM')
  expect(await third.value.died).toMatch(/^it stopped with code 0:\n.*"event":"stopping"/)
})
