import './support' // first: it brings the databases
import { expect, test } from 'vitest'
import type { OpenRaw } from '../../../src/renderer/data/liveSocket'
import { joined, newDesk, openNodeSocket, startServer, until } from './desks'
import { add, level, names } from './structures'

test('a ticket that a restart of the server made void is asked for again, and a revoked device is told', async () => {
  await using server = await startServer()
  const colleague = await joined(newDesk('ticket-nour'), server, 'coordinator', 'Nour')
  let held = 0
  let late: Promise<void> | undefined
  // The ticket has been given and the connection waits: a lid that was shut, a proxy that holds it during the restart.
  const openRaw: OpenRaw = (url, protocols, events) => {
    if (!late) return openNodeSocket(url, protocols, events)
    held += 1
    let raw: ReturnType<OpenRaw> | undefined
    let isOver = false
    void late.then(() => {
      if (!isOver) raw = openNodeSocket(url, protocols, events)
    })
    return {
      send: (data) => raw?.send(data),
      close() {
        isOver = true
        raw?.close()
      },
    }
  }
  const desk = newDesk('ticket-claire', { openRaw })
  const claire = await joined(desk, server)
  await until(() => level(claire) && level(colleague), 'level')
  let connect: () => void = () => undefined
  late = new Promise((resolve) => (connect = resolve))
  desk.plug(false)
  await server.stop()
  await server.restart()
  desk.plug(true)
  await until(() => held > 0, 'a line has its ticket and waits')
  await server.stop()
  await server.restart()
  late = undefined
  connect()
  await add(claire, 'Après le redémarrage')
  await until(() => names(colleague).includes('Après le redémarrage'), 'the colleague has it', 60_000)

  await server.admin('revoke', claire.server?.device ?? '')
  await until(() => claire.sync.get().is === 'refused', 'the revoked device is told', 60_000)
  expect(claire.sync.get()).toMatchObject({ is: 'refused', cause: 'token' })
  await claire.close()
  await colleague.close()
}, 120_000)
