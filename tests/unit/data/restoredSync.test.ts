import './support'
import { expect, test } from 'vitest'
import { createRecord } from '../../../src/core/commands/createRecord'
import { joined, newDesk, reopened, startServer, until } from './desks'
import { level } from './structures'

for (const role of ['coordinator', 'reader', 'national'] as const)
  test(`a restored backup that joins a server comes level, in the role of ${role}`, async () => {
    await using server = await startServer()
    const writer = await joined(newDesk(`writer-${role}`, { sockets: false }), server)
    await writer.run(createRecord, { kind: 'structure', values: { name: 'MJC du Port' } })
    await until(() => level(writer), 'sent')
    await writer.close()

    const desk = newDesk(`restored-${role}`, { sockets: false })
    const department = role === 'national' ? undefined : '50'
    const invited = async () => ({
      server: server.url,
      code: await server.invite(role, 'Léa', department),
      device: 'Poste',
      name: 'Léa',
    })
    const made = await desk.workspaces.join(await invited())
    if (!made.ok) throw new Error(made.error.message)
    const { id, recoveryKey = '' } = made.value.spaces[0]
    const first = await reopened(desk)
    await until(() => level(first) && first.rows.list('structure').length === 1, 'all is here')
    const backup = await desk.workspaces.backup(id)
    await first.close()

    const other = newDesk(`other-${role}`, { sockets: false })
    const restored = await other.workspaces.restore(backup, recoveryKey)
    expect(restored.ok).toBe(true)
    expect((await other.workspaces.join(await invited())).ok).toBe(true)
    const again = await reopened(other)
    await until(() => level(again), 'level again')
    expect(again.rows.list('structure').map(({ values }) => values['name'])).toEqual(['MJC du Port'])
    await again.close()
  }, 60_000)
