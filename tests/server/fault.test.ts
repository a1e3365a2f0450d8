import fs from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { updateFrame } from '../../src/core/sync/frames'
import { Line, edit, enrolDesk, headOf, runCommand, spawnServer, temporaryFolder, until } from './desk'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

/** A server in whose process something goes wrong, for which nobody has provided, when a signal comes. */
async function spawnFaulty(data: string, what: string) {
  const fault = path.join(temporaryFolder(), 'fault.mjs')
  fs.writeFileSync(fault, `process.on('SIGUSR2', () => { ${what} })`)
  return spawnServer(data, [], ['env', `NODE_OPTIONS=--import=${fault}`])
}

test.each([
  ['uncaught', "JSON.parse('JEAN-DUPONT')", 'SyntaxError'],
  ['unhandled', "void Promise.reject(new TypeError('JEAN-DUPONT'))", 'TypeError'],
  ['unhandled', "void Promise.reject('JEAN-DUPONT')", 'string'],
])(
  'what nobody has caught (%s: %s) stops the server as if it were asked to, with code 1, and quotes nobody',
  async (event, what, kind) => {
    const data = temporaryFolder()
    const server = await spawnFaulty(data, what)
    const desk = await enrolDesk(server.url, data, 'coordinator', ['50'])
    const line = await Line.open(desk, 'dep-50', 'y-websocket')
    line.send(updateFrame(edit(new Y.Doc(), 'note', 'ce qui est arrivé')))
    await until(async () => (await headOf(desk, 'dep-50')) === 1, 'it is stored')
    expect(await server.stop('SIGUSR2')).toBe(1)
    await line.untilClosed(1001)
    const said = server.output()
    const written = said.split('\n').find((each) => each.includes(`"event":"${event}"`)) ?? '{}'
    expect(JSON.parse(written)).toMatchObject({ event, kind })
    expect(said).not.toContain('JEAN')
    expect((await runCommand('admin', ['--data', data, 'verify'])).code).toBe(0)
  },
)
