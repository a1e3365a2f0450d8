import './support'
import { expect, test } from 'vitest'
import { newDesk, startServer } from './desks'
import { reopen } from './support'

test('of several copies of a space on one computer, an invitation ties the open one, else the newest', async () => {
  await using server = await startServer()
  const { workspaces } = newDesk('copies', { sockets: false })
  const first = await workspaces.create({ department: '50', name: 'Léa' })
  if (!first.ok) throw new Error(first.error)
  const original = await reopen(workspaces, first.value.id)
  const backup = await workspaces.backup(first.value.id)
  await original.close()
  const copies = [first.value.id]
  for (let copy = 0; copy < 2; copy++) {
    const restored = await workspaces.restore(backup, first.value.recoveryKey ?? '')
    if (!restored.ok) throw new Error(restored.error)
    copies.push(restored.value.id)
  }
  const join = async (device: string): Promise<void> => {
    const code = await server.invite('coordinator', 'Léa', '50')
    const joined = await workspaces.join({ server: server.url, code, device, name: 'Léa' })
    expect(joined.ok).toBe(true)
  }
  for (const id of copies) {
    const open = await reopen(workspaces, id)
    await join(`Poste de ${id}`)
    await open.close()
    const again = await reopen(workspaces, id)
    expect(again.server?.deviceName).toBe(`Poste de ${id}`)
    await again.close()
  }
  await join('Poste sans espace ouvert')
  const newest = await reopen(workspaces, copies.at(-1) ?? '')
  expect(newest.server?.deviceName).toBe('Poste sans espace ouvert')
  await newest.close()
}, 60_000)
